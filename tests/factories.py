"""Factories of entries for tests: valid and published, with only what a test says differently."""

from io import BytesIO
from itertools import count

from django.core.files.uploadedfile import SimpleUploadedFile
from pikepdf import Dictionary, Name, Pdf
from PIL import Image

from activities.models import Activity
from decisions.models import Agreement, Decision
from pages.models import Page, SiteLink, SiteSettings
from partners.models import PartnerRegion
from publishing.media.library import Document
from publishing.media.pictures import Picture
from publishing.periods.dates import Period

_numbers = count(1)


def make_partner(name="Județul Hont", **fields):
    """Make a partner with a name in each language, unless ``name_hu=""`` or such takes one away."""
    number = next(_numbers)
    names = {"name_ro": name, "name_hu": f"{name} (hu)", "name_en": f"{name} (en)"}
    slugs = {f"slug_{code}": f"{code}-partner-{number}" for code in ("ro", "hu", "en")}
    return _make(PartnerRegion, {"country": "HU", "position": number, **names, **slugs}, fields)


def make_decision(partner, date="1994", number=19, agreed=True, **fields):
    """Make a decision about a partner, or some, and the agreement with each that came of it.

    A number that another decision of the year has is left for the next one that is free.
    """
    partners = partner if isinstance(partner, list) else [partner]
    period = Period.parse(date)
    while number and Decision.objects.filter(number=number, first_day__year=period.year).exists():
        number += 1
    of_agreement = {n: fields.pop(n) for n in [*fields] if n.startswith("note_")}
    if in_force := fields.pop("in_force", None):
        in_force = Period.parse(in_force) if isinstance(in_force, str) else in_force
        of_agreement["in_force_from"] = Period(in_force.start)
        of_agreement["in_force_until"] = Period(in_force.end) if in_force.end else None
    decision = _make(Decision, {"date": period, "number": number}, fields)
    decision.partners.set(partners)
    if agreed:
        same = {name: fields[name] for name in ("kind", "status", "publish_at") if name in fields}
        for each in partners:
            make_agreement(each, approved_by=decision, **same, **of_agreement)
    return decision


def make_agreement(partner, since="", **fields):
    """Make an agreement with a partner; dates may be given as EDTF."""
    for name in ("signed_on", "in_force_from", "in_force_until", "renewed_on", "ended_on"):
        if isinstance(fields.get(name), str):
            fields[name] = Period.parse(fields[name])
    if since:
        fields["in_force_from"] = Period.parse(since)
    return _make(Agreement, {"partner": partner}, fields)


def make_activity(title="Târg", kind="event", period="2010", partners=(), **fields):
    number = next(_numbers)
    titles = {"title_ro": title, "title_hu": f"{title} (hu)", "title_en": f"{title} (en)"}
    slugs = {f"slug_{code}": f"{code}-activity-{number}" for code in ("ro", "hu", "en")}
    dated = {"kind": kind, "period": Period.parse(period) if period else None}
    activity = _make(Activity, {**dated, **titles, **slugs}, fields)
    activity.partners.set(partners)
    return activity


def make_page(title="Despre noi", **fields):
    number = next(_numbers)
    titles = {"title_ro": title, "title_hu": f"{title} (hu)", "title_en": f"{title} (en)"}
    slugs = {f"slug_{code}": f"{code}-page-{number}" for code in ("ro", "hu", "en")}
    return _make(Page, {**titles, **slugs}, fields)


def make_site_settings(links=1, **fields):
    """Make the site's settings, with so many links in the footer."""
    settings = SiteSettings(**fields)
    settings.full_clean()
    settings.save()
    for _number in range(links):
        SiteLink.objects.create(
            settings=settings, label_ro="Alt site", url_ro="https://example.org"
        )
    return settings


def make_picture(alt="O pajiște", size=(60, 40), **fields):
    """Make a small picture in the library, with its file where the test's MEDIA_ROOT says."""
    data = BytesIO()
    Image.new("RGB", size, "green").save(data, "JPEG")
    words = {"alt_ro": alt, "alt_hu": f"{alt} (hu)", "alt_en": f"{alt} (en)"}
    picture = Picture(file=SimpleUploadedFile("a.jpg", data.getvalue()), **{**words, **fields})
    picture.full_clean()
    picture.save()
    return picture


def make_document(title="Acord", words="Textul acordului", attached_to=None, **fields):
    """Make a PDF in the library that says the words, attached to an entry if one is given."""
    name = fields.pop("name", "acord.pdf")
    content = fields.pop("content", None) or pdf_with_text(words)
    document = Document(file=SimpleUploadedFile(name, content), title_ro=title, **fields)
    document.full_clean()
    document.save()
    if attached_to is not None:
        attached_to.attachments.create(document=document)
    return document


def pdf_with_text(words=""):
    """A PDF of one page with the words, in letters that every reader has; none of one scanned."""
    written = BytesIO()
    with Pdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(595, 842))
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        page.Resources = Dictionary(Font=Dictionary(F1=font))
        text = f"BT /F1 12 Tf 50 800 Td ({words}) Tj ET" if words else ""
        page.Contents = pdf.make_stream(text.encode("latin-1"))
        pdf.save(written)
    return written.getvalue()


def _make(model, defaults, fields):
    entry = model(**{"status": "published", **defaults, **fields})
    entry.full_clean()
    entry.save()
    return entry
