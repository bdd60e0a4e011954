"""Words on pictures that Pillow draws: sizes are those of the picture, drawn finer than shown."""

from functools import lru_cache

from django.conf import settings
from PIL import ImageFont

SCALE, FINE = 2, 2  # pixels for a unit of the picture; drawn finer by that, then reduced
ZOOM = SCALE * FINE
HALO = "#fdfcf8"
FONT = settings.BASE_DIR / "syndication/social/fonts/source-sans-3.ttf"


def zoomed(point) -> tuple[float, float]:
    """Return a point of the picture as one of the image."""
    return point[0] * ZOOM, point[1] * ZOOM


def write(draw, at, text: str, size: int, fill: str, anchor: str, weight=400, halo=False) -> None:
    """Draw a text at a point of the picture, which its anchor (as Pillow names them) is put on."""
    around = {"stroke_width": 2 * FINE, "stroke_fill": HALO} if halo else {}
    draw.text(zoomed(at), text, font=_font(size, weight), fill=fill, anchor=anchor, **around)


@lru_cache
def _font(size: int, weight: int) -> ImageFont.FreeTypeFont:
    font = ImageFont.truetype(FONT, size * ZOOM)
    try:
        font.set_variation_by_axes([weight])
    except OSError:  # a font of one weight
        return font
    return font
