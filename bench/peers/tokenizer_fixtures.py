"""Writes the small tokenizers of test/fixtures/tokenizers with the ids that the original programs give.

    python bench/peers/tokenizer_fixtures.py ../shared/clip-parity

Needs tokenizers (Hugging Face), sentencepiece with protobuf and youtokentome (VKCOM; pip install --no-build-isolation, with cython and g++).
The argument is the folder with CLIP's cases, tokenizer.json, and its vocabulary.
"""
import base64
import gzip
import json
import random
import sys
import tempfile
from pathlib import Path

import sentencepiece
import youtokentome
from sentencepiece import sentencepiece_model_pb2
from tokenizers import Tokenizer, models, pre_tokenizers, processors, trainers

OUT = Path(__file__).resolve().parents[2] / "test" / "fixtures" / "tokenizers"
CORPUS = [
    "маленький ёжик в рождественском свитере выгуливает собаку",
    "рисунок углём: кот сидит на окне и смотрит на луну",
    "Красный дом, зелёное дерево и жёлтое солнце!",
    "a small cat sits on the window and looks at the moon",
    "an astronaut riding a horse, oil on canvas",
    "ein Haus am See, une maison au bord du lac",
    "日本の富士山 🐈 ❤️",
] * 4
TEXTS = [
    "", " ", "кот", "Маленький КОТ на луне", "a cat looks at the house", "  two\n\tspaces  ", "zzz 🐟 qq", "▁▁ x▁y",
    "naïve café", "日本の猫", "Ёжик—ёжик", "ааааааааааааааааа", "é e\u0301 ﬁ ①", "don't!!", "кот\u00a0дом", "я" * 30 + " " + "дом " * 40,
]


def bytes_to_unicode():
    seen = list(range(33, 127)) + list(range(161, 173)) + list(range(174, 256))
    letters = [chr(code) for code in seen]
    hidden = [byte for byte in range(256) if byte not in seen]
    return dict(zip(seen + hidden, letters + [chr(256 + n) for n in range(len(hidden))]))


def used_merges(merges, ids, vocab):
    """The merges that build the given tokens: no other is ever chosen for their words."""
    ranks = {merge: rank for rank, merge in enumerate(merges)}
    names = {number: token for token, number in vocab.items()}
    used = set()
    for token in {names[number] for number in ids}:
        parts = list(token.removesuffix("</w>"))
        if token.endswith("</w>"):
            parts[-1] += "</w>"
        while len(parts) > 1:
            pairs = [(ranks.get((a, b), len(merges)), n) for n, (a, b) in enumerate(zip(parts, parts[1:]))]
            rank, place = min(pairs)
            used.add(rank)
            parts[place : place + 2] = ["".join(parts[place : place + 2])]
    return sorted(used)


def clip(parity):
    """The shape of openai/clip-vit-*'s tokenizer.json, with the merges that the cases need and CLIP's own ids."""
    cases = json.loads((parity / "tokenizer.json").read_text())
    lines = gzip.open(parity / "bpe_simple_vocab_16e6.txt.gz").read().decode().split("\n")
    merges = [tuple(line.split()) for line in lines[1 : 49152 - 256 - 2 + 1]]
    letters = list(bytes_to_unicode().values())
    tokens = letters + [letter + "</w>" for letter in letters] + ["".join(merge) for merge in merges]
    vocab = {token: number for number, token in enumerate([*tokens, "<|startoftext|>", "<|endoftext|>"])}
    kept = [merges[rank] for rank in used_merges(merges, {n for case in cases["cases"] for n in case["bpe"]}, vocab)]
    names = letters + [letter + "</w>" for letter in letters] + ["".join(merge) for merge in kept]
    mark = dict(single_word=False, lstrip=False, rstrip=False, normalized=False, special=True)
    start, end = "<|startoftext|>", "<|endoftext|>"
    words = "'s|'t|'re|'ve|'m|'ll|'d|[\\p{L}]+|[\\p{N}]|[^\\s\\p{L}\\p{N}]+"
    tokenizer = {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": [dict(id=vocab[name], content=name, **mark) for name in (start, end)],
        "normalizer": {"type": "Sequence", "normalizers": [{"type": "NFC"}, {"type": "Replace", "pattern": {"Regex": "\\s+"}, "content": " "}, {"type": "Lowercase"}]},
        "pre_tokenizer": {"type": "Sequence", "pretokenizers": [
            {"type": "Split", "pattern": {"Regex": words}, "behavior": "Removed", "invert": True},
            {"type": "ByteLevel", "add_prefix_space": False, "trim_offsets": True}]},
        "post_processor": {"type": "RobertaProcessing", "sep": [end, vocab[end]], "cls": [start, vocab[start]], "trim_offsets": False, "add_prefix_space": False},
        "decoder": {"type": "ByteLevel", "add_prefix_space": True, "trim_offsets": True},
        "model": {"type": "BPE", "dropout": None, "unk_token": end, "continuing_subword_prefix": "", "end_of_word_suffix": "</w>", "fuse_unk": False,
                  "vocab": {name: vocab[name] for name in [*names, start, end]}, "merges": [" ".join(merge) for merge in kept]},
    }
    (OUT / "clip.cases.json").write_text(json.dumps(cases, ensure_ascii=False, indent=1))
    (OUT / "clip.tokenizer.json").write_text(json.dumps(tokenizer, ensure_ascii=False))


