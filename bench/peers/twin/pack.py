"""The data set in one small folder, for a machine that has neither Node nor the packages: pictures as 64-pixel WebP
(lossless where they have one channel of 16 levels, else at quality 85), what is said of them, and the designs."""

import io
import json
import shutil
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import numpy as np
from PIL import Image

from .captions import gather
from .towers import DESIGNS, design

SIDE = 64


class Pack:
    def __init__(self, options):
        self.options = options

    def run(self):
        data, out = Path(self.options.data), Path(self.options.out)
        out.mkdir(parents=True, exist_ok=True)
        index = json.loads((data / "index.json").read_text())
        stored = np.memmap(data / "pictures.bin", dtype=np.uint8, mode="r")
        at = 0
        with open(out / "pictures.webp", "wb") as file:
            for row in index["pictures"]:
                side, channels = index["side"], row["channels"]
                pixels = stored[row["offset"] : row["offset"] + side**2 * channels].reshape(side, side, channels)
                packed = packed_picture(pixels)
                file.write(packed)
                row["offset"], row["bytes"] = at, len(packed)
                at += len(packed)
        index["items"] = gather(data, index)
        index["concepts"] = [{"name": concept["name"]} for concept in index["concepts"]]
        (out / "index.json").write_text(json.dumps(index, ensure_ascii=False, separators=(",", ":")))
        (out / "designs.json").write_text(json.dumps({name: design(name) for name in DESIGNS}))
        shutil.copy(self.options.tokenizer, out / "tokenizer.json")


def packed_picture(pixels):
    out = io.BytesIO()
    if pixels.shape[2] == 1:
        small = np.asarray(Image.fromarray(pixels[..., 0]).resize((SIDE, SIDE), Image.Resampling.BILINEAR))
        Image.fromarray((np.round(small / 17) * 17).astype(np.uint8)).convert("RGB").save(out, "WEBP", lossless=True, method=4)
    else:
        small = Image.fromarray(pixels).convert("RGBa").resize((SIDE, SIDE), Image.Resampling.BILINEAR)
        small.convert("RGBA").save(out, "WEBP", quality=85, method=4)
    return out.getvalue()


def unpacked_picture(data):
    """-> premultiplied RGBA [4, 64, 64]"""
    picture = Image.open(io.BytesIO(data[0]))
    if data[1] == 1:
        return np.broadcast_to(np.asarray(picture.convert("L")), (4, SIDE, SIDE))
    return np.asarray(picture.convert("RGBA").convert("RGBa")).transpose(2, 0, 1)


def unpack(folder, index, cache):
    """A packed folder's pictures as the file that Pictures maps."""
    stored = (Path(folder) / "pictures.webp").read_bytes()
    parts = [(stored[row["offset"] : row["offset"] + row["bytes"]], row["channels"]) for row in index["pictures"]]
    out = np.lib.format.open_memmap(f"{cache}.part", mode="w+", dtype=np.uint8, shape=(len(parts), 4, SIDE, SIDE))
    with ProcessPoolExecutor() as pool:
        for i, picture in enumerate(pool.map(unpacked_picture, parts, chunksize=256)):
            out[i] = picture
    out.flush()
    Path(f"{cache}.part").rename(cache)
