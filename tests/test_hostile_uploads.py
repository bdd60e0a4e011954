"""Whatever is uploaded is refused with a message in the editor's language, or made harmless."""

import pytest
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.translation import gettext as _
from django.utils.translation import override
from PIL import Image

from editing.import_export.models import TableImport
from partners.models import PartnerRegion
from publishing.media.library import Document
from publishing.media.pictures import Picture
from tests import hostile_files as made
from tests.factories import make_partner

pytestmark = pytest.mark.django_db

NOT_TAKEN = "Choose a picture in JPEG, PNG, WebP, AVIF or HEIC format."
UNREADABLE = "This picture cannot be read. Save it again as JPEG or PNG."
TOO_MANY_PIXELS = "The picture has more than 50 million pixels. Make it smaller and try again."
TOO_LARGE = "The file is larger than 20 MB: make it smaller first."
EMPTY = "The submitted file is empty."
NO_DOCUMENT = "Choose a PDF, DOCX or XLSX file. Save the document as one of these."
HOLDS_FILES = (
    "The PDF file contains other files, media or an XFA form (%(found)s), which would be "
    "lost: print it as PDF first."
)
SIGNED = (
    "The PDF file is signed, and contains actions (%(found)s): sign it again without "
    "them, or print it as PDF."
)
TOO_COMPLEX = (
    "The PDF file is made of too many parts to be checked: print it as PDF first, or split it."
)
LOCKED = "The PDF file is encrypted, or cannot be checked: save it again, without a password."
NO_TABLE = "The file cannot be read as a table. Save it as XLSX or CSV, and choose it again."
TOO_LONG = "The file has more than 20,000 rows. Split it into smaller files."
TOO_WIDE = "The file has more than 100 columns, so it is not a table from this site."
SPLIT = "The file is larger than 5 MB. Split it into smaller files."
NO_UTF_8 = "The file is not in UTF-8. Save it as “CSV UTF-8”, or as XLSX."
TOO_MUCH = "The file contains more than a table from this site. Split it, or save it as CSV."


@pytest.fixture
def editor(db, settings, tmp_path):
    """A client of somebody who may upload everything, whose admin speaks Hungarian."""
    settings.MEDIA_ROOT = tmp_path
    client = Client(headers={"accept-language": "hu"})
    client.force_login(get_user_model().objects.create_superuser("ilona"))
    return client


def said(message: str) -> str:
    """How the message begins in the language of the editor."""
    with override("hu"):
        translated = _(message)
    assert translated != message
    return translated.split("%")[0].rstrip("( ")


def upload_picture(editor, content: bytes, name="photo.jpg", kind="image/jpeg"):
    file = SimpleUploadedFile("x", content, kind)
    file.name = name  # as it is sent, whatever it is
    return editor.post("/admin/publishing/picture/add/", {"file": file, "alt_ro": "Un munte"})


# --- Pictures -------------------------------------------------------------------------------------

