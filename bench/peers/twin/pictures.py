"""Batches of the data set that `npm run data` builds, painted as src/training/prepare paints them, a whole batch at a
time. Left out: several copies of a thing in one picture. More than there: a smooth random displacement; colour pictures
that are now and then recoloured in one named colour, so that more pictures have a colour that is known; and pictures
that are outlined (outlined), so that a style with lines around its areas, which no set here has, is met too."""

import json
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

COLOURS = {
    "red": (0.87, 0.14, 0.14), "orange": (0.95, 0.55, 0.1), "yellow": (0.97, 0.86, 0.15), "green": (0.2, 0.65, 0.25),
    "blue": (0.15, 0.35, 0.85), "purple": (0.55, 0.2, 0.7), "pink": (0.96, 0.55, 0.72), "brown": (0.5, 0.3, 0.15),
    "black": (0.06, 0.06, 0.06), "grey": (0.55, 0.55, 0.55), "white": (0.97, 0.97, 0.97),
}
NAMES = list(COLOURS)
MIDDLES = torch.tensor(list(COLOURS.values()))
BLACK, WHITE = NAMES.index("black"), NAMES.index("white")

# Shares of the pictures of one concept: drawings in colour show what people expect of a drawing.
IN_COLOUR, IN_ONE_COLOUR, CLIP_ART = 2.0, 0.6, 0.7
# What people type first is met more often.
COMMON_FACTOR = 2.5
COMMON = set(
    """sun moon star cloud rainbow snowflake fire tree flower rose tulip sunflower leaf mushroom cactus apple
    banana pear orange lemon cherries strawberry grapes watermelon pineapple carrot tomato bread cake pizza cheese egg
    coffee cup bottle cat dog fish bird horse cow pig sheep rabbit mouse elephant lion tiger bear monkey snake frog turtle
    butterfly bee spider ant snail whale dolphin shark octopus crab penguin owl duck chicken eagle parrot dragon dinosaur
    unicorn house castle church tent bridge lighthouse mountain volcano island beach car bus truck bicycle motorcycle train
    airplane rocket helicopter sailboat ship boat anchor umbrella hat crown shoe dress t-shirt glasses ring key lock
    hammer scissors knife fork spoon clock watch lamp candle chair bed door window book pencil pen
    camera telephone computer television guitar piano violin drum trumpet balloon gift ball football kite robot ghost
    skull heart eye hand foot nose mouth ear baby man woman boy girl clown angel snowman jack-o-lantern
    flag map globe sword shield bow bell envelope backpack basket ladder windmill fountain hedgehog squirrel fox wolf deer
    giraffe zebra camel kangaroo panda koala bat swan flamingo peacock rooster turkey lobster shrimp doughnut
    cookie hamburger sandwich sunrise tornado planet""".split()
) | set(
    "palm tree,light bulb,christmas tree,ice cream,hot dog,evergreen tree,deciduous tree,soccer ball,top hat,man's shoe,running shoe,"
    "wrapped gift,high voltage,motor boat,fried egg,police car,fire engine,slice of cake".split(",")
)


