"""What the gradient of a tower draws, without a text tower: pixels by their Fourier transform towards the vectors of
concepts, as models/embedded/README.md says; and, where the folder of a judge is named, what it calls them. A look
during the training; the product's own canvases decide in the end."""

import random

import torch
import torch.nn.functional as F
from PIL import Image

from .image import COLOUR_SHARE, SCALE, Learner
from .pictures import Pictures
from .towers import design, unit
from .vocabulary import COMMON, NAMES

PROMPTS = "sun,umbrella,house,fish,cat,tree,butterfly,bicycle,rocket,flower,red umbrella,blue fish".split(",")
VIEWS = 6


class Drawing:
    def __init__(self, options):
        torch.set_num_threads(options.threads)
        torch.manual_seed(options.seed)
        self.options = options
        self.data = Pictures(options.data, options.device)
        self.model = self.read(options.out)
        self.judge = self.read(options.judge) if options.judge else None
        self.concepts = [concept["name"] for concept in self.data.concepts]

    def read(self, folder):
        saved = torch.load(f"{folder}/checkpoint.pt", map_location=self.options.device)
        row, config = design(saved["design"], self.options.data)
        model = Learner(row, config, len(self.data.concepts)).to(self.options.device)
        model.load_state_dict(saved["average"], strict=False)
        return model.eval().requires_grad_(False)

    def target(self, prompt):
        colour, _, thing = prompt.partition(" ")
        table = unit(self.model.table)
        if colour not in NAMES:
            return self.concepts.index(prompt), table[self.concepts.index(prompt)]
        number = self.concepts.index(thing)
        return number, unit(table[number] + COLOUR_SHARE * unit(self.model.colours[NAMES.index(colour)]))

    def run(self, steps=150):
        common = sorted(COMMON & set(self.concepts))
        prompts = PROMPTS + random.Random(4).sample(common, 84 if self.judge else 12)
        numbers, targets = zip(*[self.target(prompt) for prompt in prompts])
        numbers, targets = torch.tensor(numbers, device=self.options.device), torch.stack(targets)
        pictures = [self.draw(numbers[i : i + 12], targets[i : i + 12], steps) for i in range(0, len(prompts), 12)]
        images = torch.cat(pictures)
        if self.judge:
            shares = [self.judged(images, numbers, only) for only in (False, True)]
            print(f"judge: first and among five, of all concepts {shares[0]}, of the common ones {shares[1]}", flush=True)
        sheet = F.interpolate(images[:24], scale_factor=2, mode="bicubic").clamp(0, 1).mul(255).byte().cpu()
        side = sheet.shape[-1]
        rows = sheet.view(-1, 8, 3, side, side).permute(0, 3, 1, 4, 2)
        Image.fromarray(rows.reshape(-1, 8 * side, 3).numpy()).save(self.options.sheet)

    def judged(self, images, numbers, only_common):
        logits = self.judge(F.interpolate(images, size=64)) @ unit(self.judge.table).T
        if only_common:
            known = torch.tensor([name in COMMON for name in self.concepts], device=logits.device)
            logits = logits.masked_fill(~known, -9)
        hits = logits.topk(5).indices == numbers[:, None]
        return [round(share.float().mean().item(), 3) for share in (hits[:, 0], hits.any(1))]

    def draw(self, numbers, targets, steps):
        device, side = self.options.device, 64
        labels, targets = numbers.repeat_interleave(VIEWS), targets.repeat_interleave(VIEWS, 0)
        table = unit(self.model.table)
        frequency = (torch.fft.fftfreq(side, device=device)[:, None] ** 2 + torch.fft.rfftfreq(side, device=device)[None] ** 2).sqrt()
        decay = 1 / frequency.clamp(min=1 / side)
        spectrum = (torch.randn(len(numbers), 3, side, side // 2 + 1, 2, device=device) * 0.01).requires_grad_()
        optimiser = torch.optim.Adam([spectrum], lr=0.05)
        count = len(labels)
        for step in range(steps):
            image = self.picture(spectrum, decay)
            angle, scale = torch.randn(count, device=device) * 0.12, 0.85 + 0.4 * torch.rand(count, device=device)
            shift = (torch.rand(count, 2, device=device) * 2 - 1) * 0.12
            cos, sin = angle.cos() / scale, angle.sin() / scale
            theta = torch.stack([cos, sin, shift[:, 0], -sin, cos, shift[:, 1]], 1).view(-1, 2, 3)
            grid = F.affine_grid(theta, (count, 3, side, side), align_corners=False)
            views = 1 - F.grid_sample(1 - image.repeat_interleave(VIEWS, 0), grid, align_corners=False)
            sigma = 0.6 - 0.3 * step / steps
            views = views + sigma * torch.randn_like(views)
            seen = self.model(views.contiguous(memory_format=torch.channels_last))
            loss = 0.5 * F.cross_entropy(SCALE * seen @ table.T, labels, reduction="sum") - 10 * (seen * targets).sum()
            (loss / VIEWS).backward()
            optimiser.step()
            optimiser.zero_grad()
        return self.picture(spectrum, decay).detach()

    @staticmethod
    def picture(spectrum, decay):
        """Begins grey; the decay lets low frequencies move first."""
        values = torch.fft.irfft2(torch.view_as_complex(spectrum) * decay, norm="ortho")
        return torch.sigmoid(values)