PICTURES_REFUSED = {
    "zero bytes": (lambda: b"", "photo.jpg", EMPTY),
    "HTML": (lambda: b"<!doctype html>" + made.SCRIPT, "photo.jpg", NOT_TAKEN),
    "SVG": (lambda: made.SVG, "photo.svg", NOT_TAKEN),
    "SVG as PNG": (lambda: made.SVG, "photo.png", NOT_TAKEN),
    "PHP": (lambda: b"<?php system($_GET[0]); ?>", "photo.php.jpg", NOT_TAKEN),
    "program": (lambda: b"MZ\x90\0" + bytes(500), "photo.jpg", NOT_TAKEN),
    "PDF as JPEG": (lambda: made.pdf(), "photo.jpg", NOT_TAKEN),
    "ZIP as JPEG": (lambda: made.xlsx(["a"]), "photo.jpg", NOT_TAKEN),
    "PostScript": (
        lambda: b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n",
        "a.jpg",
        NOT_TAKEN,
    ),
    "GIF": (lambda: made.image("GIF"), "photo.gif", NOT_TAKEN),
    "GIF as PNG": (lambda: made.animated("GIF"), "photo.png", NOT_TAKEN),
    "BMP": (lambda: made.image("BMP"), "photo.png", NOT_TAKEN),
    "TIFF": (lambda: made.image("TIFF"), "photo.jpg", NOT_TAKEN),
    "ICO": (lambda: made.image("ICO"), "photo.png", NOT_TAKEN),
    "10,000 × 10,000": (
        lambda: made.image("PNG", (10_000, 10_000), "L", 0),
        "a.png",
        TOO_MANY_PIXELS,
    ),
    "PNG bomb": (made.png_bomb, "photo.png", TOO_MANY_PIXELS),
    "JPEG that lies": (made.jpeg_that_lies, "photo.jpg", TOO_MANY_PIXELS),
    "WebP that lies": (made.webp_that_lies, "photo.webp", TOO_MANY_PIXELS),
    "bomb in a comment": (made.png_text_bomb, "photo.png", UNREADABLE),
    "truncated JPEG": (lambda: made.image(size=(500, 400))[:-300], "photo.jpg", UNREADABLE),
    "truncated PNG": (lambda: made.image("PNG", (500, 400))[:-60], "photo.png", UNREADABLE),
    "truncated WebP": (lambda: made.image("WEBP", (500, 400))[:-20], "photo.webp", UNREADABLE),
    "truncated AVIF": (lambda: made.image("AVIF", (500, 400))[:-40], "photo.avif", UNREADABLE),
    "wrong sums": (made.png_with_wrong_sum, "photo.png", UNREADABLE),
    "no pixels": (lambda: made.png(5, 5), "photo.png", UNREADABLE),
    "too large": (lambda: made.image() + bytes(20 * 1024 * 1024), "photo.jpg", TOO_LARGE),
}


@pytest.mark.parametrize("case", PICTURES_REFUSED)
def test_hostile_picture_is_refused(editor, tmp_path, case):
    make, name, message = PICTURES_REFUSED[case]

    response = upload_picture(editor, make(), name)

    (error,) = response.context["adminform"].form.errors["file"]
    assert error.startswith(said(message))
    assert not Picture.objects.exists()
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


PICTURES_MADE_HARMLESS = {
    "place where it was taken": (made.with_place, "photo.jpg", "image/jpeg"),
    "script in a comment": (made.png_with_words, "photo.png", "image/png"),
    "JPEG that is HTML": (lambda: made.image(comment=made.SCRIPT), "photo.html", "text/html"),
    "JPEG that is ZIP": (lambda: made.image() + made.ZIP_END, "photo.zip", "application/zip"),
    "JPEG that is PHP": (lambda: made.image() + b"<?php phpinfo() ?>", "a.php", "text/x-php"),
    "JPEG that is PDF": (lambda: made.image(comment=made.pdf()), "a.pdf", "application/pdf"),
    "animated WebP": (lambda: made.animated("WEBP"), "photo.webp", "image/webp"),
    "animated PNG": (lambda: made.animated("PNG"), "photo.png", "image/png"),
    "two pictures in one": (made.many_pictures, "photo.jpg", "image/jpeg"),
    "said to be SVG": (made.image, "photo.svg", "image/svg+xml"),
    "said to be HTML": (made.image, "photo.jpg", "text/html"),
    "path for a name": (made.image, "../../../../etc/cron.d/photo.jpg", "image/jpeg"),
    "Windows path": (made.image, "C:\\Windows\\photo.jpg", "image/jpeg"),
    "null byte in the name": (made.image, "photo.php\0.jpg", "image/jpeg"),
    "script in the name": (made.image, '"><script>alert(1)</script>.jpg', "image/jpeg"),
    "line break in the name": (made.image, "photo\r\nSet-Cookie: a=b.jpg", "image/jpeg"),
    "name of dots": (made.image, "....jpg", "image/jpeg"),
    "hidden name": (made.image, ".htaccess", "image/jpeg"),
    "name from right to left": (made.image, "photo\u202egpj.exe", "image/jpeg"),
}
TRACES = (b"Ana", b"script", b"GPS", b"Exif", b"php", b"PK\x05\x06", b"%PDF", b"ANMF", b"xmp")


