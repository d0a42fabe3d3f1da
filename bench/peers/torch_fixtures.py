"""Writes the small PyTorch files of test/fixtures/torch, with what is in them beside (expected.json).

    python bench/peers/torch_fixtures.py

Needs torch. Everything is made from a seed; run it again only to change the files, as torch may write others.
"""
import json
from collections import OrderedDict
from pathlib import Path

import torch
from torch import nn

OUT = Path(__file__).resolve().parents[2] / "test" / "fixtures" / "torch"


class Attention(nn.Module):
    def __init__(self):
        super().__init__()
        self.in_proj_weight = nn.Parameter(torch.randn(6, 2))
        self.in_proj_bias = nn.Parameter(torch.randn(6))

    def forward(self, x):
        return x @ self.in_proj_weight.t() + self.in_proj_bias


class Tower(nn.Module):
    def __init__(self):
        super().__init__()
        self.ln = nn.LayerNorm(2)
        self.blocks = nn.Sequential(OrderedDict([("first", Attention())]))
        self.proj = nn.Parameter(torch.randn(6, 3))
        self.register_buffer("input_resolution", torch.tensor(64))
        self.sizes = [1, 2, 3]

    def forward(self, x):
        return self.blocks(self.ln(x)) @ self.proj


def described(state):
    return {
        name: {
            "dtype": str(tensor.dtype).removeprefix("torch."),
            "shape": list(tensor.shape),
            "values": tensor.detach().double().flatten().tolist(),
        }
        for name, tensor in state.items()
    }


def main():
    torch.manual_seed(4)
    OUT.mkdir(parents=True, exist_ok=True)
    shared = torch.randn(4, 3)
    plain = OrderedDict(
        single=torch.randn(2, 3),
        half=torch.randn(3, 2).half(),
        brain=torch.randn(5).bfloat16(),
        double=torch.randn(2, dtype=torch.float64),
        whole=torch.tensor([[-1, 2**31 - 1]]),
        scalar=torch.tensor(2.5),
        empty=torch.zeros(0, 3),
        rows_of_shared=shared[1:3],
        all_of_shared=shared,
        one_column=torch.randn(3, 1).t().t(),
        parameter=nn.Parameter(torch.randn(2)),
    )
    expected = {"plain.pt": described(plain)}
    torch.save(plain, OUT / "plain.pt")

    tower = Tower().half()
    tower.input_resolution.fill_(64)
    optimizer = torch.optim.AdamW(tower.parameters())
    wrapped = OrderedDict((f"module.{name}", tensor) for name, tensor in tower.state_dict().items())
    expected["training.bin"] = described(wrapped)
    torch.save({"epoch": 3, "name": "тест", "state_dict": wrapped, "optimizer": optimizer.state_dict()}, OUT / "training.bin")

    torch.jit.save(torch.jit.script(tower), OUT / "torchscript.pt")
    expected["torchscript.pt"] = described(tower.state_dict())

    torch.save({"spread": torch.randn(3, 1).expand(3, 4), "permuted": torch.randn(2, 3, 4).permute(2, 0, 1), "plain": torch.ones(1)}, OUT / "strided.pt")
    turned = OrderedDict(turned=torch.randn(2, 3).t(), row=torch.randn(1, 4).t(), window=torch.randn(3, 4)[1:].t())
    torch.save(turned, OUT / "turned.pt")
    expected["turned.pt"] = described(turned)
    torch.save(plain, OUT / "old.pt", _use_new_zipfile_serialization=False)
    torch.save(tower, OUT / "module.pt")

    for shard, names in ((1, ("single", "half")), (2, ("brain", "scalar"))):
        torch.save({name: plain[name] for name in names}, OUT / f"pytorch_model-0000{shard}-of-00002.bin")
    weight_map = {n: f"pytorch_model-0000{s}-of-00002.bin" for s, ns in ((1, ("single", "half")), (2, ("brain", "scalar"))) for n in ns}
    (OUT / "pytorch_model.bin.index.json").write_text(json.dumps({"metadata": {}, "weight_map": weight_map}, indent=1))
    (OUT / "expected.json").write_text(json.dumps(expected, ensure_ascii=False))


if __name__ == "__main__":
    main()
