"""The text tower, fitted to the table of concepts and colours that the image tower learnt, which is held.

Loss: CE(s·u(t)·u(C)ᵀ, concept) + CE over none and every colour of s·u(t)·u(u(C_concept) + ½u(K)) + 4·(1 − cos to the target)."""

import os
import random
import signal
import time
from pathlib import Path

import torch
import torch.nn.functional as F
from safetensors.torch import load_file
from tokenizers import Tokenizer

from .captions import THIRTY, Captions
from .image import COLOUR_SHARE, SCALE, WARM_UP
from .pictures import NAMES, Pictures
from .towers import TextTower, design, unit

BUCKETS = 8


class Training:
    def __init__(self, options):
        torch.set_num_threads(options.threads)
        torch.manual_seed(options.seed)
        self.options = options
        self.folder = Path(options.out)
        self.data = Pictures(options.data)
        self.captions = Captions(options.data, self.data.concepts)
        self.row, _ = design(options.design)
        self.tokenizer = Tokenizer.from_file(options.tokenizer)
        self.context = self.row["text"]["context"]
        self.tokenizer.enable_truncation(self.context)
        self.model = TextTower(self.row, self.tokenizer.get_vocab_size())
        if options.start:
            stored = load_file(options.start)
            self.model.load_state_dict({k: v.float() for k, v in stored.items() if not k.startswith("visual.")})
        self.read_table()
        self.step, self.elapsed = 0, 0.0
        groups = [{"params": [p for p in self.model.parameters() if p.dim() > 1], "weight_decay": 0.02}, {"params": [p for p in self.model.parameters() if p.dim() < 2], "weight_decay": 0}]
        self.optimiser = torch.optim.AdamW(groups, lr=1e-3, betas=(0.9, 0.98), eps=1e-6, fused=True)
        self.average = {name: value.clone() for name, value in self.model.state_dict().items()}
        self.file = self.folder / "text.pt"
        if self.file.exists():
            saved = torch.load(self.file)
            self.model.load_state_dict(saved["model"])
            self.optimiser.load_state_dict(saved["optimiser"])
            self.average, self.step, self.elapsed = saved["average"], saved["step"], saved["elapsed"]

    def read_table(self):
        """The newest of the image tower's checkpoint: while it still learns, the text tower follows."""
        average = torch.load(self.folder / "checkpoint.pt", mmap=True)["average"]
        self.table = unit(average["table"].clone())
        self.colours = unit(average["colours"].clone())

    def encode(self, texts):
        rows = [encoding.ids for encoding in self.tokenizer.encode_batch(texts)]
        return [row if row[-1] == self.tokenizer.get_vocab_size() - 1 else [*row[:-1], self.tokenizer.get_vocab_size() - 1] for row in rows]

    @staticmethod
    def padded(rows):
        out = torch.zeros(len(rows), max(map(len, rows)), dtype=torch.long)
        for i, row in enumerate(rows):
            out[i, : len(row)] = torch.tensor(row)
        return out

    def batches(self):
        """Of like lengths, as short texts need no padding."""
        while True:
            rng = random.Random(f"{self.options.seed} {self.step}")
            said = [self.captions.one(rng) for _ in range(BUCKETS * self.options.batch)]
            rows = self.encode([text for text, _, _ in said])
            order = sorted(range(len(said)), key=lambda i: len(rows[i]))
            parts = [order[i : i + self.options.batch] for i in range(0, len(order), self.options.batch)]
            rng.shuffle(parts)
            for part in parts:
                yield self.padded([rows[i] for i in part]), torch.tensor([said[i][2] for i in part]), torch.tensor([said[i][1] for i in part])

    def losses(self, tokens, labels, colours):
        with torch.autocast("cpu", torch.bfloat16):
            said = self.model(tokens)
        said = unit(said)
        logits = SCALE * said @ self.table.T
        things = self.table[labels]
        targets = torch.cat([things[:, None], unit(things[:, None] + COLOUR_SHARE * self.colours)], 1)
        of_colours = SCALE * (said[:, None] * targets).sum(-1)
        near = of_colours.gather(1, colours[:, None] + 1)[:, 0] / SCALE
        loss = F.cross_entropy(logits, labels) + F.cross_entropy(of_colours, colours + 1) + 4 * (1 - near).mean()
        return loss, (logits.argmax(1) == labels).float().mean()

    def run(self):
        stopped = []
        signal.signal(signal.SIGTERM, lambda *_: stopped.append(1))
        if self.options.pids:
            Path(self.options.pids).write_text(f"{os.getpid()}\n")
        began, before, told, kept, seen, smooth = time.time(), self.elapsed, time.time(), time.time(), 0, (0.0, 0.0)
        for tokens, labels, colours in self.batches():
            if self.elapsed > self.options.seconds or stopped:
                break
            fall = 0.5 * (1 + torch.cos(torch.tensor(torch.pi * min(1.0, self.elapsed / self.options.seconds))).item())
            for group in self.optimiser.param_groups:
                group["lr"] = self.options.rate * min(1.0, (self.step + 1) / WARM_UP) * max(fall, 0.01)
            loss, accuracy = self.losses(tokens, labels, colours)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
            self.optimiser.step()
            self.optimiser.zero_grad(set_to_none=True)
            self.step += 1
            seen += len(labels)
            decay = min(0.998, (1 + self.step) / (10 + self.step))
            with torch.no_grad():
                for name, value in self.model.state_dict().items():
                    self.average[name].lerp_(value, 1 - decay)
            smooth = tuple(a + 0.02 * (b - a) for a, b in zip(smooth, (loss.item(), accuracy.item())))
            now = time.time()
            self.elapsed = before + now - began
            if now - told > 30:
                print(f"{time.strftime('%H:%M:%S')} step {self.step} loss {smooth[0]:.3f} right {smooth[1]:.3f} {seen / (now - told):.0f} captions/s", flush=True)
                told, seen = now, 0
            if now - kept > self.options.every:
                self.keep()
                self.read_table()
                kept = now
        self.keep()

    def keep(self):
        state = {"model": self.model.state_dict(), "average": self.average, "optimiser": self.optimiser.state_dict(), "step": self.step, "elapsed": self.elapsed}
        torch.save(state, f"{self.file}.part")
        os.replace(f"{self.file}.part", self.file)
        print("  " + measure(self), flush=True)