@pytest.mark.parametrize("case", PICTURES_MADE_HARMLESS)
def test_hostile_picture_is_drawn_anew(editor, client, tmp_path, case):
    make, name, kind = PICTURES_MADE_HARMLESS[case]

    response = upload_picture(editor, make(), name, kind)

    assert response.status_code == 302
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len(files) == 3  # what is kept, and one size in two formats
    for path in files:
        content = path.read_bytes()
        assert [trace for trace in TRACES if trace in content] == []
        assert path.suffix in (".webp", ".avif")
        with Image.open(path) as image:
            assert getattr(image, "n_frames", 1) == 1
            assert (image.size, dict(image.getexif())) == ((60, 40), {})
            assert image.convert("RGB").getpixel((30, 20))[1] > 100  # still the green one
    served = client.get(Picture.objects.get().largest["url"])
    assert served.headers["Content-Type"] == "image/webp"
    assert served.headers["X-Content-Type-Options"] == "nosniff"
    served.getvalue()


def test_very_long_name_is_refused_or_shortened(editor):
    response = upload_picture(editor, made.image(), "a" * 5000 + ".jpg")

    assert response.status_code == 302 or response.context["adminform"].form.errors["file"]
    assert all(len(picture.file.name) <= 100 for picture in Picture.objects.all())


# --- Documents ------------------------------------------------------------------------------------

DOCUMENTS_REFUSED = {
    "zero bytes": (lambda: b"", EMPTY),
    "HTML": (lambda: made.SCRIPT, NO_DOCUMENT),
    "SVG": (lambda: made.SVG, NO_DOCUMENT),
    "program": (lambda: b"MZ\x90\0" + bytes(500), NO_DOCUMENT),
    "GIF that is PDF": (lambda: made.image("GIF") + made.pdf(), NO_DOCUMENT),
    "HTML that is PDF": (lambda: made.SCRIPT + made.pdf(), NO_DOCUMENT),
    "too large": (lambda: made.pdf() + bytes(20 * 1024 * 1024), TOO_LARGE),
    "no pages": (lambda: b"%PDF-1.7\n%%EOF\n", LOCKED),
    "encrypted": (lambda: made.pdf_with_password(user="secret"), LOCKED),
    "encrypted, but open to be read": (lambda: made.pdf_with_password(owner="secret"), LOCKED),
    "200,000 objects": (lambda: made.pdf(*[b"<<>>"] * 200_000), TOO_COMPLEX),
    "file within": (
        lambda: made.pdf(
            made.stream(b"/Type/EmbeddedFile", b"MZ"),
            b"<</Type/Filespec/F(a.exe)/EF<</F 4 0 R>>>>",
            catalog=b"/Names<</EmbeddedFiles<</Names[(a.exe)5 0 R]>>>>",
        ),
        HOLDS_FILES,
    ),
    "form of XML": (lambda: made.pdf(catalog=b"/AcroForm<</Fields[]/XFA[]>>"), HOLDS_FILES),
    "signed, and runs": (
        lambda: made.pdf(made.CONTENTS_OF_SIGNATURE, catalog=b"/X 4 0 R/OpenAction " + made.RUNS),
        SIGNED,
    ),
}


def upload_document(editor, content: bytes, name="hotarare.pdf", kind="application/pdf"):
    file = SimpleUploadedFile("x", content, kind)
    file.name = name
    form = {"file": file, "title_ro": "Hotărâre", "kind": "decision", "language": "ro"}
    return editor.post("/admin/publishing/document/add/", form)


