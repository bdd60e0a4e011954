"""Documents of the library: uploaded once, attached to any entry, found by their words."""

import json
import re
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from publishing.entry_types import entry_types
from publishing.media.library import Document, attachment_models
from publishing.previews.links import PreviewLink
from tests.factories import (
    make_activity,
    make_decision,
    make_document,
    make_page,
    make_partner,
    pdf_that_says,
)
from tests.office_files import docx, field, relations, xlsx

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def clerk(db):
    client = Client(headers={"accept-language": "en"})
    client.force_login(get_user_model().objects.create_superuser("clerk"))
    return client


def files_in(folder):
    return sorted(path.suffix for path in folder.rglob("*") if path.is_file())


def test_each_kind_of_entry_shows_its_documents(client):
    entries = [make_partner(), make_activity(), make_page()]
    for number, entry in enumerate(entries):
        words = {"title_hu": f"Meghívó {number}", "kind": "invitation", "language": "hu"}
        document = make_document(f"Invitație {number}", attached_to=entry, **words)
        html = client.get(entry.get_absolute_url()).content.decode()
        url = f"/documents/{document.pk}.pdf"
        assert re.search(rf'<a href="{url}" hreflang="hu"\s+type="application/pdf"', html)
        assert f"Invitație {number}</a>" in html
        assert "invitație · maghiară · PDF, " in html


def test_document_is_given_out_as_a_file_while_an_entry_that_shows_it_is_public(client):
    partner = make_partner()
    document = make_document("Acord de înfrățire", attached_to=partner)
    response = client.get(document.get_absolute_url())
    assert b"".join(response.streaming_content).startswith(b"%PDF-")
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'attachment; filename="acord-de-infratire.pdf"'
    assert response["X-Content-Type-Options"] == "nosniff"
    policy = set(response["Content-Security-Policy"].split("; "))
    assert policy == {"default-src 'none'", "sandbox"}
    partner.status = "draft"
    partner.save()
    assert client.get(document.get_absolute_url()).status_code == 404
    assert client.get("/documents/999.pdf").status_code == 404


def test_document_with_another_file_leads_from_its_former_address(client):
    document = make_document(attached_to=make_partner())
    former = document.get_absolute_url()
    document.file = SimpleUploadedFile("acord.docx", docx())
    document.save()
    response = client.get(former)
    assert (response.status_code, response["Location"]) == (302, f"/documents/{document.pk}.docx")


def test_deleted_document_is_gone_with_its_file_if_the_public_had_it(
    client, clerk, media, django_capture_on_commit_callbacks
):
    shown, hidden = make_document(attached_to=make_partner()), make_document("Ciornă")
    urls = [shown.get_absolute_url(), hidden.get_absolute_url()]
    with django_capture_on_commit_callbacks(execute=True):
        for document in (shown, hidden):
            clerk.post(f"/admin/publishing/document/{document.pk}/delete/", {"post": "yes"})
    assert not Document.objects.exists()
    assert files_in(media) == []
    assert [client.get(url).status_code for url in urls] == [410, 404]


def test_preview_shows_the_documents_of_a_draft_and_no_others(client):
    draft = make_partner(status="draft")
    document, other = make_document(attached_to=draft), make_document("Altul")
    link = PreviewLink.objects.create(prefix="p", key=draft.pk)
    html = client.get(link.url("ro")).content.decode()
    (url,) = re.findall(r'href="(/preview/[^"]+\.pdf)"', html)
    response = client.get(url)
    assert b"".join(response.streaming_content).startswith(b"%PDF-")
    assert response["Content-Disposition"] == 'attachment; filename="acord.pdf"'
    assert client.get(document.get_absolute_url()).status_code == 404
    of_other = url.replace(f"-{document.pk}.", f"-{other.pk}.")
    assert client.get(of_other).status_code == 404


def test_words_of_a_document_find_the_entry_that_shows_it(client):
    partner = make_partner("Județul Tolna")
    document = make_document("Raport", words="Drumul vinului Szekszard", attached_to=partner)
    found = client.get("/ro/cautare/", {"q": "szekszárd"}).content.decode()
    assert "Județul Tolna" in found
    assert "vinului <mark>Szekszard</mark>" in found
    partner.attachments.all().delete()
    assert "Județul Tolna" not in client.get("/ro/cautare/?q=szekszard").content.decode()
    partner.attachments.create(document=document)
    document.title_ro = "Gospodăriile"
    document.save()
    assert "Județul Tolna" in client.get("/ro/cautare/?q=gospodăriile").content.decode()


def test_scanned_document_says_that_it_is_not_found_by_its_words(clerk):
    words, scanned = make_document(words="Textul"), make_document("Scanat", words="")
    for document, said in ((words, "yes"), (scanned, "no (scanned)")):
        html = clerk.get(f"/admin/publishing/document/{document.pk}/change/")
        assert f'<div class="readonly">{said}</div>' in html.content.decode()
    listed = clerk.get("/admin/publishing/document/?words=no").context["cl"].result_list
    assert list(listed) == [scanned]


def test_library_is_searched_and_filtered_and_says_where_each_is_used(clerk):
    partner = make_partner("Județul Tolna")
    used = make_document("Meghívó", words="Tisztelt", kind="invitation", attached_to=partner)
    unused = make_document("Raport", words="Bugetul", kind="report", language="hu")

    def found(**parameters):
        response = clerk.get("/admin/publishing/document/", parameters)
        return list(response.context["cl"].result_list)

    assert found() == [unused, used]
    assert found(q="meghivo") == [used]
    assert found(q="bugetul") == [unused]
    assert found(kind__exact="report") == [unused]
    assert found(language__exact="ro") == [used]
    assert found(used="no") == [unused]
    html = clerk.get("/admin/publishing/document/").content.decode()
    link = f'<a href="/admin/partners/partnerregion/{partner.pk}/change/">Județul Tolna (en)</a>'
    assert html.count(link) == 1