class Pictures:
    """Every picture as premultiplied RGBA, 64 pixels wide, mapped from a file beside the data set."""

    def __init__(self, folder, side=64):
        folder = Path(folder)
        self.index = json.loads((folder / "index.json").read_text())
        self.side = side
        self.concepts = self.index["concepts"]
        rows = self.index["pictures"]
        cache = folder / f"twin-{side}.npy"
        if not cache.exists():
            shrink(folder, self.index, side, cache)
        self.pixels = torch.from_numpy(np.load(cache, mmap_mode="c"))
        self.concept = torch.tensor([row["concept"] for row in rows])
        self.tinted = torch.tensor([row["channels"] == 1 for row in rows])
        self.colour = torch.tensor([NAMES.index(row["colour"]) if row.get("colour") in COLOURS else -1 for row in rows])
        self.test = torch.tensor([row["role"] == "test" for row in rows])
        self.source = [row["source"] for row in rows]
        share = [CLIP_ART if row["source"].startswith("openclipart") else IN_ONE_COLOUR if row["channels"] == 1 else IN_COLOUR for row in rows]
        self.cumulated = cumulated(torch.tensor(share), self.concept, self.test, self.concepts)

    def batch(self, size, generator, style):
        """-> images [size, 3, R, R] (0..1, noise added), labels, colours (-1: none known)"""
        rand = lambda *shape: torch.rand(*shape, generator=generator)  # noqa: E731
        chosen = torch.searchsorted(self.cumulated, torch.rand(size, generator=generator, dtype=torch.float64)).clamp_(max=len(self.concept) - 1)
        tinted = self.tinted[chosen]
        recoloured = ~tinted & (rand(size) < style["recolour"])
        paper_colour = torch.where(rand(size) < style["white_paper"], WHITE, torch.randint(len(NAMES), (size,), generator=generator))
        paper = MIDDLES[paper_colour] + torch.randn(size, 3, generator=generator) * 0.06
        paper = torch.where((paper_colour == WHITE)[:, None], torch.ones(3), paper)
        tint_colour = (paper_colour + torch.randint(1, len(NAMES), (size,), generator=generator)) % len(NAMES)
        tint = (MIDDLES[tint_colour] + torch.randn(size, 3, generator=generator) * 0.06).clamp(0, 1)
        colours = torch.where(tinted | recoloured, tint_colour, self.colour[chosen])

        warped = F.grid_sample(self.pixels[chosen].float().div_(255), warp(size, self.side, generator, style), align_corners=False)
        rgb, alpha = warped[:, :3], warped[:, 3:]
        grey = (rgb * torch.tensor([0.3, 0.59, 0.11]).view(1, 3, 1, 1)).sum(1, keepdim=True)
        ink = tint[:, :, None, None]
        # Dark below the middle, towards white above it: the shading stays, premultiplied as the rest.
        duotone = torch.minimum(grey * 2, alpha) * ink + (grey * 2 - alpha).clamp(min=0) * (1 - ink) * 0.6
        rgb = torch.where(tinted[:, None, None, None], alpha * ink, torch.where(recoloured[:, None, None, None], duotone, rgb))
        rgb, alpha, whitened = outlined(rgb, alpha, ~tinted & (rand(size) < style["outline"]), generator)
        colours[whitened] = -1
        images = rgb + paper[:, :, None, None] * (1 - alpha)
        spread = style["colour"]
        contrast = 1 + (rand(size, 1, 1, 1) * 2 - 1) * spread
        gains = 1 + (rand(size, 3, 1, 1) * 2 - 1) * spread / 2
        images = ((0.5 + contrast * (images - 0.5)) * gains).clamp_(0, 1)
        return add_noise(images, rand(size, 1, 1, 1) * style["noise"], generator), self.concept[chosen], colours

    def shown(self, chosen, part=0.85, paper=1.0):
        """Pictures as they are, on white, one-colour ones in black."""
        warped = F.interpolate(self.pixels[chosen].float() / 255, scale_factor=part, mode="bilinear", antialias=True)
        left = (self.side - warped.shape[-1]) // 2
        right = self.side - warped.shape[-1] - left
        warped = F.pad(warped, (left, right, left, right))
        alpha = warped[:, 3:]
        rgb = torch.where(self.tinted[chosen][:, None, None, None], 0.06 * alpha, warped[:, :3])
        return rgb + paper * (1 - alpha)


