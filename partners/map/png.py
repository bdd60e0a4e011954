"""Draws the sheet of the map, as download.py lays it out, with Pillow."""

from functools import lru_cache

from PIL import Image, ImageDraw

from partners.map.lettering import FINE, HALO, SCALE, ZOOM, to_png, write, zoomed
from partners.map.shapes import PREFIX, paths, rings

SEA, LAND, COUNTRY, REGION = "#b0ccd6", "#f7f4ea", "#b0d2b8", "#73ab8a"
HOME, BORDER, LINE, DOT = "#e2a858", "#77827b", "#8a4b00", "#1f5140"
INK, SOFT, PAPER = "#1b2420", "#46524c", "#ffffff"
BOLD = 600
ARROWS = str.maketrans("←→↑↓", "<>^v")  # of which the font has none


@lru_cache(maxsize=6)
def draw_png(sheet) -> bytes:
    """Return the sheet as a PNG file; drawn once a day, and when something on it changes."""
    image = Image.new("RGB", (round(sheet.width * SCALE), round(sheet.height * SCALE)), PAPER)
    draw = ImageDraw.Draw(image)
    write(draw, (12, 22), sheet.title, 20, INK, "lm", BOLD)
    write(draw, (12, 41), sheet.summary, 12, SOFT, "lm")
    write(draw, (12, sheet.height - 18), sheet.source, 11, SOFT, "lm")
    for placed in sheet.frames:
        at = round(placed.x * SCALE), round(placed.y * SCALE)
        image.paste(_picture(placed.picture), at)
        at = placed.x + 8, placed.y + placed.picture.height + 16
        write(draw, at, placed.caption, 12, INK, "lm", BOLD)
    return to_png(image)


def _picture(picture) -> Image.Image:
    image = _lines(picture).reduce(FINE)
    draw = ImageDraw.Draw(image)
    for name in picture.names:
        write(draw, name.rect.center, name.text, 11, SOFT, "mm", halo=True)
    for label in _labels(picture):
        text = label.text.translate(ARROWS)
        write(draw, label.rect.center, text, 12, INK, "mm", BOLD, halo=True)
    return image


def _labels(picture) -> list:
    labels = [*(drawn.label for drawn in picture.spots), picture.home, picture.way_home]
    return [label for label in labels if label]


def _lines(picture) -> Image.Image:
    size = round(picture.width * ZOOM), round(picture.height * ZOOM)
    image = Image.new("RGB", size, SEA)
    draw = ImageDraw.Draw(image)
    prefix = PREFIX[picture.shapes]
    land = [n for n in paths() if n.startswith(prefix) and len(n.removeprefix(prefix)) == 2]
    fills = {LAND: land, COUNTRY: picture.countries, REGION: picture.regions, HOME: ["RO-HR"]}
    for fill, names in fills.items():
        for name in names:
            _shape(draw, picture, name, fill)
    for drawn in picture.spots if picture.lines else ():
        _bow(draw, picture.home_at, (drawn.x, drawn.y))
    for drawn in picture.spots:
        _mark(draw, (drawn.x, drawn.y), drawn.radius, DOT)
    if picture.home:
        _mark(draw, picture.home_at, 5, LINE)
    for leader in [label.leader for label in _labels(picture) if label.leader]:
        draw.line([zoomed(leader[:2]), zoomed(leader[2:])], fill=INK, width=2 * FINE)
    return image


def _shape(draw, picture, name: str, fill: str) -> None:
    for ring in rings(name):
        points = [zoomed(picture.box.scaled(point, picture.width)) for point in ring]
        if len(points) > 2:
            draw.polygon(points, fill=fill)
            draw.line(points, fill=BORDER, width=FINE)


def _bow(draw, home, end) -> None:
    """Draw the line from Harghita, the same curve as in `Picture.lines`, in steps."""
    (hx, hy), (x, y) = home, end
    bx, by = (x + hx) / 2 + (y - hy) / 8, (y + hy) / 2 - abs(x - hx) / 8
    points = []
    for t in [step / 40 for step in range(41)]:
        a, b, c = (1 - t) ** 2, 2 * t * (1 - t), t * t
        points.append(zoomed((a * hx + b * bx + c * x, a * hy + b * by + c * y)))
    draw.line(points, fill=LINE, width=3 * FINE, joint="curve")


def _mark(draw, at, radius: float, fill: str) -> None:
    x, y = zoomed(at)
    r = radius * ZOOM
    draw.ellipse((x - r, y - r, x + r, y + r), fill=fill, outline=HALO, width=3 * FINE)
