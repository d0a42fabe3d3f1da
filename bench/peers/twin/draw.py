"""What the gradient of a tower draws, without a text tower: pixels by their Fourier transform towards the vectors of
concepts, as models/embedded/README.md says. A look during the training; the product's own canvases decide in the end."""

import torch
import torch.nn.functional as F
from PIL import Image

from .pictures import NAMES, Pictures
from .image import COLOUR_SHARE, SCALE, Learner
from .towers import design, unit

PROMPTS = "sun,umbrella,house,fish,cat,tree,butterfly,bicycle,rocket,flower,red umbrella,blue fish"
VIEWS = 6


class Drawing:
    def __init__(self, options):
        torch.set_num_threads(options.threads)
        torch.manual_seed(options.seed)
        self.options = options
        data = Pictures(options.data)
        saved = torch.load(f"{options.out}/checkpoint.pt")
        row, config = design(saved["design"])
        self.model = Learner(row, config, len(data.concepts))
        self.model.load_state_dict(saved["average"], strict=False)
        self.model.eval().requires_grad_(False)
        self.concepts = [concept["name"] for concept in data.concepts]

    def target(self, prompt):
        colour, _, thing = prompt.partition(" ")
        table = unit(self.model.table)
        if colour not in NAMES:
            return self.concepts.index(prompt), table[self.concepts.index(prompt)]
        number = self.concepts.index(thing)
        return number, unit(table[number] + COLOUR_SHARE * unit(self.model.colours[NAMES.index(colour)]))

    def run(self, steps=120):
        prompts = PROMPTS.split(",")
        numbers, targets = zip(*[self.target(prompt) for prompt in prompts])
        labels, targets = torch.tensor(numbers).repeat_interleave(VIEWS), torch.stack(targets).repeat_interleave(VIEWS, 0)
        table = unit(self.model.table)
        side = self.model.visual_side = 64
        frequency = (torch.fft.fftfreq(side)[:, None] ** 2 + torch.fft.rfftfreq(side)[None] ** 2).sqrt()
        decay = 1 / frequency.clamp(min=1 / side)
        spectrum = (torch.randn(len(prompts), 3, side, side // 2 + 1, 2) * 0.01).requires_grad_()
        optimiser = torch.optim.Adam([spectrum], lr=0.05)
        for step in range(steps):
            image = self.picture(spectrum, decay)
            count = len(labels)
            angle, scale = torch.randn(count) * 0.12, 0.85 + 0.4 * torch.rand(count)
            shift = (torch.rand(count, 2) * 2 - 1) * 0.12
            cos, sin = angle.cos() / scale, angle.sin() / scale
            theta = torch.stack([cos, sin, shift[:, 0], -sin, cos, shift[:, 1]], 1).view(-1, 2, 3)
            grid = F.affine_grid(theta, (count, 3, side, side), align_corners=False)
            views = 1 - F.grid_sample(1 - image.repeat_interleave(VIEWS, 0), grid, align_corners=False)
            sigma = 0.6 - 0.3 * step / steps
            views = (views + sigma * torch.randn_like(views)).contiguous(memory_format=torch.channels_last)
            with torch.autocast("cpu", torch.bfloat16):
                seen = self.model.visual(views)
            seen = unit(seen)
            loss = 0.5 * F.cross_entropy(SCALE * seen @ table.T, labels, reduction="sum") - 10 * (seen * targets).sum()
            (loss / VIEWS).backward()
            optimiser.step()
            optimiser.zero_grad()
        image = self.picture(spectrum, decay).detach()
        sheet = F.interpolate(image, scale_factor=3, mode="bicubic").clamp(0, 1)
        rows = (sheet * 255).byte().view(-1, 6, 3, 3 * side, 3 * side).permute(0, 3, 1, 4, 2)
        Image.fromarray(rows.reshape(-1, 6 * 3 * side, 3).numpy()).save(self.options.sheet)

    @staticmethod
    def picture(spectrum, decay):
        """Begins grey; the decay lets low frequencies move first."""
        values = torch.fft.irfft2(torch.view_as_complex(spectrum) * decay, norm="ortho")
        return torch.sigmoid(values)
