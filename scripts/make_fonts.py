"""Makes static/fonts/ from the npm packages @fontsource-variable/{source-serif-4,source-sans-3}.

    npm pack @fontsource-variable/source-serif-4 @fontsource-variable/source-sans-3
    for each: tar xzf …                       (they unpack to package/; give both folders below)
    pip install fonttools brotli
    python scripts/make_fonts.py SERIF_FOLDER SANS_FOLDER

Weights 400 to 700, the letters of Romanian, Hungarian, English, Polish and Italian.
"""

import sys
from pathlib import Path

from fontTools import subset, ttLib
from fontTools.varLib import instancer

TARGET = Path(__file__).parent.parent / "static" / "fonts"
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


if __name__ == "__main__":
    for name, folder in zip(("source-serif-4", "source-sans-3"), sys.argv[1:3], strict=True):
        files = Path(folder) / "package" / "files"
        make(files / f"{name}-latin-wght-normal.woff2", LATIN, TARGET / f"{name}.woff2")
        make(
            files / f"{name}-latin-ext-wght-normal.woff2",
            EXTENDED,
            TARGET / f"{name}-ext.woff2",
        )
