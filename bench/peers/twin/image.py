"""The image tower of a design, learnt with its table of concepts and its table of colours.

Loss: CE(s·u(i)·u(C)ᵀ, concept) + w·CE(s·u(i)·u(u(C_concept) + ½u(K))ᵀ, colour) where a colour is known. The second is
how a prompt with a colour word is drawn, so a colour word moves the vector in the direction that the gradient knows.
Captions are learnt afterwards, against the table that is held (text.py)."""

import os
import signal
import time
from pathlib import Path

import torch
import torch.nn.functional as F
from safetensors.torch import load_file
from torch import nn

from .pictures import NAMES, Pictures
from .towers import ImageTower, design, unit

SCALE = 20.0
COLOUR_SHARE = 0.5
COLOUR_WEIGHT = 0.5
EMA = 0.999
WARM_UP = 200
# Steps of a worker between two meetings.
MEET = 8


class Learner(nn.Module):
    def __init__(self, row, config, concepts):
        super().__init__()
        self.visual = ImageTower(row, config["preprocess_cfg"])
        self.table = nn.Parameter(torch.randn(concepts, row["embedDim"]) * 0.02)
        self.colours = nn.Parameter(torch.randn(len(NAMES), row["embedDim"]) * 0.02)

    def losses(self, images, labels, colours):
        with torch.autocast("cpu", torch.bfloat16):
            seen = self.visual(images)
        seen, table = unit(seen), unit(self.table)
        logits = SCALE * seen @ table.T
        loss = F.cross_entropy(logits, labels)
        known = colours >= 0
        if known.any():
            targets = unit(table[labels[known]][:, None] + COLOUR_SHARE * unit(self.colours))
            tinted = SCALE * (seen[known][:, None] * targets).sum(-1)
            loss = loss + COLOUR_WEIGHT * known.float().mean() * F.cross_entropy(tinted, colours[known])
        return loss, (logits.argmax(1) == labels).float().mean()


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


class Meeting:
    """Where workers of one training meet (elastic averaging, Zhang et al. 2015): each is drawn halfway to the middle
    every few steps, and the middle to it. No worker waits for another, so a busy machine costs only what it takes."""

    def __init__(self, tensors):
        self.middle = torch.cat([t.flatten() for t in tensors]).share_memory_()
        self.lock = torch.multiprocessing.get_context("spawn").Lock()
        self.steps = torch.zeros(1, dtype=torch.int64).share_memory_()

    @torch.no_grad()
    def visit(self, tensors):
        flat = torch.cat([t.flatten() for t in tensors])
        with self.lock:
            step = (self.middle - flat) / 2
            self.middle -= step
            self.steps += MEET
        self.spread(flat + step, tensors)

    @torch.no_grad()
    def spread(self, flat, tensors):
        for tensor, part in zip(tensors, flat.split([t.numel() for t in tensors])):
            tensor.copy_(part.view(tensor.shape))


