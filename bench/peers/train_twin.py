"""Trains the built-in models with PyTorch, by the recipe of src/training (what differs stands in the files of twin/).

    python bench/peers/train_twin.py pack --out FOLDER --data DATA --tokenizer FILE   the data in one small folder, for a GPU machine
    python bench/peers/train_twin.py image --out FOLDER --data DATA --seconds 5000 [--start model.safetensors]
    python bench/peers/train_twin.py text --out FOLDER --data DATA --seconds 1500     against the folder's table
    python bench/peers/train_twin.py export --out FOLDER --data DATA --model MODEL    open_clip layout, fp16
    python bench/peers/train_twin.py measure --out FOLDER --data DATA --model MODEL   test sets, names in thirty languages
    python bench/peers/train_twin.py draw --out FOLDER --data DATA --sheet FILE       what its gradient draws

Needs torch, numpy, safetensors and tokenizers, a built program (dist/) and the data set of `npm run data`. Stopped by
SIGTERM it keeps a checkpoint; started again it goes on from there, with the options it is then given.
"""

import argparse
import os

os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["pack", "image", "text", "export", "measure", "draw"])
    parser.add_argument("--out", required=True, help="folder of the training")
    parser.add_argument("--data", required=True, help="folder of the data set")
    parser.add_argument("--design", default="guide", choices=["guide", "judge"])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--device", default="cpu", help="cpu or cuda")
    parser.add_argument("--compile", action="store_true", help="torch.compile: minutes at the start, then faster on a GPU")
    parser.add_argument("--workers", type=int, default=1, help="processes that make captions")
    parser.add_argument("--batch", type=int, default=128)
    parser.add_argument("--rate", type=float, default=1.5e-3)
    parser.add_argument("--seconds", type=float, default=3600, help="over all sittings; the rate falls to nothing by then")
    parser.add_argument("--every", type=float, default=300, help="seconds between two checkpoints")
    parser.add_argument("--start", help="model.safetensors that is gone on with")
    parser.add_argument("--tables", help="safetensors of the tables of concepts and colours, to go on with or, exporting, to write")
    parser.add_argument("--low-pass", action="store_true", help="the stem is kept blind to what is finer than four pixels")
    parser.add_argument("--noise", type=float, default=0.8, help="largest standard deviation")
    parser.add_argument("--adversarial", type=float, default=0.0, help="share of each batch that is moved against the tower")
    parser.add_argument("--reach", type=float, default=2.0, help="how far at most, L2")
    parser.add_argument("--moves", type=int, default=2, help="steps on the way there")
    parser.add_argument("--rotation", type=float, default=0.15)
    parser.add_argument("--scale", type=float, nargs=2, default=[0.55, 1.05])
    parser.add_argument("--bend", type=float, default=0.05)
    parser.add_argument("--colour", type=float, default=0.25)
    parser.add_argument("--recolour", type=float, default=0.15, help="share of the colour pictures shown in one named colour")
    parser.add_argument("--outline", type=float, default=0.12, help="share of the pictures that get dark lines around their areas")
    parser.add_argument("--hue", type=float, default=0.15, help="share of the colour pictures shown in turned hues")
    parser.add_argument("--blur", type=float, default=0.1, help="share of the pictures seen at half the resolution")
    parser.add_argument("--white-paper", type=float, default=0.6)
    parser.add_argument("--model", help="folder of the model that is written")
    parser.add_argument("--tokenizer", help="tokenizer.json that src/training learns")
    parser.add_argument("--judge", help="folder of a judge's training, to name what is drawn")
    parser.add_argument("--sheet", help="PNG that is written")
    options = parser.parse_args()
    if options.what == "pack":
        from twin.pack import Pack as Training
    elif options.what == "image":
        from twin.image import Training
    elif options.what == "text":
        from twin.text import Training
    elif options.what == "export":
        from twin.export import Export as Training
    elif options.what == "measure":
        from twin.measure import Measure as Training
    else:
        from twin.draw import Drawing as Training
    Training(options).run()


if __name__ == "__main__":
    main()