def charsmap():
    """SentencePiece's own table of normalisations (nmt_nfkc), which XLM-R's tokenizer.json contains."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "corpus.txt").write_text("\n".join(CORPUS))
        sentencepiece.SentencePieceTrainer.train(
            input=f"{folder}/corpus.txt", model_prefix=f"{folder}/model", vocab_size=80, minloglevel=2)
        model = sentencepiece_model_pb2.ModelProto.FromString((Path(folder) / "model.model").read_bytes())
    return base64.b64encode(model.normalizer_spec.precompiled_charsmap).decode()


def xlm_roberta():
    """A SentencePiece unigram model in the shape of xlm-roberta-base's tokenizer.json."""
    tokenizer = Tokenizer(models.Unigram())
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence([pre_tokenizers.WhitespaceSplit(), pre_tokenizers.Metaspace()])
    special = ["<s>", "<pad>", "</s>", "<unk>"]
    trainer = trainers.UnigramTrainer(vocab_size=320, special_tokens=special, unk_token="<unk>", show_progress=False)
    tokenizer.train_from_iterator(CORPUS, trainer)
    tokenizer.post_processor = processors.TemplateProcessing(single="<s> $A </s>", pair="<s> $A </s> </s> $B </s>", special_tokens=[("<s>", 0), ("</s>", 2)])
    content = json.loads(tokenizer.to_str())
    content["normalizer"] = {"type": "Precompiled", "precompiled_charsmap": charsmap()}
    original = Tokenizer.from_str(json.dumps(content))
    # The JavaScript library has the table's rules in code and does not look at these 300 kB.
    content["normalizer"]["precompiled_charsmap"] = ""
    (OUT / "xlm-roberta.tokenizer.json").write_text(json.dumps(content, ensure_ascii=False))
    return [original.encode(text).ids for text in TEXTS]


def ruclip():
    random.seed(1)
    with tempfile.TemporaryDirectory() as folder:
        corpus = Path(folder) / "corpus.txt"
        corpus.write_text("\n".join(CORPUS).lower())
        youtokentome.BPE.train(data=str(corpus), model=str(OUT / "ruclip.bpe.model"), vocab_size=260, coverage=0.97, n_threads=1)
    bpe = youtokentome.BPE(str(OUT / "ruclip.bpe.model"), n_threads=1)
    return [[2, *bpe.encode([text.lower()], output_type=youtokentome.OutputType.ID)[0], 3] for text in TEXTS]


def main():
    OUT.mkdir(parents=True, exist_ok=True)
    clip(Path(sys.argv[1]))
    expected = {"texts": TEXTS, "xlm-roberta": xlm_roberta(), "ruclip": ruclip()}
    (OUT / "expected.json").write_text(json.dumps(expected, ensure_ascii=False))


if __name__ == "__main__":
    main()
