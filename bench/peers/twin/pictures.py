"""Batches of the data set that `npm run data` builds, painted as src/training/prepare paints them, a whole batch at a
time, on the device that learns. Left out: several copies of a thing in one picture. More than there: a smooth random
displacement; colour pictures that are now and then recoloured in one named colour, so that more pictures have a colour
that is known; and the looks of looks.py."""

import json
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

from .looks import add_noise, blurred, outlined, turned_hue, warp
from .pack import unpack
from .vocabulary import COLOURS, COMMON, COMMON_FACTOR, NAMES

MIDDLES = torch.tensor(list(COLOURS.values()))
WHITE = NAMES.index("white")

# Shares of the pictures of one concept: drawings in colour show what people expect of a drawing.
IN_COLOUR, OUTLINED, IN_ONE_COLOUR, CLIP_ART = 2.0, 0.8, 0.3, 0.7


class Pictures:
    """Every picture as premultiplied RGBA, 64 pixels wide, from a file beside the data set that is mapped, or on a GPU."""

    def __init__(self, folder, device="cpu", side=64):
        folder = Path(folder)
        self.index = self.read_index(folder)
        self.side, self.device = side, device
        self.concepts = self.index["concepts"]
        rows = self.index["pictures"]
        cache = folder / f"twin-{side}.npy"
        if not cache.exists():
            (unpack if (folder / "pictures.webp").exists() else shrink)(folder, self.index, cache)
        pixels = torch.from_numpy(np.load(cache, mmap_mode="c"))
        self.pixels = pixels if device == "cpu" else pixels.to(device)
        self.concept = torch.tensor([row["concept"] for row in rows], device=device)
        self.tinted = torch.tensor([row["channels"] == 1 for row in rows], device=device)
        self.colour = torch.tensor([NAMES.index(row["colour"]) if row.get("colour") in COLOURS else -1 for row in rows], device=device)
        self.test = torch.tensor([row["role"] == "test" for row in rows], device=device)
        self.source = [row["source"] for row in rows]
        self.middles = MIDDLES.to(device)
        share = torch.tensor([share_of(row) for row in rows], device=device)
        self.cumulated = cumulated(share, self.concept, self.test, self.concepts)

    @staticmethod
    def read_index(folder):
        return json.loads((Path(folder) / "index.json").read_text())

    def batch(self, size, generator, style):
        """-> images [size, 3, R, R] (0..1, noise added), labels, colours (0: its own, 1…: of NAMES, -1: neither)"""
        rand = lambda *shape: torch.rand(*shape, generator=generator, device=self.device)  # noqa: E731
        normal = lambda *shape: torch.randn(*shape, generator=generator, device=self.device)  # noqa: E731
        number = lambda low, high: torch.randint(low, high, (size,), generator=generator, device=self.device)  # noqa: E731
        at = torch.rand(size, generator=generator, dtype=torch.float64, device=self.device)
        chosen = torch.searchsorted(self.cumulated, at).clamp_(max=len(self.concept) - 1)
        tinted = self.tinted[chosen]
        recoloured = ~tinted & (rand(size) < style["recolour"])
        paper_colour = torch.where(rand(size) < style["white_paper"], WHITE, number(0, len(NAMES)))
        paper = self.middles[paper_colour] + normal(size, 3) * 0.06
        paper = torch.where((paper_colour == WHITE)[:, None], 1.0, paper)
        tint_colour = (paper_colour + number(1, len(NAMES))) % len(NAMES)
        tint = (self.middles[tint_colour] + normal(size, 3) * 0.06).clamp(0, 1)
        colours = torch.where(tinted | recoloured, tint_colour, self.colour[chosen]) + 1

        pixels = self.pixels[chosen].to(torch.float32).div_(255)
        warped = F.grid_sample(pixels, warp(size, self.side, rand, normal, style), align_corners=False)
        rgb, alpha = warped[:, :3], warped[:, 3:]
        grey = (rgb * torch.tensor([0.3, 0.59, 0.11], device=self.device).view(1, 3, 1, 1)).sum(1, keepdim=True)
        ink = tint[:, :, None, None]
        # Dark below the middle, towards white above it: the shading stays, premultiplied as the rest.
        duotone = torch.minimum(grey * 2, alpha) * ink + (grey * 2 - alpha).clamp(min=0) * (1 - ink) * 0.6
        rgb = torch.where(tinted[:, None, None, None], alpha * ink, torch.where(recoloured[:, None, None, None], duotone, rgb))
        turned = ~tinted & ~recoloured & (rand(size) < style["hue"])
        rgb = turned_hue(rgb, alpha, turned, rand)
        lined = ~tinted & (rand(size) < style["outline"])
        rgb, alpha, whitened = outlined(rgb, alpha, lined, rand)
        colours = torch.where(turned | whitened, -1, colours)
        images = rgb + paper[:, :, None, None] * (1 - alpha)
        images = blurred(images, rand(size) < style["blur"])
        spread = style["colour"]
        contrast = 1 + (rand(size, 1, 1, 1) * 2 - 1) * spread
        gains = 1 + (rand(size, 3, 1, 1) * 2 - 1) * spread / 2
        images = ((0.5 + contrast * (images - 0.5)) * gains).clamp_(0, 1)
        return add_noise(images, rand(size, 1, 1, 1) * style["noise"], rand, normal), self.concept[chosen], colours

    def shown(self, chosen, part=0.85, paper=1.0):
        """Pictures as they are, on white, one-colour ones in black."""
        pixels = self.pixels[chosen].to(torch.float32) / 255
        warped = F.interpolate(pixels, scale_factor=part, mode="bilinear", antialias=True)
        left = (self.side - warped.shape[-1]) // 2
        right = self.side - warped.shape[-1] - left
        warped = F.pad(warped, (left, right, left, right))
        alpha = warped[:, 3:]
        rgb = torch.where(self.tinted[chosen][:, None, None, None], 0.06 * alpha, warped[:, :3])
        return rgb + paper * (1 - alpha)


