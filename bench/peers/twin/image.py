"""The image tower of a design, learnt with its table of concepts and its table of colours.

Loss: CE(s·u(i)·u(C)ᵀ, concept) + w·CE over a thing's own colours and eleven others of s·u(i)·[u(C_concept),
u(u(C_concept) + ½u(K))]. The second is how a prompt with a colour word is drawn, so a colour word moves the vector in
the direction that the gradient knows, and a prompt without one asks for the thing in its own colours.
Captions are learnt afterwards, against the table that is held (text.py).

A share of each batch is moved against the tower before it is learnt from (Madry et al. 2018: projected gradient
steps in an L2 ball); the rest is learnt under noise alone."""

import math
import signal
import time
from pathlib import Path

import torch
import torch.nn.functional as F
from safetensors.torch import load_file
from torch import nn

from .pictures import Pictures
from .sitting import adamw, fall, keep_sitting, read_sitting
from .towers import ImageTower, design, unit
from .vocabulary import NAMES

SCALE = 20.0
COLOUR_SHARE = 0.5
COLOUR_WEIGHT = 0.5
SMOOTHING = 0.05
EMA = 0.999
WARM_UP = 200


class Learner(nn.Module):
    def __init__(self, row, config, concepts):
        super().__init__()
        self.visual = ImageTower(row, config["preprocess_cfg"])
        self.table = nn.Parameter(torch.randn(concepts, row["embedDim"]) * 0.02)
        self.colours = nn.Parameter(torch.randn(len(NAMES), row["embedDim"]) * 0.02)

    def forward(self, images):
        with torch.autocast(images.device.type, torch.bfloat16):
            return unit(self.visual(images))

    def losses(self, seen, labels, colours):
        """-> loss, which images are named rightly"""
        table = unit(self.table)
        logits = SCALE * seen @ table.T
        loss = F.cross_entropy(logits, labels, label_smoothing=SMOOTHING)
        tinted = colour_scores(seen, table[labels], unit(self.colours))
        of_colours = F.cross_entropy(tinted, colours, ignore_index=-1, reduction="sum") / len(labels)
        return loss + COLOUR_WEIGHT * of_colours, logits.argmax(1) == labels


def colour_scores(vectors, things, colours):
    """-> [N, 1 + colours]: likeness of each vector to its thing in its own colours and in the others."""
    things = things[:, None]
    targets = torch.cat([things, unit(things + COLOUR_SHARE * colours)], 1)
    return SCALE * (vectors[:, None] * targets).sum(-1)


def low_pass(size):
    """The projection [size², size²] on kernels that are another kernel blurred by the binomial (1 3 3 1): such a stem
    sees little of what is finer than four pixels, so the gradient cannot draw speckle, which the network would like
    and people do not."""
    blur = torch.tensor([1.0, 3, 3, 1]) / 8
    span = torch.zeros(size, size - 3)
    for i in range(size - 3):
        span[i : i + 4, i] = blur
    one = span @ torch.linalg.pinv(span)
    return torch.kron(one, one)