class Training:
    def __init__(self, options, worker=0, meeting=None):
        self.worker, self.meeting = worker, meeting
        torch.set_num_threads(options.threads)
        torch.manual_seed(options.seed)
        self.options = options
        self.folder = Path(options.out)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.data = Pictures(options.data)
        self.row, self.config = design(options.design)
        self.model = Learner(self.row, self.config, len(self.data.concepts))
        self.step, self.elapsed = 0, 0.0
        self.model.visual.to(memory_format=torch.channels_last)
        self.file = self.folder / "checkpoint.pt"
        saved = torch.load(self.file) if self.file.exists() else None
        if saved is None and options.start and not worker:
            stored = load_file(options.start)
            self.model.visual.load_state_dict({k[7:]: v.float() for k, v in stored.items() if k.startswith("visual.")}, strict=False)
            if options.tables:
                self.model.load_state_dict({k: v.float() for k, v in load_file(options.tables).items()}, strict=False)
            else:
                self.begin_table()
        if saved:
            self.model.load_state_dict(saved["model"])
            self.step, self.elapsed = saved["step"], saved["elapsed"]
        state = self.model.state_dict()
        self.live = [t for t in state.values() if t.is_floating_point()]
        self.names = [n for n, t in state.items() if t.is_floating_point()]
        self.average = [t.clone() for t in self.live] if saved is None else [saved["average"][n] for n in self.names]
        kernel = self.model.visual.stem.conv.weight
        self.smooth = low_pass(kernel.shape[-1]) if options.low_pass else None
        self.smoothen()
        if options.hold_table:
            self.model.table.requires_grad_(False)
            self.model.colours.requires_grad_(False)
        learnt = [p for p in self.model.parameters() if p.requires_grad]
        groups = [{"params": [p for p in learnt if p.dim() > 1], "weight_decay": 0.05}, {"params": [p for p in learnt if p.dim() < 2], "weight_decay": 0}]
        self.optimiser = torch.optim.AdamW(groups, lr=1e-3, betas=(0.9, 0.98), eps=1e-6, fused=True)
        if saved and "optimiser" in saved and saved.get("held") == options.hold_table:
            self.optimiser.load_state_dict(saved["optimiser"])
        test = self.data.test.nonzero()[:, 0]
        self.held_out = test[torch.randperm(len(test), generator=torch.Generator().manual_seed(5))[:1024]]

    @torch.no_grad()
    def smoothen(self):
        if self.smooth is not None:
            kernel = self.model.visual.stem.conv.weight
            kernel.copy_((kernel.flatten(2) @ self.smooth).view(kernel.shape))

    @torch.no_grad()
    def begin_table(self):
        """Each concept begins at the mean of its pictures, as the tower that is gone on with sees them."""
        train = (~self.data.test).nonzero()[:, 0]
        self.model.eval()
        total = torch.zeros_like(self.model.table)
        for part in train.split(256):
            images = self.data.shown(part).contiguous(memory_format=torch.channels_last)
            with torch.autocast("cpu", torch.bfloat16):
                total.index_add_(0, self.data.concept[part], unit(self.model.visual(images)))
        means = unit(total)
        self.model.table.copy_(unit(means - 0.8 * means.mean(0)))

    @torch.no_grad()
    def accuracy(self, noise):
        """Of the moving average, on the fixed slice of the test sets, among all concepts."""
        now = [t.clone() for t in self.live]
        self.swap(self.average)
        self.model.eval()
        generator = torch.Generator().manual_seed(6)
        right = 0
        for part in self.held_out.split(256):
            images = self.data.shown(part)
            images = images + noise * torch.randn(images.shape, generator=generator)
            seen = self.model.visual(images.contiguous(memory_format=torch.channels_last))
            right += (unit(seen) @ unit(self.model.table).T).argmax(1).eq(self.data.concept[part]).sum().item()
        self.swap(now)
        self.model.train()
        return right / len(self.held_out)

    @torch.no_grad()
    def swap(self, tensors):
        for live, other in zip(self.live, tensors):
            live.copy_(other)

    def keep(self):
        state = {
            "model": self.model.state_dict(), "average": dict(zip(self.names, self.average)), "optimiser": self.optimiser.state_dict(),
            "held": self.options.hold_table, "step": self.step, "elapsed": self.elapsed, "design": self.options.design,
        }
        torch.save(state, f"{self.file}.part")
        os.replace(f"{self.file}.part", self.file)

    def rate(self):
        """Rises over the first steps of a sitting, then falls as a cosine over the whole time."""
        rise = min(1.0, (self.step - self.first + 1) / WARM_UP)
        fall = 0.5 * (1 + torch.cos(torch.tensor(torch.pi * min(1.0, self.elapsed / self.options.seconds))).item())
        return self.options.rate * rise * max(fall, 0.01)

    def run(self):
        stopped = []
        signal.signal(signal.SIGTERM, lambda *_: stopped.append(1))
        others = []
        if self.options.workers > 1 and not self.worker:
            self.meeting = Meeting(self.live)
            spawn = torch.multiprocessing.get_context("spawn").Process
            others = [spawn(target=work, args=(self.options, i, self.meeting)) for i in range(1, self.options.workers)]
            for other in others:
                other.start()
        if self.options.pids and not self.worker:
            Path(self.options.pids).write_text("".join(f"{pid}\n" for pid in [os.getpid(), *(o.pid for o in others)]))
        self.model.train()
        self.first = self.step
        began, before = time.time(), self.elapsed
        kept = told = began
        smooth, seen = None, 0
        while self.elapsed < self.options.seconds and not stopped:
            before_step = self.step
            loss, accuracy = self.once()
            seen += (self.step - before_step) * self.options.batch
            smooth = (loss, accuracy) if smooth is None else (smooth[0] + 0.02 * (loss - smooth[0]), smooth[1] + 0.02 * (accuracy - smooth[1]))
            now = time.time()
            self.elapsed = before + now - began
            if self.worker:
                if os.getppid() == 1:
                    return
                continue
            if now - told > 30:
                print(f"{time.strftime('%H:%M:%S')} step {self.step} loss {smooth[0]:.3f} right {smooth[1]:.3f} rate {self.rate():.2e} {seen / (now - told):.0f} images/s", flush=True)
                told, seen = now, 0
            if now - kept > self.options.every:
                self.keep()
                print(f"  held out: clean {self.accuracy(0):.3f}, noise .4 {self.accuracy(0.4):.3f}", flush=True)
                kept = now
        if self.worker:
            return
        for other in others:
            other.terminate()
        self.keep()
        print(f"end: step {self.step}, held out: clean {self.accuracy(0):.3f}, noise .4 {self.accuracy(0.4):.3f}", flush=True)

    def once(self):
        options = self.options
        generator = torch.Generator().manual_seed((options.seed + 7919 * self.worker) * 1_000_003 + self.step)
        style = {key: getattr(options, key) for key in ("noise", "rotation", "scale", "bend", "colour", "recolour", "outline", "white_paper")}
        images, labels, colours = self.data.batch(options.batch, generator, style)
        images = images.contiguous(memory_format=torch.channels_last)
        twice = torch.rand(1, generator=generator).item() < options.adversarial
        images.requires_grad_(twice)
        loss, accuracy = self.move(images, labels, colours)
        if twice:
            push = images.grad / images.grad.flatten(1).norm(dim=1).clamp(min=1e-12).view(-1, 1, 1, 1)
            reach = torch.rand(len(images), 1, 1, 1, generator=generator) * options.reach
            self.move((images.detach() + reach * push).contiguous(memory_format=torch.channels_last), labels, colours)
        return loss, accuracy

    def move(self, images, labels, colours):
        for group in self.optimiser.param_groups:
            group["lr"] = self.rate()
        loss, accuracy = self.model.losses(images, labels, colours)
        loss.backward()
        if not torch.isfinite(loss):
            raise SystemExit(f"The loss at step {self.step} is not a number.")
        self.optimiser.step()
        self.smoothen()
        self.optimiser.zero_grad(set_to_none=True)
        self.step += 1
        if self.meeting and self.step % MEET == 0:
            self.meeting.visit(self.live)
        if not self.worker:
            with torch.no_grad():
                torch._foreach_lerp_(self.average, self.live, 1 - min(EMA, (1 + self.step) / (10 + self.step)))
        return loss.item(), accuracy.item()


def work(options, worker, meeting):
    # A session of its own: the scheduler shares a busy machine out by sessions.
    os.setsid()
    training = Training(options, worker, meeting)
    meeting.spread(meeting.middle, training.live)
    training.run()
