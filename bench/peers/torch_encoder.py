"""Times eager PyTorch on open_clip's image encoders: forward and input gradient, fp32, two threads.

One JSON request a line on stdin, one JSON answer a line:
{"model": "ViT-B-32-quickgelu", "folder": "…"} -> {"torch": "2.x", "open_clip": "3.x"}; makes the model with
                                          random weights of a fixed seed and leaves it in the folder, in
                                          open_clip's layout, for ours to read
{"views": 4, "check": true}            -> {"score": s, "gradient": [first values], "norm": n} of the pictures below
{"views": 4, "frozen": true, "warm": 2, "repeats": 5} -> {"times_ms": [...]}; frozen: the weights want no
                                          gradient; else they do, as CLIPDraw and its kin leave them
{"sgemm": 2048, "repeats": 8}          -> {"times_ms": [...]} of one product of two square matrices
{"products": 50, "repeats": 8}         -> {"times_ms": [...]} of the products of that many rows with the matrices of
                                          all blocks but the last, each as forward and as backward make it

Pictures: value i of picture n, counted as rows, columns, colours, is 0.5 + 0.5·sin(i² mod 1000 + n).
The score is the mean over the pictures of the cosine with the vector cos(j² mod 1000).
"""

import json
import sys
import time
from pathlib import Path

import numpy as np
import open_clip
import torch
from safetensors.torch import save_file

torch.set_num_threads(2)
SIDE = 224
state = {}


def open_model(name, folder):
    torch.manual_seed(7)
    model = open_clip.create_model(name, pretrained=None, precision="fp32").eval()
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    weights = {key: value.contiguous().clone() for key, value in model.state_dict().items() if key != "attn_mask"}
    save_file(weights, folder / "open_clip_model.safetensors")
    config = {
        "model_cfg": open_clip.get_model_config(name),
        "preprocess_cfg": {"mean": open_clip.OPENAI_DATASET_MEAN, "std": open_clip.OPENAI_DATASET_STD},
    }
    (folder / "open_clip_config.json").write_text(json.dumps(config))
    state["visual"] = model.visual
    state["mean"] = torch.tensor(open_clip.OPENAI_DATASET_MEAN).view(1, 3, 1, 1)
    state["std"] = torch.tensor(open_clip.OPENAI_DATASET_STD).view(1, 3, 1, 1)
    return {"torch": torch.__version__, "open_clip": open_clip.__version__}


def pictures(views):
    i = np.arange(SIDE * SIDE * 3, dtype=np.int64)
    values = [0.5 + 0.5 * np.sin((i * i) % 1000 + n) for n in range(views)]
    stacked = torch.tensor(np.stack(values).astype(np.float32).reshape(views, SIDE, SIDE, 3))
    return stacked.permute(0, 3, 1, 2).contiguous()


def run(images):
    images = images.detach().requires_grad_(True)
    embedding = state["visual"]((images - state["mean"]) / state["std"])
    j = np.arange(embedding.shape[1], dtype=np.int64)
    target = torch.tensor(np.cos((j * j) % 1000).astype(np.float32))
    score = torch.nn.functional.cosine_similarity(embedding, target[None], dim=1).mean()
    score.backward()
    return score, images.grad


def timed(call, warm, repeats):
    times = []
    for index in range(warm + repeats):
        start = time.perf_counter()
        call()
        if index >= warm:
            times.append(1000 * (time.perf_counter() - start))
    return {"times_ms": times}


def answer(request):
    if "model" in request:
        return open_model(request["model"], request["folder"])
    if "sgemm" in request:
        a, b = torch.rand(2, request["sgemm"], request["sgemm"])
        return timed(lambda: a @ b, 2, request["repeats"])
    if "products" in request:
        blocks = list(state["visual"].transformer.resblocks)[:-1]
        matrices = [m for b in blocks for m in (b.attn.in_proj_weight, b.attn.out_proj.weight, b.mlp.c_fc.weight, b.mlp.c_proj.weight)]
        given = {width: torch.rand(request["products"], width) for m in matrices for width in m.shape}
        with torch.no_grad():
            return timed(lambda: [(given[m.shape[1]] @ m.T, given[m.shape[0]] @ m) for m in matrices], 1, request["repeats"])
    images = pictures(request["views"])
    for parameter in state["visual"].parameters():
        parameter.requires_grad_(not request.get("frozen", True))
        parameter.grad = None
    if request.get("check"):
        score, gradient = run(images)
        flat = gradient.permute(0, 2, 3, 1).flatten()
        return {"score": score.item(), "gradient": flat[:3000].tolist(), "largest": flat.abs().max().item()}
    return timed(lambda: run(images), request["warm"], request["repeats"])


for line in sys.stdin:
    print(json.dumps(answer(json.loads(line))), flush=True)
