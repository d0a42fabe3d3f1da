"""A training as a model in open_clip layout, fp16, as src/training/learn/save-model.ts writes one; and, with
--sheet FILE.safetensors, what PyTorch gives for it (the fixture of src/clip's parity tests)."""

import json
import shutil
from pathlib import Path

import torch
import torch.nn.functional as F
from safetensors.torch import load_file, save_file
from tokenizers import Tokenizer

from .pictures import Pictures
from .towers import ImageTower, TextTower, design

FIXTURE_TEXTS = [
    "a drawing of a cat", "красный дом", "a yellow sun on a blue background", "ein Fahrrad", "猫", "umbrella", "it's raining", "a " * 40,
]


class Export:
    def __init__(self, options):
        self.options = options
        torch.manual_seed(options.seed)

    def run(self):
        folder, model = Path(self.options.out), Path(self.options.model)
        saved = torch.load(folder / "checkpoint.pt", mmap=True, map_location="cpu")
        row, config = design(saved["design"], self.options.data)
        tokenizer = Tokenizer.from_file(self.options.tokenizer)
        config["model_cfg"]["text_cfg"]["vocab_size"] = tokenizer.get_vocab_size()
        concepts = [concept["name"] for concept in Pictures.read_index(self.options.data)["concepts"]]
        text = torch.load(folder / "text.pt", mmap=True, map_location="cpu")["average"]
        weights = {name: value for name, value in saved["average"].items() if name.startswith("visual.")} | text
        halves = {name: value.to(torch.float16).contiguous() for name, value in weights.items()}
        model.mkdir(parents=True, exist_ok=True)
        save_file(halves, model / "model.safetensors", metadata={"format": "pt"})
        (model / "open_clip_config.json").write_text(json.dumps(config, indent=1) + "\n")
        (model / "concepts.json").write_text(json.dumps(concepts, ensure_ascii=False, separators=(",", ":")))
        shutil.copy(self.options.tokenizer, model / "tokenizer.json")
        if self.options.tables:
            save_file({name: saved["average"][name].to(torch.float16) for name in ("table", "colours")}, self.options.tables)
        if self.options.sheet:
            save_file(*self.expected(row, config, tokenizer, model))

    def expected(self, row, config, tokenizer, model):
        stored = {name: value.float() for name, value in load_file(model / "model.safetensors").items()}
        visual, text = ImageTower(row, config["preprocess_cfg"]), TextTower(row, tokenizer.get_vocab_size())
        visual.load_state_dict({name[7:]: value for name, value in stored.items() if name.startswith("visual.")}, strict=False)
        text.load_state_dict({name: value for name, value in stored.items() if not name.startswith("visual.")})
        visual.eval(), text.eval()
        side, context = row["imageSize"], row["text"]["context"]
        coarse = torch.rand(3, 3, side // 8, side // 8)
        image = (F.interpolate(coarse, size=(side, side), mode="bicubic") + 0.05 * torch.randn(3, 3, side, side)).clamp(0, 1).requires_grad_()
        rows = [encoding.ids for encoding in tokenizer.encode_batch(FIXTURE_TEXTS)]
        end = tokenizer.get_vocab_size() - 1
        rows = [ids if len(ids) <= context else [*ids[: context - 1], end] for ids in rows]
        tokens = torch.tensor([ids + [0] * (context - len(ids)) for ids in rows])
        seen, said = visual(image), text(tokens)
        cosine = F.normalize(seen, dim=1) @ F.normalize(said, dim=1).T
        weight = torch.randn(cosine.shape)
        (gradient,) = torch.autograd.grad((cosine * weight).sum(), image)
        found = dict(image=image, image_embedding=seen, text_embedding=said, cosine=cosine, cosine_weight=weight, image_gradient=gradient)
        tensors = {"token_ids": tokens} | {name: value.detach().contiguous() for name, value in found.items()}
        return tensors, self.options.sheet, {"texts": json.dumps(FIXTURE_TEXTS, ensure_ascii=False)}
