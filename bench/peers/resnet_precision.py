"""Where float32 loses digits in the ResNet of test/fixtures/clip-parity: its gradient in double precision against
PyTorch's in float32, and against double precision behind a last map (what the attention pool is given) that is off
by as much as rounding, or convolutions in float32, put it off. Needs torch and safetensors:

    python bench/peers/resnet_precision.py test/fixtures/clip-parity

Prints, for the fixture's own images and forty variations of them, the error relative to the largest value.
"""

import sys
from pathlib import Path

import torch
import torch.nn.functional as F
from safetensors.torch import load_file

from clip_fixtures import resnet_map, resnet_pool

VARIATIONS = 40


def gradients(weights, images, given, spoil=lambda x: x):
    """Of the fixture's objective by the images, with `spoil` between the last map and the attention pool."""
    dtype = weights["visual.conv1.weight"].dtype
    images = images.to(dtype).requires_grad_(True)
    exact = resnet_map(weights, images)[0]
    spoilt = exact + (spoil(exact.detach()) - exact.detach())
    embedding, _ = resnet_pool(weights, spoilt)
    cosine = F.normalize(embedding, dim=-1) @ F.normalize(given["text_embedding"].to(dtype), dim=-1).T
    (gradient,) = torch.autograd.grad((cosine * given["cosine_weight"].to(dtype)).sum(), images)
    return gradient.double()


def told(title, errors):
    first, ordered = errors[0], sorted(errors)
    median, tenth = ordered[len(errors) // 2], ordered[int(len(errors) * 0.9)]
    print(f"{title:<52} fixture {first:.1e}  median {median:.1e}  nine of ten below {tenth:.1e}  most {ordered[-1]:.1e}")


def main(folder):
    stored = load_file(folder / "resnet.open_clip.safetensors")
    given = load_file(folder / "resnet.expected.safetensors")
    single = {name: value.float() for name, value in stored.items()}
    double = {name: value.double() for name, value in stored.items()}
    generator = torch.Generator().manual_seed(7)
    noise = lambda like: torch.randn(like.shape, generator=generator, dtype=like.dtype)
    images = given["image"]
    varied = [images] + [images * (0.4 + 0.03 * k) + 0.5 * noise(images) for k in range(VARIATIONS)]
    wanted = [gradients(double, x, given) for x in varied]

    def errors(weights, spoil=lambda x: x):
        found = [gradients(weights, x, given, spoil) for x in varied]
        return [((a - b).abs().max() / b.abs().max()).item() for a, b in zip(found, wanted)]

    told("PyTorch in float32", errors(single))
    told("double, the last map rounded to float32", errors(double, lambda x: x.float().double()))
    for size in (3e-8, 5e-8, 8e-8):
        told(f"double, the last map off by {size:.0e} of its largest (rms)", errors(double, lambda x: x + size * x.max() * noise(x)))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
