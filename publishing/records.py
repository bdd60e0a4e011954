"""Entries as data: what every record says, in the one form that downloads and the API share.

Descriptions are messages: the data page says them in the reader's language, CSV metadata in all.
"""

from datetime import date, datetime

from django.conf import settings
from django.utils.translation import gettext_noop as _
from pydantic import BaseModel, Field

from publishing.languages import LANGUAGE_CODES, column, in_each_language
from publishing.periods.dates import Period
from publishing.permalinks import permalink
from publishing.rich_text.cleaning import plain_text


class Texts(BaseModel):
    """A text in each language; null where it is not translated."""

    ro: str | None
    hu: str | None
    en: str | None


class Time(BaseModel):
    """A date or a period, as precise as it was published and no more."""

    edtf: str | None = Field(
        description="ISO 8601-2: 1994, 2021-10, 1998~, 2010-05-07/2010-05-22, 2017/.."
    )
    recurrence: str | None = Field(
        description="ISO 8601-1: R/P1Y for every year; R for several times, no matter when."
    )
    first_day: date | None = Field(description="The earliest day that it may have begun.")
    last_day: date | None = Field(description="The latest day that it may have ended.")


class Website(BaseModel):
    """A page elsewhere on the web."""

    url: str
    label: Texts


class DocumentFile(BaseModel):
    """A document that is attached to an entry."""

    url: str
    title: Texts
    kind: str = Field(
        description="decision, agreement, annex, invitation, programme, report or other"
    )
    language: str = Field(description="The language of the file (ISO 639).")
    media_type: str
    bytes: int


class Record(BaseModel):
    """What every entry says of itself; ``id`` is its permanent address."""

    id: str = Field(description=_("Permanent address, which identifies the entry"))
    number: int = Field(description=_("Number of the entry on this site"))
    page: Texts = Field(description=_("Address of its page"))
    updated: datetime = Field(description=_("When it was last changed"))
    outdated: str | None = Field(
        description=_("Codes of the languages whose text is older than its source, such as “hu en”")
    )


class Withdrawn(BaseModel):
    """Why an entry was taken back, and since when; it can still be read, and is in no list."""

    since: datetime
    reason: Texts


def withdrawn_record(withdrawal) -> Withdrawn:
    """Return a withdrawal as data."""
    since = withdrawal.since.replace(microsecond=0)
    return Withdrawn(since=since, reason=texts(withdrawal, "reason"))


def common_fields(entry) -> dict:
    """Return the values of `Record` for an entry."""
    pages = in_each_language(lambda: settings.SITE_URL + entry.get_absolute_url())
    return {
        "id": permalink(entry),
        "number": entry.pk,
        "page": Texts(**pages),
        "updated": entry.updated.replace(microsecond=0),
        "outdated": " ".join(entry.outdated_languages) or None,
    }


def texts(entry, name: str) -> Texts:
    """Return a translated field in each language."""
    return Texts(**{code: getattr(entry, column(name, code)) or None for code in LANGUAGE_CODES})


def plain_texts(entry, name: str) -> Texts:
    """Return a formatted text in each language, without its formatting."""
    plain = {code: plain_text(getattr(entry, column(name, code))) for code in LANGUAGE_CODES}
    return Texts(**{code: text or None for code, text in plain.items()})


def time(period: Period | None) -> Time | None:
    """Return a period as data; None where no date is published."""
    if not period:
        return None
    return Time(
        edtf=period.edtf,
        recurrence=period.recurrence or None,
        first_day=period.first_day,
        last_day=period.last_day,
    )


def documents(entry) -> list[DocumentFile]:
    """Return the documents that are attached to the entry."""
    return [
        DocumentFile(
            url=settings.SITE_URL + document.get_absolute_url(),
            title=texts(document, "title"),
            kind=document.kind,
            language=document.language,
            media_type=document.content_type,
            bytes=document.size,
        )
        for document in entry.documents
    ]


def websites(entry) -> list[Website]:
    """Return the entry's pages elsewhere on the web."""
    return [Website(url=link.url, label=texts(link, "label")) for link in entry.links.all()]
