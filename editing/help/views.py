"""Help with the ten commonest tasks: one page, in the language of the person."""

from functools import cache
from pathlib import Path

from django.conf import settings
from django.contrib import admin
from django.http import FileResponse, Http404
from django.template.response import TemplateResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from publishing.rich_text.markdown import to_html

TEXTS = Path(__file__).parent
# In the order of the texts; each may have a picture, which `make help-pictures` takes.
TOPICS = (
    "partner",
    "decision",
    "event",
    "edition",
    "correction",
    "translation",
    "picture",
    "publication",
    "versions",
    "settings",
)


def help_view(request) -> TemplateResponse:
    """Answer with all topics, each with its picture if one was taken."""
    language = get_language()
    found = zip(TOPICS, topics_in(language), strict=True)
    topics = [
        {"name": name, "title": title, "text": text, "picture": _picture(language, name).exists()}
        for name, (title, text) in found
    ]
    context = {**admin.site.each_context(request), "title": _("Help"), "topics": topics}
    return TemplateResponse(request, "admin/help.html", context)


def picture_view(request, name: str) -> FileResponse:
    """Answer with the picture of a topic in the language of the person."""
    picture = _picture(get_language(), name)
    if name not in TOPICS or not picture.exists():
        raise Http404
    return FileResponse(picture.open("rb"), content_type="image/png")


@cache
def topics_in(language: str) -> list[tuple[str, str]]:
    """Return the title of each topic, and its text as HTML."""
    text = (TEXTS / f"{language}.md").read_text(encoding="utf-8")
    parts = (part.partition("\n") for part in text.removeprefix("## ").split("\n## "))
    return [(title, to_html(body)) for title, _line, body in parts]


def _picture(language: str, name: str) -> Path:
    return Path(settings.DATA_DIR) / "help" / language / f"{name}.png"
