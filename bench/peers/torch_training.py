"""Times a step of training in eager PyTorch, fp32, two threads: the network, loss and optimiser of src/training.

One JSON request a line on stdin, one JSON answer a line:
{"design": "guide", "file": F, "batch": b, "rate": r, "steps": n}
                                       -> {"losses": [...], "torch": "2.x"}; F holds weights, and batches of b by turns
{"steps": n, "layout": "default"}                     -> {"times_ms": [...]}; the other layout is "channels_last"
"""

import json
import sys
import time

import torch
import torch.nn.functional as F
from safetensors.torch import load_file
from torch import nn

from twin.towers import ImageTower, TextTower, design, unit

SCALE, CONTRAST, COLOUR = 20, 0.5, 0.25
MEMORY = 0.999


class Network(nn.Module):
    def __init__(self, name, stored):
        super().__init__()
        row, config = design(name)
        self.visual = ImageTower(row, config["preprocess_cfg"])
        self.text = TextTower(row, len(stored["token_embedding.weight"]))
        self.table = nn.Parameter(stored["concepts.table"].clone())
        self.colours = nn.Parameter(stored["colours.table"].clone())
        part = lambda prefix: {n[len(prefix):]: v for n, v in stored.items() if n.startswith(prefix)}
        self.visual.load_state_dict(part("visual."), strict=False)
        text = {n: v for n, v in stored.items() if n in self.text.state_dict()}
        assert len(text) == len(self.text.state_dict())
        self.text.load_state_dict(text)

    def loss(self, images, labels, colours, tokens):
        seen, said = unit(self.visual(images)), unit(self.text(tokens))
        table = unit(self.table).T
        by_image = F.cross_entropy(SCALE * seen @ table, labels)
        by_text = F.cross_entropy(SCALE * said @ table, labels)
        scores = SCALE * seen @ said.T
        right = (labels[:, None] == labels[None]).float()
        contrast = -((F.log_softmax(scores, 1) * right).sum(1) / right.sum(1)).mean()
        known = (colours >= 0).float()
        each = F.cross_entropy(SCALE * seen @ unit(self.colours).T, colours.relu(), reduction="none")
        by_colour = (each * known).sum() / (known.sum() + 1)
        return by_image + by_text + CONTRAST * contrast + COLOUR * by_colour


class Training:
    def __init__(self, name, file, batch, rate):
        stored = load_file(file)
        self.network = Network(name, stored).train()
        images = stored["images"].permute(0, 3, 1, 2).contiguous()
        self.batches = list(zip(images.split(batch), *(stored[key].long().split(batch) for key in ("labels", "colours", "tokens"))))
        self.steps = 0
        parameters = list(self.network.parameters())
        groups = [
            {"params": [p for p in parameters if p.ndim > 1], "weight_decay": 0.05},
            {"params": [p for p in parameters if p.ndim <= 1], "weight_decay": 0.0},
        ]
        self.optimiser = torch.optim.AdamW(groups, lr=rate, betas=(0.9, 0.98), eps=1e-6, fused=True)
        self.parameters = parameters
        self.average = [p.detach().clone() for p in parameters]

    def step(self):
        loss = self.network.loss(*self.batches[self.steps % len(self.batches)])
        self.steps += 1
        self.optimiser.zero_grad(set_to_none=True)
        loss.backward()
        self.optimiser.step()
        with torch.no_grad():
            torch._foreach_lerp_(self.average, self.parameters, 1 - MEMORY)
        return loss.item()

    def lay_out(self, layout):
        order = torch.channels_last if layout == "channels_last" else torch.contiguous_format
        self.network.visual.to(memory_format=order)
        self.batches = [(images.contiguous(memory_format=order), *others) for images, *others in self.batches]


def main():
    torch.set_num_threads(2)
    training = None
    layout = "default"
    for line in sys.stdin:
        request = json.loads(line)
        if "file" in request:
            training = Training(request["design"], request["file"], request["batch"], request["rate"])
            answer = {"losses": [training.step() for _ in range(request["steps"])], "torch": torch.__version__}
        else:
            if request["layout"] != layout:
                layout = request["layout"]
                training.lay_out(layout)
                training.step()
            times = []
            for _ in range(request["steps"]):
                start = time.perf_counter()
                training.step()
                times.append((time.perf_counter() - start) * 1e3)
            answer = {"times_ms": times}
        print(json.dumps(answer), flush=True)


main()
