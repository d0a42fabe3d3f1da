"""What the trainings of both towers share: what is kept between two sittings, the optimiser, and the fall of its rate."""

import math
import os

import torch


def read_sitting(file, device):
    """What `keep_sitting` kept, or nothing."""
    return torch.load(file, map_location=device) if file.exists() else None


def keep_sitting(file, training, **more):
    """Written beside and renamed: model, moving average, moments, steps and seconds."""
    state = {
        "model": training.model.state_dict(), "optimiser": training.optimiser.state_dict(),
        "step": training.step, "elapsed": training.elapsed, **more,
    }
    torch.save(state, f"{file}.part")
    os.replace(f"{file}.part", file)


def adamw(model, weight_decay):
    """Of vectors, which are biases and norms, nothing decays."""
    learnt = list(model.parameters())
    groups = [{"params": [p for p in learnt if p.dim() > 1], "weight_decay": weight_decay}, {"params": [p for p in learnt if p.dim() < 2], "weight_decay": 0}]
    return torch.optim.AdamW(groups, lr=1e-3, betas=(0.9, 0.98), eps=1e-6, fused=True)


def fall(training):
    """As a cosine over the seconds of all sittings, to a hundredth."""
    return max(0.5 * (1 + math.cos(math.pi * min(1.0, training.elapsed / training.options.seconds))), 0.01)
