"""kvfrans/clipdraw's loop with diffvg on the CPU and open_clip's ViT-B/32: one JSON request a line, one answer a line.

{"folder": "…", "scene": {...}}       -> {"torch": "2.x"}; weights in open_clip's layout, strokes of bench/raster-scene.js
{"iterations": 15, "frozen": false}   -> {"times_ms": [...]}; frozen: the encoder's weights want no gradient, unlike
                                         in CLIPDraw, which leaves them as they are loaded

An iteration is the notebook's: serialise, render 224² at 2 × 2 samples, lay over white, four views by
RandomPerspective and RandomResizedCrop, encode, the sum of the cosines, backward, three Adams, the clamps. Pictures
of the progress are left out.
"""

import json
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / ".cache/peers/diffvg"))

import open_clip  # noqa: E402
import pydiffvg  # noqa: E402
import torch  # noqa: E402
from diffvg_scene import build  # noqa: E402
from safetensors.torch import load_file  # noqa: E402
from torchvision import transforms  # noqa: E402

torch.set_num_threads(2)
torch.manual_seed(7)
pydiffvg.set_use_gpu(False)
SIDE = 224
VIEWS = 4
augment = transforms.Compose(
    [
        transforms.RandomPerspective(fill=1, p=1, distortion_scale=0.5),
        transforms.RandomResizedCrop(SIDE, scale=(0.7, 0.9)),
    ]
)
state = {}


def open_loop(folder, scene):
    model = open_clip.create_model("ViT-B-32-quickgelu", pretrained=None, precision="fp32").eval()
    model.load_state_dict(load_file(Path(folder) / "open_clip_model.safetensors"), strict=False)
    shapes, groups = build(scene)
    target = torch.randn(1, 512)
    optimisers = [
        torch.optim.Adam([shape.points for shape in shapes], lr=1.0),
        torch.optim.Adam([shape.stroke_width for shape in shapes], lr=0.1),
        torch.optim.Adam([group.stroke_color for group in groups], lr=0.01),
    ]
    state.update(model=model, shapes=shapes, groups=groups, target=target, optimisers=optimisers, step=0)
    return {"torch": torch.__version__}


def iterate():
    shapes, groups = state["shapes"], state["groups"]
    for optimiser in state["optimisers"]:
        optimiser.zero_grad()
    arguments = pydiffvg.RenderFunction.serialize_scene(SIDE, SIDE, shapes, groups)
    picture = pydiffvg.RenderFunction.apply(SIDE, SIDE, 2, 2, state["step"], None, *arguments)
    alpha = picture[:, :, 3:4]
    image = (alpha * picture[:, :, :3] + torch.ones(SIDE, SIDE, 3) * (1 - alpha)).unsqueeze(0).permute(0, 3, 1, 2)
    features = state["model"].encode_image(torch.cat([augment(image) for _ in range(VIEWS)]))
    loss = -sum(torch.cosine_similarity(state["target"], features[n : n + 1], dim=1) for n in range(VIEWS))
    loss.backward()
    for optimiser in state["optimisers"]:
        optimiser.step()
    for shape in shapes:
        shape.stroke_width.data.clamp_(1.0, 50)
    for group in groups:
        group.stroke_color.data.clamp_(0.0, 1.0)
    state["step"] += 1


def answer(request):
    if "folder" in request:
        return open_loop(request["folder"], request["scene"])
    for parameter in state["model"].parameters():
        parameter.requires_grad_(not request["frozen"])
        parameter.grad = None
    times = []
    for _ in range(request["iterations"]):
        start = time.perf_counter()
        iterate()
        times.append(1000 * (time.perf_counter() - start))
    return {"times_ms": times}


for line in sys.stdin:
    print(json.dumps(answer(json.loads(line))), flush=True)
