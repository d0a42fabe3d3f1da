"""Times eager PyTorch on the embedded image tower: forward and input gradient, fp32, two threads.

One JSON request a line on stdin, one JSON answer a line:
{"check": true}                        -> {"embedding_error": e, "gradient_error": e, "torch": "2.x"}, largest
                                          difference from the fixture over its largest value
{"views": 16, "layout": "default", "warm": 2, "repeats": 5} -> {"times_ms": [...]}; the other layout is
                                          "channels_last"

The architecture is the one that models/embedded/README.md describes, read from open_clip_config.json;
batch norm stays a batch norm, as eager PyTorch runs it. Only the images want a gradient.
"""

import json
import sys
import time
from pathlib import Path

import torch
import torch.nn.functional as F
from safetensors.torch import load_file

root = Path(__file__).resolve().parents[2]
model = root / "models/embedded"
fixture = root / "test/fixtures/embedded.expected.safetensors"

config = json.loads((model / "open_clip_config.json").read_text())
vision = config["model_cfg"]["vision_cfg"]
preprocess = config["preprocess_cfg"]


class Tower:
    def __init__(self):
        stored = load_file(model / "model.safetensors")
        self.weights = {name[7:]: value.float() for name, value in stored.items() if name.startswith("visual.")}
        self.mean = torch.tensor(preprocess["mean"]).view(1, 3, 1, 1)
        self.std = torch.tensor(preprocess["std"]).view(1, 3, 1, 1)

    def norm(self, x, name):
        w = self.weights
        return F.batch_norm(
            x,
            w[f"{name}.running_mean"],
            w[f"{name}.running_var"],
            w[f"{name}.weight"],
            w[f"{name}.bias"],
            eps=vision["norm_eps"],
        )

    def __call__(self, images):
        """[N, 3, 64, 64] RGB in 0..1 -> [N, 256]"""
        w = self.weights
        stem = vision["stem"]
        x = (images - self.mean) / self.std
        x = F.conv2d(x, w["stem.conv.weight"], w["stem.conv.bias"], stem["stride"], stem["padding"])
        x = F.silu(self.norm(x, "stem.norm"))
        for index, block in enumerate(vision["blocks"]):
            name = f"blocks.{index}"
            if block["pool"]:
                x = F.avg_pool2d(x, 2)
            shortcut = w.get(f"{name}.shortcut.weight")
            y = F.silu(self.norm(F.conv2d(x, w[f"{name}.conv1.weight"], padding=1), f"{name}.norm1"))
            y = self.norm(F.conv2d(y, w[f"{name}.conv2.weight"], padding=1), f"{name}.norm2")
            x = F.silu(y + (x if shortcut is None else F.conv2d(x, shortcut)))
        x = F.adaptive_avg_pool2d(x, vision["head"]["grid"]).flatten(1)
        return F.linear(x, w["head.weight"], w["head.bias"])


def cosine_gradient(tower, images, targets, weights):
    """The gradient of sum(cosine(images, targets) * weights) with respect to the images."""
    images = images.detach().requires_grad_()
    embedding = tower(images)
    cosine = F.normalize(embedding, dim=1) @ F.normalize(targets, dim=1).T
    (gradient,) = torch.autograd.grad((cosine * weights).sum(), images)
    return embedding.detach(), gradient


def relative_error(found, expected):
    return ((found - expected).abs().max() / expected.abs().max()).item()


def check(tower):
    expected = load_file(fixture)
    embedding, gradient = cosine_gradient(
        tower, expected["image"], expected["text_embedding"], expected["cosine_weight"]
    )
    return {
        "embedding_error": relative_error(embedding, expected["image_embedding"]),
        "gradient_error": relative_error(gradient, expected["image_gradient"]),
        "torch": torch.__version__,
    }


def measure(tower, views, layout, warm, repeats):
    generator = torch.Generator().manual_seed(7)
    side = vision["image_size"]
    images = torch.rand(views, 3, side, side, generator=generator)
    if layout == "channels_last":
        images = images.to(memory_format=torch.channels_last)
    targets = torch.rand(1, config["model_cfg"]["embed_dim"], generator=generator) - 0.5
    weights = torch.full((views, 1), 1 / views)
    times = []
    for _ in range(warm + repeats):
        start = time.perf_counter()
        cosine_gradient(tower, images, targets, weights)
        times.append((time.perf_counter() - start) * 1e3)
    return {"times_ms": times[warm:]}


def main():
    torch.set_num_threads(2)
    tower = Tower()
    for line in sys.stdin:
        request = json.loads(line)
        if request.get("check"):
            answer = check(tower)
        else:
            layout = request.get("layout", "default")
            answer = measure(
                tower, request.get("views", 16), layout, request.get("warm", 2), request.get("repeats", 5)
            )
        print(json.dumps(answer), flush=True)


main()
