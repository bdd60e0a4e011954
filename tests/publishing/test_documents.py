"""Documents that entries show: read by visitors and programs while an entry shows them."""

import json
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from publishing.media.library import Document
from publishing.previews.links import PreviewLink
from tests.factories import make_activity, make_decision, make_document, make_page, make_partner
from tests.files import files_in
from tests.office_files import docx

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]


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
    client, administrator, media, django_capture_on_commit_callbacks
):
    shown, hidden = make_document(attached_to=make_partner()), make_document("Ciornă")
    urls = [shown.get_absolute_url(), hidden.get_absolute_url()]
    with django_capture_on_commit_callbacks(execute=True):
        for document in (shown, hidden):
            administrator.post(f"/admin/publishing/document/{document.pk}/delete/", {"post": "yes"})
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
