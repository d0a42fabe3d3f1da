"""The text tower, fitted to the table of concepts and colours that the image tower learnt, which is held.

Loss: CE(s·u(t)·u(C)ᵀ, concept) + CE over none and every colour of s·u(t)·u(u(C_concept) + ½u(K)) + 4·(1 − cos to the target)."""

import random
import signal
import time
from pathlib import Path

import torch
import torch.nn.functional as F
from safetensors.torch import load_file
from tokenizers import Tokenizer

from .captions import OFTEN, Captions
from .image import COLOUR_SHARE, SCALE, WARM_UP, colour_scores
from .pictures import Pictures
from .sitting import adamw, fall, keep_sitting, read_sitting
from .vocabulary import NAMES
from .towers import TextTower, design, unit

BUCKETS = 8


class Phrases(torch.utils.data.IterableDataset):
    """Batches of like lengths, as short texts need no padding -> token ids, concepts, colours (0: none said)."""

    def __init__(self, options, context, step):
        super().__init__()
        self.seed, self.size, self.step, self.context = options.seed, options.batch, step, context
        self.captions = Captions(options.data, Pictures.read_index(options.data))
        self.tokenizer = Tokenizer.from_file(options.tokenizer)
        self.tokenizer.enable_truncation(context)
        self.end = self.tokenizer.get_vocab_size() - 1

    def encode(self, texts):
        rows = [encoding.ids for encoding in self.tokenizer.encode_batch(texts)]
        return [row if row[-1] == self.end else [*row[:-1], self.end] for row in rows]

    @staticmethod
    def padded(rows):
        out = torch.zeros(len(rows), max(map(len, rows)), dtype=torch.long)
        for i, row in enumerate(rows):
            out[i, : len(row)] = torch.tensor(row)
        return out

    def __iter__(self):
        worker = torch.utils.data.get_worker_info()
        rng = random.Random(f"{self.seed} {self.step} {worker.id if worker else 0}")
        while True:
            said = [self.captions.one(rng) for _ in range(BUCKETS * self.size)]
            rows = self.encode([text for text, _, _ in said])
            order = sorted(range(len(said)), key=lambda i: len(rows[i]))
            parts = [order[i : i + self.size] for i in range(0, len(order), self.size)]
            rng.shuffle(parts)
            for part in parts:
                yield self.padded([rows[i] for i in part]), torch.tensor([said[i][2] for i in part]), torch.tensor([said[i][1] + 1 for i in part])


class Training:
    def __init__(self, options):
        self.options = options
        self.device = options.device
        torch.set_num_threads(options.threads)
        torch.manual_seed(options.seed)
        self.folder = Path(options.out)
        self.row, _ = design(options.design, options.data)
        self.file = self.folder / "text.pt"
        saved = read_sitting(self.file, self.device)
        self.step, self.elapsed = (saved["step"], saved["elapsed"]) if saved else (0, 0.0)
        self.phrases = Phrases(options, self.row["text"]["context"], self.step)
        self.model = TextTower(self.row, self.phrases.end + 1).to(self.device)
        if options.start and not saved:
            stored = load_file(options.start)
            self.model.load_state_dict({k: v.float() for k, v in stored.items() if not k.startswith("visual.")})
        self.read_table()
        self.optimiser = adamw(self.model, 0.02)
        if saved:
            self.model.load_state_dict(saved["model"])
            self.optimiser.load_state_dict(saved["optimiser"])
        self.average = saved["average"] if saved else {name: value.clone() for name, value in self.model.state_dict().items()}

    def read_table(self):
        """The newest of the image tower's checkpoint, as while it still learns, the text tower follows; else of --tables."""
        checkpoint = self.folder / "checkpoint.pt"
        average = torch.load(checkpoint, mmap=True, map_location=self.device)["average"] if checkpoint.exists() else load_file(self.options.tables)
        self.table = unit(average["table"].to(self.device))
        self.colours = unit(average["colours"].to(self.device))

    def losses(self, tokens, labels, colours):
        with torch.autocast(self.device, torch.bfloat16):
            said = self.model(tokens)
        said = unit(said)
        logits = SCALE * said @ self.table.T
        of_colours = colour_scores(said, self.table[labels], self.colours)
        near = of_colours.gather(1, colours[:, None])[:, 0] / SCALE
        loss = F.cross_entropy(logits, labels) + F.cross_entropy(of_colours, colours) + 4 * (1 - near).mean()
        return loss, (logits.argmax(1) == labels).float().mean()

    def run(self):
        stopped = []
        signal.signal(signal.SIGTERM, lambda *_: stopped.append(1))
        workers = {"num_workers": self.options.workers, "prefetch_factor": 16} if self.options.workers > 1 else {}
        batches = torch.utils.data.DataLoader(self.phrases, batch_size=None, pin_memory=self.device != "cpu", **workers)
        began, before, told, kept, seen, smooth = time.time(), self.elapsed, time.time(), time.time(), 0, torch.zeros(2, device=self.device)
        for batch in batches:
            tokens, labels, colours = (part.to(self.device, non_blocking=True) for part in batch)
            if self.elapsed > self.options.seconds or stopped:
                break
            for group in self.optimiser.param_groups:
                group["lr"] = self.options.rate * min(1.0, (self.step + 1) / WARM_UP) * fall(self)
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
            smooth = torch.lerp(smooth, torch.stack([loss.detach(), accuracy]), 0.02)
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
        keep_sitting(self.file, self, average=self.average)
        print("  " + measure(self), flush=True)


@torch.no_grad()
def measure(training, languages=OFTEN):
    """Share of the names whose nearest concept is the right one, by language; and of English colours."""
    model = TextTower(training.row, training.phrases.end + 1).to(training.device)
    model.load_state_dict(training.average)
    items = training.phrases.captions.items

    def spoken(texts):
        rows = training.phrases.encode(texts)
        return torch.cat([unit(model(training.phrases.padded(rows[i : i + 400]).to(training.device))) for i in range(0, len(rows), 400)])

    right = {}
    for language in languages:
        names, *_ = items[language]
        allowed = {}
        for text, concept, _ in names:
            allowed.setdefault(text, set()).add(concept)
        names = random.Random(3).sample(names, min(400, len(names)))
        found = (spoken([text for text, *_ in names]) @ training.table.T).argmax(1).tolist()
        right[language] = sum(number in allowed[text] for (text, *_), number in zip(names, found)) / len(names)
    things = "sun umbrella house fish cat tree butterfly bicycle rocket flower".split()
    index = {text: number for text, number, _ in items["en"][0]}
    asked = [(f"{colour} {thing}", index[thing], number) for number, colour in enumerate(NAMES) for thing in things]
    targets = unit(training.table[[thing for _, thing, _ in asked]][:, None] + COLOUR_SHARE * training.colours)
    nearest = (spoken([text for text, _, _ in asked])[:, None] * targets).sum(-1).argmax(1).tolist()
    colours = sum(found == number for found, (*_, number) in zip(nearest, asked)) / len(asked)
    mean = sum(right.values()) / len(right)
    worst = sorted(right, key=right.get)[:6]
    return f"names: en {right['en']:.3f} ru {right['ru']:.3f}, {len(right)} languages {mean:.3f} (least: {', '.join(f'{k} {right[k]:.2f}' for k in worst)}); colours {colours:.3f}"
