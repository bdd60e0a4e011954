"""Documents are refused with a message in the editor's language, or only downloads."""

import pytest

from publishing.media.library import Document
from tests import hostile_files as made
from tests.factories import make_partner
from tests.files import files_in
from tests.hostile_uploads.refusals import (
    EMPTY,
    HOLDS_FILES,
    LOCKED,
    NO_DOCUMENT,
    REMNANTS,
    SIGNED,
    TOO_COMPLEX,
    TOO_LARGE,
    file_named,
    refusal_of,
    stated,
)

pytestmark = pytest.mark.django_db

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
    file = file_named(name, content, kind)
    form = {"file": file, "title_ro": "Hotărâre", "kind": "decision", "language": "ro"}
    return editor.post("/admin/publishing/document/add/", form)


@pytest.mark.parametrize("case", DOCUMENTS_REFUSED)
def test_hostile_document_is_refused(editor, tmp_path, case):
    make, message = DOCUMENTS_REFUSED[case]

    response = upload_document(editor, make())

    assert refusal_of(response.context["adminform"].form).startswith(stated(message))
    assert files_in(tmp_path) == []


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
    (path,) = files_in(tmp_path)
    assert path.parent == tmp_path / "documents"
    assert path.suffix == ".pdf"
    assert [trace for trace in REMNANTS if trace in path.read_bytes()] == [b"%PDF"]
    served = client.get(document.get_absolute_url())
    served.getvalue()
    assert served.headers["Content-Type"] == "application/pdf"
    assert served.headers["Content-Disposition"].startswith("attachment; filename")
    assert "base.html" not in served.headers["Content-Disposition"]
    assert served.headers["X-Content-Type-Options"] == "nosniff"
    policy = served.headers["Content-Security-Policy"]
    assert sorted(policy.split("; ")) == ["default-src 'none'", "sandbox"]
    assert client.get(f"/media/documents/{path.name}").status_code == 404