class Training:
    def __init__(self, options):
        self.options = options
        self.device = options.device
        torch.set_num_threads(options.threads)
        torch.manual_seed(options.seed)
        self.folder = Path(options.out)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.data = Pictures(options.data, self.device)
        self.row, self.config = design(options.design, options.data)
        self.model = Learner(self.row, self.config, len(self.data.concepts)).to(self.device)
        self.model.visual.to(memory_format=torch.channels_last)
        self.step, self.elapsed = 0, 0.0
        self.file = self.folder / "checkpoint.pt"
        saved = read_sitting(self.file, self.device)
        if saved:
            self.model.load_state_dict(saved["model"])
            self.step, self.elapsed = saved["step"], saved["elapsed"]
        elif options.start:
            self.begin(options)
        state = self.model.state_dict()
        self.live = [t for t in state.values() if t.is_floating_point()]
        self.names = [n for n, t in state.items() if t.is_floating_point()]
        self.average = [saved["average"][n] for n in self.names] if saved else [t.clone() for t in self.live]
        kernel = self.model.visual.stem.conv.weight
        self.smooth = low_pass(kernel.shape[-1]).to(self.device) if options.low_pass else None
        self.smoothen()
        self.optimiser = adamw(self.model, 0.05)
        if saved:
            self.optimiser.load_state_dict(saved["optimiser"])
        self.see = torch.compile(self.model) if options.compile else self.model
        test = self.data.test.nonzero()[:, 0]
        self.held_out = test[torch.randperm(len(test), generator=torch.Generator().manual_seed(5)).to(self.device)]

    def begin(self, options):
        stored = load_file(options.start)
        self.model.visual.load_state_dict({k[7:]: v.float() for k, v in stored.items() if k.startswith("visual.")}, strict=False)
        self.model.load_state_dict({k: v.float() for k, v in load_file(options.tables).items()}, strict=False)

    @torch.no_grad()
    def smoothen(self):
        if self.smooth is not None:
            kernel = self.model.visual.stem.conv.weight
            kernel.copy_((kernel.flatten(2) @ self.smooth).view(kernel.shape))

    @torch.no_grad()
    def accuracy(self, noise):
        """Of the moving average, on the test sets, among all concepts: [of each set]."""
        now = [t.clone() for t in self.live]
        self.swap(self.average)
        self.model.eval()
        generator = torch.Generator(self.device).manual_seed(6)
        right, total = {}, {}
        for part in self.held_out.split(256):
            images = self.data.shown(part)
            images = images + noise * torch.randn(images.shape, generator=generator, device=self.device)
            seen = unit(self.model.visual(images.contiguous(memory_format=torch.channels_last)))
            hits = (seen @ unit(self.model.table).T).argmax(1).eq(self.data.concept[part]).tolist()
            for i, hit in zip(part.tolist(), hits):
                source = self.data.source[i].split("/")[-1]
                right[source], total[source] = right.get(source, 0) + hit, total.get(source, 0) + 1
        self.swap(now)
        self.model.train()
        return ", ".join(f"{source} {right[source] / total[source]:.3f}" for source in sorted(total))

    @torch.no_grad()
    def swap(self, tensors):
        for live, other in zip(self.live, tensors):
            live.copy_(other)

    def keep(self):
        keep_sitting(self.file, self, average=dict(zip(self.names, self.average)), design=self.options.design)

    def rate(self):
        """Rises over the first steps of a sitting, then falls as a cosine over the whole time."""
        rise = min(1.0, (self.step - self.first + 1) / WARM_UP)
        return self.options.rate * rise * fall(self)

    def run(self):
        stopped = []
        signal.signal(signal.SIGTERM, lambda *_: stopped.append(1))
        self.model.train()
        self.first = self.step
        began, before = time.time(), self.elapsed
        kept = told = began
        smooth, seen = None, 0
        while self.elapsed < self.options.seconds and not stopped:
            found = self.once()
            seen += self.options.batch
            smooth = found if smooth is None else torch.lerp(smooth, found, 0.02)
            now = time.time()
            self.elapsed = before + now - began
            if self.step == self.first + 2:
                told, seen = now, 0
            if now - told > 30:
                loss, clean, moved = smooth.tolist()
                print(f"{time.strftime('%H:%M:%S')} step {self.step} loss {loss:.3f} right {clean:.3f}, moved {moved:.3f} rate {self.rate():.2e} {seen / (now - told):.0f} images/s", flush=True)
                told, seen = now, 0
                if not math.isfinite(loss):
                    raise SystemExit(f"The loss at step {self.step} is not a number.")
            if now - kept > self.options.every:
                self.keep()
                print(f"  held out: {self.accuracy(0)}; noise .4: {self.accuracy(0.4)}", flush=True)
                kept = now
        self.keep()
        print(f"end: step {self.step}, held out: {self.accuracy(0)}; noise .4: {self.accuracy(0.4)}", flush=True)

    def once(self):
        """-> loss, shares named rightly of the pictures under noise alone and of those moved"""
        options = self.options
        generator = torch.Generator(self.device).manual_seed(options.seed * 1_000_003 + self.step)
        style = {key: getattr(options, key) for key in ("noise", "rotation", "scale", "bend", "colour", "recolour", "outline", "hue", "blur", "white_paper")}
        images, labels, colours = self.data.batch(options.batch, generator, style)
        images = images.contiguous(memory_format=torch.channels_last)
        count = round(options.batch * options.adversarial)
        if count:
            reach = torch.rand(count, 1, 1, 1, generator=generator, device=self.device) * options.reach
            harder = moved(self.model, self.see, images[:count], labels[:count], colours[:count], reach, options.moves)
            images = torch.cat([harder, images[count:]])
            images = images.contiguous(memory_format=torch.channels_last)
        for group in self.optimiser.param_groups:
            group["lr"] = self.rate()
        loss, hits = self.model.losses(self.see(images), labels, colours)
        loss.backward()
        self.optimiser.step()
        self.smoothen()
        self.optimiser.zero_grad(set_to_none=True)
        self.step += 1
        with torch.no_grad():
            torch._foreach_lerp_(self.average, self.live, 1 - min(EMA, (1 + self.step) / (10 + self.step)))
            right = hits.float()
            return torch.stack([loss.detach(), right[count:].mean(), right[:count].mean() if count else loss.detach() * 0])


def moved(learner, see, images, labels, colours, reach, moves):
    """Steps up the loss, each 1.2 of the reach over their number, never farther than the reach. The running means
    of the norms are used and not moved. `see` gives the vectors of images, as the learner does."""
    learner.eval()
    start = images
    for _ in range(moves):
        images = images.detach().requires_grad_()
        loss, _ = learner.losses(see(images), labels, colours)
        (slope,) = torch.autograd.grad(loss, images)
        with torch.no_grad():
            images = images + (1.2 / moves) * reach * slope / lengths(slope)
            way = images - start
            images = start + way * (reach / lengths(way)).clamp(max=1)
    learner.train()
    return images.detach()


def lengths(x):
    return x.flatten(1).norm(dim=1).clamp(min=1e-12).view(-1, 1, 1, 1)
