"""A step of training in eager PyTorch, fp32, two threads: the network, loss and optimiser of src/training, that of
images by the twin's own code.

One JSON request a line on stdin, one JSON answer a line:
{"design": "guide", "file": F, "batch": b, "rate": r, "moves": m, "steps": n, "layout": l}
                                       -> {"losses": [...], "torch": "2.x"}; F holds weights, batches of b by turns, and
                                          how far their first images are moved against the network, in m steps
{"steps": n, "layout": "default"}                     -> {"times_ms": [...]}; the other layout is "channels_last"
"""

import json
import sys
import time

import torch
import torch.nn.functional as F
from safetensors.torch import load_file
from torch import nn

from twin.image import SCALE, Learner, colour_scores, moved
from twin.sitting import adamw
from twin.towers import TextTower, design, unit

CONTRAST = 0.5
MEMORY = 0.999


class Network(nn.Module):
    def __init__(self, name, stored):
        super().__init__()
        row, config = design(name)
        self.sight = Learner(row, config, len(stored["concepts.table"]))
        self.text = TextTower(row, len(stored["token_embedding.weight"]))
        tables = {"table": stored["concepts.table"], "colours": stored["colours.table"]}
        visual = {n: v for n, v in stored.items() if n.startswith("visual.")}
        missing = self.sight.load_state_dict(tables | visual, strict=False).missing_keys
        assert all(n.endswith("num_batches_tracked") for n in missing), missing
        self.text.load_state_dict({n: v for n, v in stored.items() if n in self.text.state_dict()})

    def see(self, images):
        return unit(self.sight.visual(images))

    def loss(self, images, labels, colours, tokens, said):
        seen, spoken = self.see(images), unit(self.text(tokens))
        by_image, _ = self.sight.losses(seen, labels, colours)
        table = unit(self.sight.table)
        by_text = F.cross_entropy(SCALE * spoken @ table.T, labels)
        by_text = by_text + F.cross_entropy(colour_scores(spoken, table[labels], unit(self.sight.colours)), said)
        scores = SCALE * seen @ spoken.T
        right = (labels[:, None] == labels[None]).float()
        contrast = -((F.log_softmax(scores, 1) * right).sum(1) / right.sum(1)).mean()
        return by_image + by_text + CONTRAST * contrast


class Training:
    def __init__(self, name, file, batch, rate, moves):
        stored = load_file(file)
        self.network = Network(name, stored).train()
        self.moves = moves
        images = stored["images"].permute(0, 3, 1, 2).contiguous()
        answers = ("labels", "colours", "tokens", "said")
        self.batches = list(zip(images.split(batch), *(stored[key].long().split(batch) for key in answers)))
        self.reach = stored["reach"][:, :, None, None, None]
        self.steps = 0
        self.parameters = list(self.network.parameters())
        self.optimiser = adamw(self.network, 0.05)
        for group in self.optimiser.param_groups:
            group["lr"] = rate
        self.average = [p.detach().clone() for p in self.parameters]

    def step(self):
        at = self.steps % len(self.batches)
        images, labels, colours, *captions = self.batches[at]
        count = self.reach.shape[1]
        if count:
            first = (images[:count], labels[:count], colours[:count])
            images = torch.cat([moved(self.network.sight, self.network.see, *first, self.reach[at], self.moves), images[count:]])
        loss = self.network.loss(images, labels, colours, *captions)
        self.steps += 1
        self.optimiser.zero_grad(set_to_none=True)
        loss.backward()
        self.optimiser.step()
        with torch.no_grad():
            torch._foreach_lerp_(self.average, self.parameters, 1 - MEMORY)
        return loss.item()

    def lay_out(self, layout):
        order = torch.channels_last if layout == "channels_last" else torch.contiguous_format
        self.network.sight.visual.to(memory_format=order)
        self.batches = [(images.contiguous(memory_format=order), *others) for images, *others in self.batches]


def main():
    torch.set_num_threads(2)
    training = None
    layout = "default"
    for line in sys.stdin:
        request = json.loads(line)
        if "file" in request:
            training = Training(request["design"], request["file"], request["batch"], request["rate"], request["moves"])
            layout = request["layout"]
            training.lay_out(layout)
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
