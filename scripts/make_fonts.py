"""Makes static/fonts/ and sharing/fonts/.

From the npm packages @fontsource-variable/{source-serif-4,source-sans-3}.

    npm pack @fontsource-variable/source-serif-4 @fontsource-variable/source-sans-3
    for each: tar xzf …                       (they unpack to package/; give both folders below)
    pip install fonttools brotli
    python scripts/make_fonts.py SERIF_FOLDER SANS_FOLDER

Weights 400 to 700, the letters of Romanian, Hungarian, English, Polish and Italian.
"""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from fontTools import merge, subset, ttLib
from fontTools.varLib import instancer

ROOT = Path(__file__).parent.parent
TARGET = ROOT / "static" / "fonts"
CARDS = ROOT / "syndication" / "social" / "fonts"  # whole fonts of one weight, for pictures
CARD_WEIGHTS = {"source-serif-4": 600, "source-sans-3": 400}
LATIN = "".join(map(chr, [*range(0x20, 0x7F), *range(0xA0, 0x100)])) + "–—‘’‚“”„…•−← →↗"
EXTENDED = "ĂăȘșȚțŐőŰűĄąĆćĘęŁłŃńŚśŹźŻż"


def make(source: Path, letters: str, target: Path) -> None:
    font = ttLib.TTFont(source)
    features = ["ccmp", "kern", "liga", "lnum", "locl", "mark", "tnum"]
    subsetter = subset.Subsetter(subset.Options(layout_features=features, hinting=False))
    subsetter.populate(text=letters)
    subsetter.subset(font)
    instancer.instantiateVariableFont(font, {"wght": (400, 700)}, inplace=True)
    font.flavor = "woff2"
    font.save(target)


def make_for_cards(latin: Path, extended: Path, weight: int, target: Path) -> None:
    with TemporaryDirectory() as folder:
        pieces = []
        for number, (source, letters) in enumerate(((latin, LATIN), (extended, EXTENDED))):
            font = ttLib.TTFont(source)
            features = ["ccmp", "kern", "liga", "mark"]
            subsetter = subset.Subsetter(subset.Options(layout_features=features, hinting=False))
            subsetter.populate(text=letters)
            subsetter.subset(font)
            font = instancer.instantiateVariableFont(font, {"wght": weight})
            font.flavor = None
            pieces.append(f"{folder}/{number}.ttf")
            font.save(pieces[-1])
        merge.Merger().merge(pieces).save(target)


if __name__ == "__main__":
    for name, folder in zip(("source-serif-4", "source-sans-3"), sys.argv[1:3], strict=True):
        files = Path(folder) / "package" / "files"
        latin = files / f"{name}-latin-wght-normal.woff2"
        extended = files / f"{name}-latin-ext-wght-normal.woff2"
        make(latin, LATIN, TARGET / f"{name}.woff2")
        make(extended, EXTENDED, TARGET / f"{name}-ext.woff2")
        make_for_cards(latin, extended, CARD_WEIGHTS[name], CARDS / f"{name}.ttf")
