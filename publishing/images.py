"""Makes the files that a picture is served from: AVIF and WebP, in a few widths."""

from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageOps

WIDTHS = (480, 960, 1600)
FORMATS = {"avif": {"quality": 60, "speed": 8}, "webp": {"quality": 78, "method": 4}}
MOST_PIXELS = 50_000_000
MOST_BYTES = 20 * 1024 * 1024


@dataclass(frozen=True)
class Variant:
    """One file of a picture: its format's name, its size in pixels, and its bytes."""

    format: str
    width: int
    height: int
    data: bytes


def variants(file) -> list[Variant]:
    """The variants of a picture that Pillow can read, narrowest first; never wider than it is.

    Turned as its camera said; metadata, such as where it was taken, is left behind.
    """
    with Image.open(file) as source:
        image = ImageOps.exif_transpose(source).convert("RGB")
    widths = [width for width in WIDTHS if width < image.width] + [min(image.width, WIDTHS[-1])]
    made = []
    for width in dict.fromkeys(widths):
        height = round(image.height * width / image.width)
        scaled = image.resize((width, height), Image.Resampling.LANCZOS)
        for name, options in FORMATS.items():
            data = BytesIO()
            scaled.save(data, name.upper(), **options)
            made.append(Variant(name, width, height, data.getvalue()))
    return made
