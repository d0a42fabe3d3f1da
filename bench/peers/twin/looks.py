"""How a picture may look besides as it was drawn: moved, outlined, in other hues, blurred, under noise. Each takes
`rand` and `normal`, which give random numbers of a shape, of the batch's own generator and device."""

import torch
import torch.nn.functional as F


def outlined(rgb, alpha, chosen, rand):
    """The chosen pictures get dark lines one to three pixels wide where colours meet and around the whole; the areas
    keep their colour, pale, or become white. Premultiplied in, premultiplied out; and which are white."""
    count = len(rgb)
    both = torch.cat([rgb + 0.8 * (1 - alpha), alpha], 1)
    outer, inner = F.max_pool2d(both, 3, 1, 1) - both, F.max_pool2d(-both, 3, 1, 1) + both
    near = torch.where(rand(count, 1, 1, 1) < 0.5, outer, outer + inner)
    edge = ((near.amax(1, keepdim=True) - 0.2) * (2 + 3 * rand(count, 1, 1, 1))).clamp_(0, 1)
    thick = F.max_pool2d(edge, 3, 1, 1)
    wide = rand(count, 1, 1, 1)
    edge = torch.where(wide < 0.2, torch.where(wide < 0.08, thick, (edge + thick) / 2), edge)
    kind, pale, ink = rand(count, 1, 1, 1), rand(count, 1, 1, 1) * 0.5, rand(count, 1, 1, 1) * 0.25
    filled = torch.where(kind < 0.2, alpha, torch.where(kind < 0.5, rgb * (1 - pale) + alpha * pale, rgb))
    here = chosen[:, None, None, None]
    rgb = torch.where(here, filled * (1 - edge) + ink * edge, rgb)
    return rgb, torch.where(here, torch.maximum(alpha, edge), alpha), chosen & (kind.flatten() < 0.2)


def turned_hue(rgb, alpha, chosen, rand):
    """The chosen pictures' colours turned about the grey axis (Rodrigues), by any angle."""
    angle = rand(len(rgb)) * (2 * torch.pi)
    cos, sin = angle.cos(), angle.sin()
    same, before, after = cos + (1 - cos) / 3, (1 - cos) / 3 - sin / 3**0.5, (1 - cos) / 3 + sin / 3**0.5
    matrix = torch.stack([same, before, after, after, same, before, before, after, same], 1).view(-1, 3, 3)
    turned = torch.minimum(torch.einsum("nij,njhw->nihw", matrix, rgb).clamp(min=0), alpha)
    return torch.where(chosen[:, None, None, None], turned, rgb)


def blurred(images, chosen):
    """Seen at half the resolution."""
    coarse = F.interpolate(F.avg_pool2d(images, 2), scale_factor=2, mode="bilinear", align_corners=False)
    return torch.where(chosen[:, None, None, None], coarse, images)


def warp(size, side, rand, normal, style):
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


def add_noise(images, sigma, rand, normal):
    """Fine noise and noise of 4-pixel squares, mixed at random; together of standard deviation sigma."""
    size, _, side, _ = images.shape
    mix = rand(size, 1, 1, 1) * (torch.pi / 2)
    coarse = normal(size, 3, side // 4, side // 4) * (sigma * mix.sin())
    return images + normal(*images.shape) * (sigma * mix.cos()) + F.interpolate(coarse, scale_factor=4, mode="nearest")
