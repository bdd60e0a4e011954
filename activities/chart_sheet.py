"""The picture of years as a sheet of fixed size: simple shapes that SVG and Pillow draw alike."""

from dataclasses import dataclass, field
from math import cos, pi, sin

from activities.chart_marks import Bar, Mark
from activities.chart_parts import Chart, Row
from activities.timeline import DECISION
from partners.map.labels import text_width
from publishing.periods.formatting import format_period

WIDTH, MARGIN, HEAD, FOOT = 1280, 16, 78, 40
NAMES = 320  # the column of names
LEFT, RIGHT = MARGIN + NAMES, WIDTH - MARGIN - 10
LINE, SIZE, GAP = 18, 12, 10  # of words: height of a line, of letters, space between two
INK, SOFT, PALE, PAPER = "#1b2420", "#46524c", "#d8d7cb", "#ffffff"
FILLS = {"event": "#8a4b00", "news": "#8a4b00", "cooperation_agreement": PAPER}
SPRUCE, BAR = "#1f5140", "#bfdccb"


@dataclass(frozen=True)
class Shape:
    """A text, a line, a box or a polygon; ``points`` are corners, for a text where it begins."""

    kind: str  # "text", "line", "polygon"
    points: tuple[tuple[float, float], ...]
    fill: str = INK
    stroke: str = ""
    text: str = ""
    size: int = SIZE
    weight: int = 400

    @property
    def path(self) -> str:
        return " ".join(f"{x:g},{y:g}" for x, y in self.points)


@dataclass
class Sheet:
    """All shapes, from back to front, and the words that a file says of itself."""

    title: str
    summary: str
    source: str
    width: int = WIDTH
    height: float = HEAD
    shapes: list[Shape] = field(default_factory=list)

    def write(self, x: float, y: float, text: str, **look) -> None:
        self.shapes.append(Shape("text", ((round(x, 1), y),), text=text, **look))

    def draw(self, kind: str, *points: tuple[float, float], **look) -> None:
        rounded = tuple((round(x, 1), round(y, 1)) for x, y in points)
        self.shapes.append(Shape(kind, rounded, **look))


def sheet_of(chart: Chart, title: str, summary: str, source: str) -> Sheet:
    """Return the sheet of a chart, with these words around it."""
    sheet = Sheet(title, summary, source)
    sheet.write(MARGIN, 32, title, size=22, weight=600)
    sheet.write(MARGIN, 54, summary, fill=SOFT)
    for group in chart.groups:
        sheet.height += 26
        sheet.write(MARGIN, sheet.height - 8, str(group.heading), size=15, weight=600)
        for year, x in chart.scale.shares_of_years:
            text = str(year)
            at = _x(x) - text_width(text, SIZE) / 2
            sheet.write(at, sheet.height - 8, text, fill=SOFT)
        for row in group.rows:
            _add_row(sheet, chart, row)
    sheet.height += FOOT
    sheet.write(MARGIN, sheet.height - 14, source, fill=SOFT, size=11)
    return sheet


def _add_row(sheet: Sheet, chart: Chart, row: Row) -> None:
    """Add the name, the bar, and below it each mark with its name, on as few lines as it takes."""
    top = sheet.height
    lines = _shared_out(row.marks)
    since = _state_of(row)
    names = _wrapped(str(row.entry), NAMES - 24 - text_width(since, SIZE))
    sheet.height += LINE * max(1 + len(lines), len(names)) + 6
    sheet.draw("line", (MARGIN, top), (RIGHT + 10, top), stroke=PALE)
    for _year, share in chart.scale.shares_of_years:
        sheet.draw("line", (_x(share), top), (_x(share), sheet.height), stroke=PALE)
    for number, name in enumerate(names):
        sheet.write(MARGIN, top + 14 + LINE * number, name, weight=600)
    sheet.write(LEFT - 14 - text_width(since, SIZE), top + 14, since, fill=SOFT)
    if row.bar:
        _add_bar(sheet, row.bar, top + 3, BAR if row.is_current else PAPER)
    for number, marks in enumerate(lines, start=1):
        for mark, x, text in marks:
            _add_mark(sheet, mark, top + LINE * number + 9)
            sheet.write(x, top + LINE * number + 13, text)


def _state_of(row: Row) -> str:
    """Return the words beside the name: since when, or that it has ended or is to come."""
    if row.told:
        return row.told.state_in_words
    return format_period(row.bar.period) if row.bar else ""


def _add_bar(sheet: Sheet, bar: Bar, top: float, fill: str) -> None:
    left, right = _x(bar.start), max(_x(bar.end), _x(bar.start) + 4)
    tip = (right + 8, top + 6) if bar.is_open else (right, top + 6)
    corners = (left, top), (right, top), tip, (right, top + 12), (left, top + 12)
    sheet.draw("polygon", *corners, fill=fill, stroke=SPRUCE)


def _add_mark(sheet: Sheet, mark: Mark, y: float) -> None:
    x, end = _x(mark.start), max(_x(mark.end), _x(mark.start) + 6)
    corners: tuple[tuple[float, float], ...]
    if not mark.is_point:
        corners = (x, y - 4), (end, y - 4), (end, y + 4), (x, y + 4)
    elif mark.item.kind == DECISION:
        corners = (x, y - 6), (x + 6, y), (x, y + 6), (x - 6, y)
    else:
        corners = tuple((x + 5 * cos(a * pi / 8), y + 5 * sin(a * pi / 8)) for a in range(16))
    fill = FILLS.get(mark.sign, SPRUCE)
    sheet.draw("polygon", *corners, fill=fill, stroke=SPRUCE if fill == PAPER else fill)


def _shared_out(marks: list[Mark]) -> list[list[tuple[Mark, float, str]]]:
    """Return lines of (mark, where its name begins, name), on which none covers another."""
    lines: list[list] = []
    taken: list[list[tuple[float, float]]] = []
    for mark in marks:
        x, text, (left, right) = _placed(mark)
        free = (n for n, t in enumerate(taken) if all(right < a or left > b for a, b in t))
        number = next(free, len(lines))
        if number == len(lines):
            lines.append([])
            taken.append([])
        lines[number].append((mark, x, text))
        taken[number].append((left - GAP, right + GAP))
    return lines


def _placed(mark: Mark) -> tuple[float, str, tuple[float, float]]:
    """Return where a mark's name begins, the name, and what both take.

    It stands right of the mark if there is room, else left of it.
    """
    name = mark.item.name
    text = name if mark.item.kind == DECISION else f"{name}, {mark.years}"
    end = mark.start if mark.is_point else mark.end
    start, end = _x(mark.start) - 7, _x(end) + 7
    width = text_width(text, SIZE)
    if end + 3 + width <= RIGHT:
        return end + 3, text, (start, end + 3 + width)
    text = shortened(text, start - 3 - LEFT)
    width = text_width(text, SIZE)
    return start - 3 - width, text, (start - 3 - width, end)


def _wrapped(text: str, room: float) -> list[str]:
    """Return the lines into which a name is broken between words."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and text_width(longer, SIZE) > room:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def shortened(text: str, room: float) -> str:
    """Return as much of a text as there is room for, in pixels."""
    if text_width(text, SIZE) <= room:
        return text
    while text and text_width(text + "…", SIZE) > room:
        text = text[:-1].rstrip()
    return f"{text}…"


def _x(share: float) -> float:
    return LEFT + share * (RIGHT - LEFT)