@pytest.mark.parametrize("case", DOCUMENTS_REFUSED)
def test_hostile_document_is_refused(editor, tmp_path, case):
    make, message = DOCUMENTS_REFUSED[case]

    response = upload_document(editor, make())

    (error,) = response.context["adminform"].form.errors["file"]
    assert error.startswith(said(message))
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


DOCUMENTS_MADE_HARMLESS = {
    "PDF that is HTML": (lambda: made.pdf() + made.SCRIPT, "hotarare.html", "text/html"),
    "PDF that is ZIP": (lambda: made.pdf() + made.ZIP_END, "hotarare.zip", "application/zip"),
    "PDF that runs": (lambda: made.pdf(catalog=b"/OpenAction " + made.RUNS), "a.pdf", "a/b"),
    "path for a name": (made.pdf, "../../templates/base.html", "application/pdf"),
    "header in the name": (made.pdf, 'a.pdf"\r\nSet-Cookie: a=b', "application/pdf"),
    "null byte in the name": (made.pdf, "a.php\0.pdf", "application/pdf"),
}


@pytest.mark.parametrize("case", DOCUMENTS_MADE_HARMLESS)
def test_hostile_document_is_only_a_download(editor, client, tmp_path, case):
    make, name, kind = DOCUMENTS_MADE_HARMLESS[case]

    response = upload_document(editor, make(), name, kind)

    assert response.status_code == 302
    document = Document.objects.get()
    make_partner().attachments.create(document=document)
    (path,) = (path for path in tmp_path.rglob("*") if path.is_file())
    assert path.parent == tmp_path / "documents"
    assert path.suffix == ".pdf"
    assert [trace for trace in TRACES if trace in path.read_bytes()] == [b"%PDF"]
    served = client.get(document.get_absolute_url())
    served.getvalue()
    assert served.headers["Content-Type"] == "application/pdf"
    assert served.headers["Content-Disposition"].startswith("attachment; filename")
    assert "base.html" not in served.headers["Content-Disposition"]
    assert served.headers["X-Content-Type-Options"] == "nosniff"
    policy = served.headers["Content-Security-Policy"]
    assert sorted(policy.split("; ")) == ["default-src 'none'", "sandbox"]
    assert client.get(f"/media/documents/{path.name}").status_code == 404


# --- Tables ---------------------------------------------------------------------------------------

HUGE = b"x" * 200_000
TABLES_REFUSED = {
    "zero bytes": (lambda: b"", EMPTY),
    "program": (lambda: b"MZ\x90\0\xff" + bytes(500), NO_UTF_8),
    "Latin 2": (lambda: "id,name_hu\n,Őr\n".encode("iso8859-2"), NO_UTF_8),
    "huge cell": (lambda: b"id,name_ro\n," + HUGE, NO_TABLE),
    "a million columns": (lambda: b"," * 5_000_000, TOO_WIDE),
    "a million lines": (lambda: b"\n" * 5_000_000, "The file is empty."),
    "too many rows": (lambda: b"id\n" + b"1\n" * 20_001, TOO_LONG),
    "too large": (lambda: b"x" * (5 * 1024 * 1024 + 1), SPLIT),
    "ZIP bomb": (lambda: made.xlsx_with(made.SHEET, bytes(60 * 1024 * 1024)), TOO_MUCH),
    "ZIP bomb that lies": (made.zip_that_lies, NO_TABLE),
    "bomb of shared words": (
        lambda: made.xlsx_with("xl/sharedStrings.xml", b"<si><t/></si>" * 5_000_000),
        TOO_MUCH,
    ),
    "entities": (lambda: made.xlsx_with(made.SHEET, made.laughs()), NO_TABLE),
    "file of the server": (lambda: made.xlsx_with(made.SHEET, made.reads_a_file()), NO_TABLE),
    "file of the server in the workbook": (
        lambda: made.xlsx_with("xl/workbook.xml", made.reads_a_file()),
        NO_TABLE,
    ),
    "endless row": (
        lambda: made.xlsx_with(
            made.SHEET, made.sheet(made.words(b"XFD1", b"id"), dimension=b"A1:XFD1048576")
        ),
        "The file is empty.",
    ),
    "too many columns": (lambda: made.xlsx(["id"] * 200), TOO_WIDE),
    "endless column": (
        lambda: made.xlsx_with(
            made.SHEET,
            made.sheet(b'<row r="1048576"><c r="A1048576"><v>1</v></c></row>'),
        ),
        "The file is empty.",
    ),
    "encrypted": (made.locked_zip, NO_TABLE),
    "no workbook": (lambda: made.xlsx_with("xl/workbook.xml", None), NO_TABLE),
    "no XML": (lambda: made.xlsx_with(made.SHEET, b"<not"), NO_TABLE),
    "wrong numbers": (
        lambda: made.xlsx_with(made.SHEET, made.sheet(b'<row r="x"><c r="?"><v>y</v></c></row>')),
        NO_TABLE,
    ),
    "Word": (lambda: made.xlsx_with("[Content_Types].xml", b"<Types/>"), NO_TABLE),
    "end of a ZIP": (lambda: made.ZIP_END, NO_TABLE),
}