@torch.no_grad()
def measure(training, languages=("en", "ru", *THIRTY[2:])):
    """Share of the names whose nearest concept is the right one, by language; and of English colours."""
    model = TextTower(training.row, training.tokenizer.get_vocab_size())
    model.load_state_dict(training.average)
    right = {}
    for language in languages:
        names, _ = training.captions.items[language]
        rng = random.Random(3)
        names = rng.sample(names, min(400, len(names)))
        found = nearest(training, model, [text for text, _ in names], training.table)
        allowed = {}
        for text, concept in training.captions.items[language][0]:
            allowed.setdefault(text, set()).add(concept)
        right[language] = sum(number in allowed[text] for (text, _), number in zip(names, found)) / len(names)
    things = "sun umbrella house fish cat tree butterfly bicycle rocket flower".split()
    index = {concept["name"]: i for i, concept in enumerate(training.data.concepts)}
    asked = [(f"{colour} {thing}", index[thing], number) for number, colour in enumerate(NAMES) for thing in things]
    said = unit(model(training.padded(training.encode([text for text, _, _ in asked]))))
    targets = unit(training.table[[thing for _, thing, _ in asked]][:, None] + COLOUR_SHARE * training.colours)
    colours = (said[:, None] * targets).sum(-1).argmax(1).eq(torch.tensor([number for *_, number in asked])).float().mean().item()
    mean = sum(right.values()) / len(right)
    worst = sorted(right, key=right.get)[:6]
    return f"names: en {right['en']:.3f} ru {right['ru']:.3f}, {len(right)} languages {mean:.3f} (least: {', '.join(f'{k} {right[k]:.2f}' for k in worst)}); colours {colours:.3f}"


def nearest(training, model, texts, table):
    found = []
    for i in range(0, len(texts), 200):
        found += (unit(model(training.padded(training.encode(texts[i : i + 200])))) @ table.T).argmax(1).tolist()
    return found