def outlined(rgb, alpha, chosen, generator):
    """The chosen pictures get dark lines one to three pixels wide where colours meet and around the whole; the areas
    keep their colour, pale, or become white. Premultiplied in, premultiplied out; and the numbers of the white ones."""
    rand = lambda *shape: torch.rand(*shape, generator=generator)  # noqa: E731
    chosen = chosen.nonzero()[:, 0]
    count = len(chosen)
    colour, cover = rgb[chosen], alpha[chosen]
    both = torch.cat([colour + 0.8 * (1 - cover), cover], 1)
    wide = rand(count, 1, 1, 1)
    outer, inner = F.max_pool2d(both, 3, 1, 1) - both, F.max_pool2d(-both, 3, 1, 1) + both
    near = torch.where(rand(count, 1, 1, 1) < 0.5, outer, outer + inner)
    edge = ((near.amax(1, keepdim=True) - 0.2) * (2 + 3 * rand(count, 1, 1, 1))).clamp_(0, 1)
    thick = F.max_pool2d(edge, 3, 1, 1)
    edge = torch.where(wide < 0.2, torch.where(wide < 0.08, thick, (edge + thick) / 2), edge)
    kind = rand(count, 1, 1, 1)
    pale = rand(count, 1, 1, 1) * 0.5
    filled = torch.where(kind < 0.2, cover, torch.where(kind < 0.5, colour * (1 - pale) + cover * pale, colour))
    ink = rand(count, 1, 1, 1) * 0.25
    rgb, alpha = rgb.clone(), alpha.clone()
    rgb[chosen] = filled * (1 - edge) + ink * edge
    alpha[chosen] = torch.maximum(cover, edge)
    return rgb, alpha, chosen[kind.flatten() < 0.2]


def shrink(folder, index, side, cache):
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
    count = torch.zeros(len(concepts), dtype=torch.float64).index_add_(0, concept, (~test).double())
    total = torch.zeros(len(concepts), dtype=torch.float64).index_add_(0, concept, share)
    common = torch.tensor([COMMON_FACTOR if row["name"] in COMMON else 1.0 for row in concepts], dtype=torch.float64)
    weight = count.clamp(max=100).sqrt() * common / total.clamp(min=1e-9)
    chance = share * weight[concept]
    return (chance / chance.sum()).cumsum(0)


def warp(size, side, generator, style):
    rand = lambda *shape: torch.rand(*shape, generator=generator)  # noqa: E731
    normal = lambda *shape: torch.randn(*shape, generator=generator)  # noqa: E731
    low, high = style["scale"]
    part = low + (high - low) * rand(size)
    slack = (1 - part).clamp(min=0.1)
    angle = normal(size) * style["rotation"]
    shear = normal(size) * 0.08
    aspect = (normal(size) * 0.1).exp()
    flip = torch.where(rand(size) < 0.5, -1.0, 1.0)
    cos, sin = angle.cos() / part, angle.sin() / part
    x, y = (rand(size) * 2 - 1) * slack, (rand(size) * 2 - 1) * slack
    a, b = flip * cos * aspect, flip * (sin + shear * cos) * aspect
    c, d = -sin / aspect, (cos - shear * sin) / aspect
    theta = torch.stack([a, b, -(a * x + b * y), c, d, -(c * x + d * y)], 1).view(size, 2, 3)
    grid = F.affine_grid(theta, (size, 4, side, side), align_corners=False)
    bend = F.interpolate(normal(size, 2, 4, 4) * style["bend"], size=(side, side), mode="bicubic", align_corners=False)
    return grid + bend.permute(0, 2, 3, 1)


POOL = torch.randn(1 << 24, generator=torch.Generator().manual_seed(99))


def pooled_noise(shape, generator):
    """Normal numbers from a fixed pool, at a random place and sign: drawing fresh ones would cost a tenth of a step."""
    count = int(np.prod(shape))
    start = int(torch.randint(len(POOL) - count, (1,), generator=generator))
    sign = torch.where(torch.rand(shape[0], 1, 1, 1, generator=generator) < 0.5, -1.0, 1.0)
    return POOL[start : start + count].view(shape) * sign


def add_noise(images, sigma, generator):
    """Fine noise and noise of 4-pixel squares, mixed at random; together of standard deviation sigma."""
    size, _, side, _ = images.shape
    mix = torch.rand(size, 1, 1, 1, generator=generator) * (torch.pi / 2)
    coarse = pooled_noise((size, 3, side // 4, side // 4), generator) * (sigma * mix.sin())
    fine = pooled_noise(tuple(images.shape), generator) * (sigma * mix.cos())
    return images + fine + F.interpolate(coarse, scale_factor=4, mode="nearest")
