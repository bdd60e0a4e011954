"""Draws a share card: 1200 × 630 pixels, the size that social networks and messengers ask for."""

from functools import lru_cache
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from publishing.entry_types import ShareCard

SIZE = (1200, 630)
FINE = 2  # drawn so many times larger, then reduced, so that lines are smooth
MARGIN = 80
SPRUCE, PAPER, SOFT, AMBER = "#143a2d", "#fbfaf6", "#b6e4cd", "#f0b35b"
FONTS = Path(__file__).with_name("fonts")
TITLE_SIZES = (80, 70, 60, 52, 44)  # tried in turn until the title fits
TITLE_LINES = 3


@lru_cache(maxsize=100)
def png(card: ShareCard, site: str) -> bytes:
    """Return the card as a PNG file; drawn once, whatever else has changed.

    ``site`` is the site's name, which stands at its top.
    """
    image = Image.new("RGB", (SIZE[0] * FINE, SIZE[1] * FINE), SPRUCE)
    draw = ImageDraw.Draw(image)
    _mark(draw)
    _text(draw, (MARGIN + 84, MARGIN + 28), site, _font("source-sans-3", 34), SOFT, "lm")
    bottom = _title(draw, card.title, 175)
    _text(draw, (MARGIN, bottom + 20), card.relation, _font("source-sans-3", 38), AMBER, "la")
    if card.end:
        _line(draw, card)
    file = BytesIO()
    image.resize(SIZE, Image.Resampling.LANCZOS).save(file, "PNG", optimize=True)
    return file.getvalue()


def _font(name: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FONTS / f"{name}.ttf", size * FINE)


def _text(draw, at, text, font, fill, anchor) -> None:
    draw.text((at[0] * FINE, at[1] * FINE), text, font=font, fill=fill, anchor=anchor)


def _mark(draw) -> None:
    """Draw the county's mark: mountains, and a sun above them."""
    ridge = [(0, 50), (18, 20), (28, 36), (40, 12), (60, 50)]
    points = [((MARGIN + x) * FINE, (MARGIN + y) * FINE) for x, y in ridge]
    draw.line(points, fill=PAPER, width=5 * FINE, joint="curve")
    _dot(draw, (MARGIN + 31, MARGIN + 6), 5)


def _dot(draw, at, radius) -> None:
    (x, y), r = at, radius
    draw.ellipse([(x - r) * FINE, (y - r) * FINE, (x + r) * FINE, (y + r) * FINE], fill=AMBER)


def _title(draw, title: str, top: int) -> int:
    """Draw the title as large as it fits; return where it ends, in pixels from the top."""
    for size in TITLE_SIZES:
        font = _font("source-serif-4", size)
        lines = _wrapped(title, font)
        if len(lines) <= TITLE_LINES:
            break
    for number, line in enumerate(lines[:TITLE_LINES]):
        _text(draw, (MARGIN, top + number * size * 1.15), line, font, PAPER, "la")
    return round(top + min(len(lines), TITLE_LINES) * size * 1.15)


def _wrapped(text: str, font) -> list[str]:
    """Break the text into lines that fit between the margins."""
    max_width = (SIZE[0] - 2 * MARGIN) * FINE
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and font.getlength(longer) > max_width:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def _line(draw, card: ShareCard) -> None:
    """Draw a bow from the county to the partner, with their names below its ends."""
    left, right, y, rise = MARGIN + 8, SIZE[0] - MARGIN - 8, SIZE[1] - 100, 42
    steps = [step / 60 for step in range(61)]
    points = [
        ((left + (right - left) * t) * FINE, (y - 4 * rise * t * (1 - t)) * FINE) for t in steps
    ]
    draw.line(points, fill=AMBER, width=3 * FINE, joint="curve")
    font = _font("source-sans-3", 30)
    for x, name, anchor in ((left, card.start, "la"), (right, card.end, "ra")):
        _dot(draw, (x, y), 9)
        edge = x - 8 if anchor == "la" else x + 8
        _text(draw, (edge, y + 22), name, font, SOFT, anchor)
