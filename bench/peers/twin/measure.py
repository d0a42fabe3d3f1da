"""What an exported model knows: pictures of the test sets named by its own text tower, and names in thirty languages."""

from pathlib import Path

import torch
from safetensors.torch import load_file
from tokenizers import Tokenizer

from .captions import OFTEN, Captions
from .pictures import Pictures
from .towers import ImageTower, TextTower, design, unit


class Measure:
    def __init__(self, options):
        torch.set_num_threads(options.threads)
        model = Path(options.model)
        stored = {name: value.float() for name, value in load_file(model / "model.safetensors").items()}
        row, config = design(options.design, options.data)
        self.tokenizer = Tokenizer.from_file(str(model / "tokenizer.json"))
        self.visual, self.text = ImageTower(row, config["preprocess_cfg"]), TextTower(row, self.tokenizer.get_vocab_size())
        self.visual.load_state_dict({name[7:]: value for name, value in stored.items() if name.startswith("visual.")}, strict=False)
        self.text.load_state_dict({name: value for name, value in stored.items() if not name.startswith("visual.")})
        self.visual.eval(), self.text.eval()
        self.visual.to(memory_format=torch.channels_last)
        self.context = row["text"]["context"]
        self.data = Pictures(options.data)
        self.items = Captions(options.data, self.data.index).items
        self.names = [concept["name"] for concept in self.data.concepts]

    @torch.no_grad()
    def said(self, texts):
        end = self.tokenizer.get_vocab_size() - 1
        found = []
        for i in range(0, len(texts), 256):
            rows = [encoding.ids for encoding in self.tokenizer.encode_batch(texts[i : i + 256])]
            rows = [ids if len(ids) <= self.context else [*ids[: self.context - 1], end] for ids in rows]
            tokens = torch.zeros(len(rows), max(map(len, rows)), dtype=torch.long)
            for row, ids in enumerate(rows):
                tokens[row, : len(ids)] = torch.tensor(ids)
            found.append(unit(self.text(tokens)))
        return torch.cat(found)

    @torch.no_grad()
    def run(self):
        table = self.said(self.names)
        russian = {number: word for word, number, _ in reversed(self.items["ru"][0])}
        spoken = torch.tensor(sorted(russian))
        in_russian = self.said([russian[number] for number in spoken.tolist()])
        test = self.data.test.nonzero()[:, 0]
        generator = torch.Generator().manual_seed(8)
        print("zero-shot top-1 (top-5) on pictures of sets that were never learnt from")
        for noise in (0.0, 0.4):
            images = torch.cat([unit(self.visual((self.data.shown(part) + noise * torch.randn(len(part), 3, 64, 64, generator=generator)).contiguous(memory_format=torch.channels_last))) for part in test.split(256)])
            labels = self.data.concept[test]
            for source in sorted({self.data.source[i] for i in test.tolist()}):
                of = torch.tensor([self.data.source[i] == source for i in test.tolist()])
                best = (images[of] @ table.T).topk(5).indices
                hits = best == labels[of][:, None]
                known = of & torch.isin(labels, spoken)
                hits_ru = spoken[(images[known] @ in_russian.T).argmax(1)] == labels[known]
                print(f"  {source}, noise {noise}: English {hits[:, 0].float().mean():.3f} ({hits.any(1).float().mean():.3f}), Russian {hits_ru.float().mean():.3f}; {int(of.sum())} pictures")
        shares = {language: self.share(language, table) for language in OFTEN}
        print("names whose nearest concept is right: " + ", ".join(f"{k} {v:.3f}" for k, v in shares.items()))
        print(f"mean of {len(shares)} languages {sum(shares.values()) / len(shares):.3f}")

    def share(self, language, table):
        allowed = {}
        for text, number, _ in self.items[language][0]:
            allowed.setdefault(text, set()).add(number)
        found = (self.said(list(allowed)) @ table.T).argmax(1).tolist()
        return sum(number in allowed[text] for text, number in zip(allowed, found)) / len(allowed)
