"""Times PyTorch on an NVIDIA GPU as bench/device.js times ours: ViT-B/32 of random weights (transformers), frozen,
forward and input gradient at 1, 4, 16 and 64 views, pictures up and gradient down included.

  python3 bench/peers/torch_device.py
"""

import time

import torch
from transformers import CLIPVisionConfig, CLIPVisionModelWithProjection

model = CLIPVisionModelWithProjection(CLIPVisionConfig()).cuda().eval().requires_grad_(False)
target = torch.randn(1, 512, device="cuda")


def step(pictures, half):
    images = pictures.cuda().requires_grad_(True)
    with torch.autocast("cuda", torch.float16, enabled=half):
        embedding = model(images).image_embeds
    torch.nn.functional.cosine_similarity(embedding.float(), target).mean().backward()
    return images.grad.cpu()


for half in (False, True):
    for views in (1, 4, 16, 64):
        pictures = torch.rand(views, 3, 224, 224)
        times = []
        for _ in range(18):
            start = time.perf_counter()
            step(pictures, half)
            times.append(1000 * (time.perf_counter() - start))
        times = sorted(times[3:])
        kind = "fp16 autocast" if half else "fp32"
        print(f"PyTorch {torch.__version__}, {kind}, {views} views: {times[0]:.2f} ms (median {times[7]:.2f} ms)", flush=True)