def share_of(row):
    if row["source"].startswith("openclipart"):
        return CLIP_ART
    if row["channels"] == 1:
        return IN_ONE_COLOUR
    return OUTLINED if row["name"].endswith(" outlined") else IN_COLOUR


def shrink(folder, index, cache, side=64):
    stored = np.memmap(folder / "pictures.bin", dtype=np.uint8, mode="r")
    from_side = index["side"]
    out = np.lib.format.open_memmap(f"{cache}.part", mode="w+", dtype=np.uint8, shape=(len(index["pictures"]), 4, side, side))
    for i, row in enumerate(index["pictures"]):
        channels = row["channels"]
        pixels = stored[row["offset"] : row["offset"] + from_side**2 * channels].reshape(from_side, from_side, channels)
        picture = torch.from_numpy(pixels.astype(np.float32)).permute(2, 0, 1)
        picture = picture.expand(4, -1, -1) if channels == 1 else torch.cat([picture[:3] * picture[3:] / 255, picture[3:]])
        small = F.interpolate(picture[None], size=(side, side), mode="bilinear", antialias=True)[0]
        out[i] = small.round().clamp(0, 255).byte().numpy()
    out.flush()
    Path(f"{cache}.part").rename(cache)


def cumulated(share, concept, test, concepts):
    """Chances of the pictures summed up: a concept's is the square root of how many it has, common things' more."""
    share = share.double() * ~test
    count = torch.zeros(len(concepts), dtype=torch.float64, device=share.device).index_add_(0, concept, (~test).double())
    total = torch.zeros_like(count).index_add_(0, concept, share)
    common = torch.tensor([COMMON_FACTOR if row["name"] in COMMON else 1.0 for row in concepts], dtype=torch.float64, device=share.device)
    weight = count.clamp(max=100).sqrt() * common / total.clamp(min=1e-9)
    chance = share * weight[concept]
    return (chance / chance.sum()).cumsum(0)
