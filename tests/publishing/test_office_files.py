"""Word and Excel files: packed anew and read, or refused where they would act."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core.exceptions import ValidationError

from tests.factories import make_document, make_partner, pdf_with_text
from tests.files import files_in
from tests.office_files import docx, field, relations, xlsx

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]
WORD_AND_EXCEL = {"docx": (docx, "Anexa hotărârii"), "xlsx": (xlsx, "Bugetul proiectului 1250")}


@pytest.mark.parametrize("format", WORD_AND_EXCEL)
def test_word_and_excel_are_packed_anew_and_read(client, format):
    made, words = WORD_AND_EXCEL[format]
    content = b"PK\x03\x04" + made()[4:] + b"<script>alert(1)</script>"
    document = make_document(content=content, name="anexa.PDF", attached_to=make_partner())
    response = client.get(f"/documents/{document.pk}.{format}")
    given = b"".join(response.streaming_content)
    assert document.text == words
    assert b"<script>" not in given
    assert ZipFile(BytesIO(given)).namelist() == sorted(
        ZipFile(BytesIO(made())).namelist(), key=lambda name: (name[0] != "[", name)
    )
    assert response["Content-Disposition"] == f'attachment; filename="acord.{format}"'


ACTING = {
    "macros": docx(more={"word/vbaProject.bin": b"x"}),
    "macros by kind": docx(main="wordprocessingml.document.macroEnabled.main+xml"),
    "file within": docx(more={"word/embeddings/oleObject1.bin": b"x"}),
    "program within": docx(more={"word/media/run.exe": b"MZ"}),
    "template from elsewhere": docx(
        more={"word/_rels/settings.xml.rels": relations("attachedTemplate", "https://x.example/")}
    ),
    "picture from elsewhere": docx(
        more={"word/_rels/document.xml.rels": relations("image", "https://x.example/a.png")}
    ),
    "link that runs": docx(
        more={"word/_rels/document.xml.rels": relations("hyperlink", "javascript:alert(1)")}
    ),
    "DDE in Word": docx(body=field('DDEAUTO c:\\windows\\cmd.exe "/k calc"')),
    "DDE in pieces": docx(body=field("DDE") + field("AUTO cmd")),
    "data from elsewhere": xlsx(more={"xl/connections.xml": "<connections/>"}),
    "other tables": xlsx(more={"xl/externalLinks/externalLink1.xml": "<externalLink/>"}),
    "entities": docx(more={"word/a.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}),
    "bomb": docx(more={"word/a.xml": bytes(101 * 1024 * 1024)}),
    "no document": b"PK\x05\x06" + bytes(18),
    "old Word": b"\xd0\xcf\x11\xe0" + bytes(600),
    "HTML": b"<html>",
    "path": docx(more={"../../a.xml": "<a/>"}),
}


@pytest.mark.parametrize("case", ACTING)
def test_office_file_that_would_act_is_refused(media, case):
    with pytest.raises(ValidationError) as refused:
        make_document(content=ACTING[case], name="anexa.docx")
    assert list(refused.value.message_dict) == ["file"]
    assert files_in(media) == []


def test_link_of_a_word_file_is_kept(client):
    link = relations("hyperlink", "https://example.org/")
    document = make_document(content=docx(more={"word/_rels/document.xml.rels": link}), name="a")
    assert document.format == "docx"


def test_long_document_is_read_as_far_as_a_page_goes(settings):
    long = docx(words="cuvânt " * 20_000)
    assert len(make_document(content=long, name="a.docx").text) <= 100_000
    assert make_document(content=pdf_with_text("scurt")).text == "scurt"
