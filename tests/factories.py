"""Factories of entries for tests: valid and published, with only what a test says differently."""

from io import BytesIO
from itertools import count

from django.core.files.uploadedfile import SimpleUploadedFile
from pikepdf import Dictionary, Name, Pdf
from PIL import Image

from activities.models import Activity
from pages.models import Page, SiteLink, SiteSettings
from partners.models import PartnerRegion, TwinningDecision
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


def make_decision(partner, date="1994", number=19, **fields):
    fields = {"partner": partner, "number": number, **fields}
    return _make(TwinningDecision, {"date": Period.parse(date)}, fields)


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
    content = fields.pop("content", None) or pdf_that_says(words)
    document = Document(file=SimpleUploadedFile(name, content), title_ro=title, **fields)
    document.full_clean()
    document.save()
    if attached_to is not None:
        attached_to.attachments.create(document=document)
    return document


def pdf_that_says(words=""):
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