def upload_table(editor, content: bytes, name="table.xlsx", kind="text/csv"):
    file = SimpleUploadedFile("x", content, kind)
    file.name = name
    return editor.post("/admin/import-export/partners/import/", {"file": file}, follow=True)


@pytest.mark.parametrize("case", TABLES_REFUSED)
def test_hostile_table_is_refused(editor, case):
    make, message = TABLES_REFUSED[case]

    response = upload_table(editor, make())

    (error,) = response.context["form"].errors["file"]
    assert error.startswith(said(message))
    assert not TableImport.objects.exists()


def test_numbers_beyond_everything_are_faults_of_their_cells(editor):
    beyond = {
        "position": ["9" * 30, "9" * 5000, "-1", "nan", "1e5", "٣"],
        "latitude": ["nan", "inf", "-inf", "1e999", "95"],
        "picture": ["9" * 30, "9" * 5000, "٣", "-1", "1.5"],
        "publish_at": ["0001-01-01T00:00", "9999-12-31T23:59", "0001-01-01T00:00+14:00"],
        "country": ["\u202e", "x" * 5000],
        "id": ["9" * 5000, "٣", "0", "-1", "1; DROP TABLE partners"],
    }
    for column, texts in beyond.items():
        for text in texts:
            row = {"id": "", "name_ro": "Hont", "country": "HU", "longitude": "20", column: text}
            table = f"{','.join(row)}\n{','.join(row.values())}\n".encode()
            response = upload_table(editor, table, "table.csv")
            if not response.context["errors"]:
                seen = {"checked_at": response.context["made"].checked_at}
                saved = editor.post(response.request["PATH_INFO"], seen, follow=True)
                assert saved.status_code == 200, (column, text)
            assert response.status_code == 200, (column, text)
    for partner in PartnerRegion.objects.all():
        assert partner.latitude is None or -90 <= partner.latitude <= 90


def test_formula_of_another_program_is_only_text(editor):
    formula = "=cmd|' /C calc'!A0"
    table = f'id,name_ro,country\n,"{formula}",HU\n'.encode()

    response = upload_table(editor, table)
    editor.post(response.request["PATH_INFO"], {"checked_at": response.context["made"].checked_at})

    assert PartnerRegion.objects.get().name_ro == formula
    exported = editor.get("/admin/import-export/partners/export.csv").getvalue().decode()
    assert f",'{formula}," in exported


def test_there_are_at_least_forty_hostile_uploads():
    cases = [PICTURES_REFUSED, PICTURES_MADE_HARMLESS, DOCUMENTS_REFUSED, TABLES_REFUSED]

    assert sum(map(len, cases)) >= 40