def test_list_of_the_library_costs_as_many_queries_however_long_it_is(
    clerk, django_assert_num_queries
):
    partner = make_partner()
    make_document(attached_to=partner)
    clerk.get("/admin/publishing/document/")
    with django_assert_num_queries(12):
        clerk.get("/admin/publishing/document/")
    for number in range(3):
        make_document(f"Raport {number}", attached_to=make_partner())
    with django_assert_num_queries(12):
        clerk.get("/admin/publishing/document/")


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


def test_documents_are_in_data_for_programs(client):
    partner = make_partner()
    document = make_document(kind="agreement", language="hu", attached_to=partner)
    expected = f"https://testserver/documents/{document.pk}.pdf"
    record = client.get(f"/api/v1/partners/{partner.pk}").json()
    assert record["documents"] == [
        {
            "url": expected,
            "title": {"ro": "Acord", "hu": None, "en": None},
            "kind": "agreement",
            "language": "hu",
            "media_type": "application/pdf",
            "bytes": document.size,
        }
    ]
    assert expected in client.get("/data/partners.csv").content.decode()
    html = client.get(partner.get_absolute_url()).content.decode()
    (data,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html)
    (page,) = (node for node in json.loads(data)["@graph"] if node["@type"] == "WebPage")
    assert page["hasPart"] == [
        {
            "@type": "DigitalDocument",
            "@id": expected,
            "name": "Acord",
            "inLanguage": "hu",
            "encodingFormat": "application/pdf",
            "contentSize": f"{document.size} B",
            "url": expected,
        }
    ]


def test_every_entry_with_a_page_can_have_attachments():
    with_page = {entry_type.model for entry_type in entry_types() if entry_type.has_page}
    assert {m._meta.get_field("entry").related_model for m in attachment_models()} == with_page
    assert all("attachments" in model.edited_with for model in with_page)


def test_title_is_the_name_of_the_file_where_none_is_given():
    document = make_document("", name="anexa_2.pdf", language="hu")
    assert (document.title_ro, document.title_hu) == ("", "anexa 2")


def test_long_document_is_read_as_far_as_a_page_goes(settings):
    long = docx(words="cuvânt " * 20_000)
    assert len(make_document(content=long, name="a.docx").text) <= 100_000
    assert make_document(content=pdf_that_says("scurt")).text == "scurt"


def test_upload_from_a_form_answers_with_what_choosers_show(clerk):
    url = "/admin/publishing/document/upload/"
    typed = {"kind": "annex", "language": "hu", "title_en": "Annex"}
    refused = clerk.post(url, {**typed, "file": SimpleUploadedFile("a.pdf", b"<html>")})
    assert list(refused.json()["errors"]) == ["file"]
    assert not Document.objects.exists()
    sent = {**typed, "file": SimpleUploadedFile("a.pdf", pdf_that_says("Anexa"))}
    item = clerk.post(url, sent).json()["item"]
    document = Document.objects.get()
    assert item == {
        "number": document.pk,
        "words": "Annex",
        "detail": f"annex · Hungarian · {document.described_file}",
        "edit": f"/admin/publishing/document/{document.pk}/change/",
    }
    assert clerk.get(url).status_code == 405
    assert Client().post(url, sent).status_code == 302


def test_chooser_costs_the_same_with_three_hundred_documents(clerk, django_assert_num_queries):
    file = make_document("Raport", words="Tolna").file.name
    Document.objects.bulk_create(
        Document(file=file, title_ro=f"Acord {n}", search_text=f"acord {n}") for n in range(300)
    )
    with django_assert_num_queries(5):
        answer = clerk.get("/admin/publishing/document/library/").json()
    assert (len(answer["items"]), answer["count"], answer["next"]) == (24, 301, 2)
    answer = clerk.get("/admin/publishing/document/library/?q=tolna").json()
    assert [item["words"] for item in answer["items"]] == ["Raport"]


def test_former_address_of_the_document_of_a_decision_leads_to_its_text(client):
    decision = make_decision(make_partner())
    make_document("Anexă", kind="annex", attached_to=decision)
    former = f"/documents/decision-{decision.pk}.pdf"
    assert client.get(former).status_code == 404
    text = make_document(kind="decision", attached_to=decision)
    assert client.get(former).url == text.get_absolute_url()
    assert client.get(f"/api/v1/decisions/{decision.pk}").json()["document"] == (
        f"https://testserver{text.get_absolute_url()}"
    )


def test_decision_with_an_attached_text_is_one_with_a_document(client):
    with_text, without = (make_decision(make_partner(), number=n) for n in (19, 20))
    make_document(kind="decision", attached_to=with_text)
    missing = "Textul acestei hotărâri nu este publicat aici."
    pages = [client.get(d.get_absolute_url()).content.decode() for d in (with_text, without)]
    assert [missing in page for page in pages] == [False, True]
    for answer, shown in (("yes", with_text), ("no", without)):
        html = client.get("/ro/hotarari/", {"document": answer}).content.decode()
        found = [d for d in (with_text, without) if f'href="{d.get_absolute_url()}"' in html]
        assert found == [shown]
