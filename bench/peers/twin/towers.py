"""The towers of src/training/learn/design.ts as PyTorch modules whose state has the names of the open_clip layout."""

import json
import subprocess
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import nn

ROOT = Path(__file__).resolve().parents[3]


DESIGNS = ("guide", "judge")


def design(name, data=None):
    """A row of `designs` and its configuration: from a packed data set, else from the built program, so that nothing
    is written down twice."""
    packed = Path(data or ".") / "designs.json"
    if packed.exists():
        return json.loads(packed.read_text())[name]
    program = f"import('{ROOT}/dist/training/learn/design.js').then(m => console.log(JSON.stringify([m.designs['{name}'], m.configOf(m.designs['{name}'], m.designs['{name}'].vocabulary)])))"
    return json.loads(subprocess.check_output(["node", "-e", program], text=True))


class Stem(nn.Module):
    def __init__(self, channels, kernel, stride, padding):
        super().__init__()
        self.conv = nn.Conv2d(3, channels, kernel, stride, padding)
        self.norm = nn.BatchNorm2d(channels)

    def forward(self, x):
        return F.silu(self.norm(self.conv(x)))


class Block(nn.Module):
    def __init__(self, width, channels, pool):
        super().__init__()
        self.pool = pool
        self.conv1 = nn.Conv2d(width, channels, 3, padding=1, bias=False)
        self.norm1 = nn.BatchNorm2d(channels)
        self.conv2 = nn.Conv2d(channels, channels, 3, padding=1, bias=False)
        self.norm2 = nn.BatchNorm2d(channels)
        self.shortcut = nn.Conv2d(width, channels, 1, bias=False) if width != channels else None

    def forward(self, x):
        x = F.avg_pool2d(x, 2) if self.pool else x
        y = self.norm2(self.conv2(F.silu(self.norm1(self.conv1(x)))))
        return F.silu(y + (x if self.shortcut is None else self.shortcut(x)))


class ImageTower(nn.Module):
    def __init__(self, row, preprocess):
        super().__init__()
        self.stem = Stem(**row["stem"])
        width, blocks = row["stem"]["channels"], []
        for block in row["blocks"]:
            blocks.append(Block(width, block["channels"], block["pool"]))
            width = block["channels"]
        self.blocks = nn.Sequential(*blocks)
        self.grid = row["grid"]
        self.head = nn.Linear(width * self.grid**2, row["embedDim"])
        for part in ("mean", "std"):
            self.register_buffer(part, torch.tensor(preprocess[part]).view(1, 3, 1, 1), persistent=False)

    def forward(self, images):
        """[N, 3, R, R] RGB in 0..1 -> [N, embed_dim]"""
        x = self.blocks(self.stem((images - self.mean) / self.std))
        return self.head(F.adaptive_avg_pool2d(x, self.grid).flatten(1))


class Attention(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.in_proj_weight = nn.Parameter(torch.randn(3 * width, width) * width**-0.5)
        self.in_proj_bias = nn.Parameter(torch.zeros(3 * width))
        self.out_proj = nn.Linear(width, width)

    def forward(self, x):
        n, length, width = x.shape
        q, k, v = F.linear(x, self.in_proj_weight, self.in_proj_bias).view(n, length, 3, self.heads, -1).permute(2, 0, 3, 1, 4)
        y = F.scaled_dot_product_attention(q, k, v, is_causal=True)
        return self.out_proj(y.transpose(1, 2).reshape(n, length, width))


class Layer(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.ln_1 = nn.LayerNorm(width)
        self.attn = Attention(width, heads)
        self.ln_2 = nn.LayerNorm(width)
        self.mlp = nn.ModuleDict({"c_fc": nn.Linear(width, 4 * width), "c_proj": nn.Linear(4 * width, width)})

    def forward(self, x):
        x = x + self.attn(self.ln_1(x))
        return x + self.mlp["c_proj"](F.gelu(self.mlp["c_fc"](self.ln_2(x))))


class TextTower(nn.Module):
    def __init__(self, row, vocabulary):
        super().__init__()
        text = row["text"]
        self.token_embedding = nn.Embedding(vocabulary, text["width"])
        nn.init.normal_(self.token_embedding.weight, std=0.02)
        self.positional_embedding = nn.Parameter(torch.randn(text["context"], text["width"]) * 0.01)
        layers = [Layer(text["width"], text["heads"]) for _ in range(text["layers"])]
        self.transformer = nn.ModuleDict({"resblocks": nn.Sequential(*layers)})
        self.ln_final = nn.LayerNorm(text["width"])
        self.text_projection = nn.Parameter(torch.randn(text["width"], row["embedDim"]) * text["width"] ** -0.5)

    def forward(self, tokens):
        """[N, L] ids, cut anywhere after the last end token -> [N, embed_dim]; read out at the highest id."""
        x = self.token_embedding(tokens) + self.positional_embedding[: tokens.shape[1]]
        x = self.transformer["resblocks"](x)
        x = x[torch.arange(len(x)), tokens.argmax(1)]
        return self.ln_final(x) @ self.text_projection


def unit(x):
    return F.normalize(x.float(), dim=-1)
