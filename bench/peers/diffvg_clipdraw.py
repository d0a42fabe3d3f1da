"""Times diffvg on the CPU with CLIPDraw's scene: one JSON request a line on stdin, one JSON answer a line.

Request: {"scene": {...} (bench/raster-scene.js; kept until another one comes), "repeats": 3}
Answer:  {"forward_ms": [...], "backward_ms": [...], "forward_kernel_ms": [...], "backward_kernel_ms": [...]}

`forward_ms` is RenderFunction.apply, as CLIPDraw calls it each step; `backward_ms` is backward() through it.
The `kernel` times are diffvg.render alone, without the Python that hands it the scene; a pixel takes 2 x 2 samples,
as CLIPDraw asks.

Request: {"scene": {...}, "image": 8}
Answer:  {"image": base64 of float32, height x width x 3}, the picture at 8 x 8 samples, so that the caller can see
that both programs draw the same thing. Here the paper is diffvg's background: CLIPDraw lays the picture over the
paper afterwards, which darkens every edge (it multiplies mean colour by mean opacity).
"""

import base64
import json
import sys
import time
from pathlib import Path

here = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parents[2] / ".cache/peers/diffvg"
sys.path.insert(0, str(here))

import diffvg  # noqa: E402
import pydiffvg  # noqa: E402
import torch  # noqa: E402
from diffvg_scene import build  # noqa: E402

SAMPLES = 2  # along a pixel's side
kernel_ms = []
diffvg_render = diffvg.render


def timed_render(*arguments):
    start = time.perf_counter()
    diffvg_render(*arguments)
    kernel_ms.append((time.perf_counter() - start) * 1e3)


diffvg.render = timed_render


def over_paper(picture, paper):
    alpha = picture[:, :, 3:4]
    return alpha * picture[:, :, :3] + torch.tensor(paper) * (1 - alpha)


def measure(scene, shapes, groups, repeats):
    width, height = scene["width"], scene["height"]
    answer = {"forward_ms": [], "backward_ms": [], "forward_kernel_ms": [], "backward_kernel_ms": []}
    for repeat in range(repeats):
        arguments = pydiffvg.RenderFunction.serialize_scene(width, height, shapes, groups)
        kernel_ms.clear()
        start = time.perf_counter()
        picture = pydiffvg.RenderFunction.apply(width, height, SAMPLES, SAMPLES, repeat, None, *arguments)
        middle = time.perf_counter()
        image = over_paper(picture, scene["paper"])
        upstream = torch.ones_like(image) / image.numel()
        begin = time.perf_counter()
        image.backward(upstream)
        end = time.perf_counter()
        answer["forward_ms"].append((middle - start) * 1e3)
        answer["backward_ms"].append((end - begin) * 1e3)
        answer["forward_kernel_ms"].append(kernel_ms[0])
        answer["backward_kernel_ms"].append(kernel_ms[1])
    return answer


def paint(scene, shapes, groups, samples):
    width, height = scene["width"], scene["height"]
    paper = torch.tensor([*scene["paper"], 1.0]).expand(height, width, 4).contiguous()
    arguments = pydiffvg.RenderFunction.serialize_scene(width, height, shapes, groups)
    with torch.no_grad():
        picture = pydiffvg.RenderFunction.apply(width, height, samples, samples, 0, paper, *arguments)
    return base64.b64encode(picture[:, :, :3].contiguous().numpy().tobytes()).decode()


def main():
    pydiffvg.set_use_gpu(False)
    scene = shapes = groups = None
    for line in sys.stdin:
        request = json.loads(line)
        if "scene" in request:
            scene = request["scene"]
            shapes, groups = build(scene)
        if "image" in request:
            answer = {"image": paint(scene, shapes, groups, request["image"])}
        else:
            answer = measure(scene, shapes, groups, request.get("repeats", 3))
        print(json.dumps(answer), flush=True)


main()
