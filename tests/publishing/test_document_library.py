"""The library of documents in the admin: listed, searched, chosen from and added to."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from publishing.entry_types import entry_types
from publishing.media.library import Document, attachment_models
from tests.factories import make_document, make_partner, pdf_with_text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]


def test_scanned_document_says_that_it_is_not_found_by_its_words(administrator):
    words, scanned = make_document(words="Textul"), make_document("Scanat", words="")
    for document, stated in ((words, "yes"), (scanned, "no (scanned)")):
        html = administrator.get(f"/admin/publishing/document/{document.pk}/change/")
        assert f'<div class="readonly">{stated}</div>' in html.content.decode()
    listed = administrator.get("/admin/publishing/document/?words=no").context["cl"].result_list
    assert list(listed) == [scanned]


def test_library_is_searched_and_filtered_and_says_where_each_is_used(administrator):
    partner = make_partner("Județul Tolna")
    used = make_document("Meghívó", words="Tisztelt", kind="invitation", attached_to=partner)
    unused = make_document("Raport", words="Bugetul", kind="report", language="hu")

    def found(**parameters):
        response = administrator.get("/admin/publishing/document/", parameters)
        return list(response.context["cl"].result_list)

    assert found() == [unused, used]
    assert found(q="meghivo") == [used]
    assert found(q="bugetul") == [unused]
    assert found(kind__exact="report") == [unused]
    assert found(language__exact="ro") == [used]
    assert found(used="no") == [unused]
    html = administrator.get("/admin/publishing/document/").content.decode()
    link = f'<a href="/admin/partners/partnerregion/{partner.pk}/change/">Județul Tolna (en)</a>'
    assert html.count(link) == 1


def test_list_of_the_library_costs_as_many_queries_however_long_it_is(
    administrator, django_assert_num_queries
):
    partner = make_partner()
    make_document(attached_to=partner)
    administrator.get("/admin/publishing/document/")
    with django_assert_num_queries(12):
        administrator.get("/admin/publishing/document/")
    for number in range(3):
        make_document(f"Raport {number}", attached_to=make_partner())
    with django_assert_num_queries(12):
        administrator.get("/admin/publishing/document/")


def test_every_entry_with_a_page_can_have_attachments():
    with_page = {entry_type.model for entry_type in entry_types() if entry_type.has_page}
    assert {m._meta.get_field("entry").related_model for m in attachment_models()} == with_page
    assert all("attachments" in model.edited_with for model in with_page)


def test_title_is_the_name_of_the_file_where_none_is_given():
    document = make_document("", name="anexa_2.pdf", language="hu")
    assert (document.title_ro, document.title_hu) == ("", "anexa 2")


def test_upload_from_a_form_answers_with_what_choosers_show(administrator):
    url = "/admin/publishing/document/upload/"
    typed = {"kind": "annex", "language": "hu", "title_en": "Annex"}
    refused = administrator.post(url, {**typed, "file": SimpleUploadedFile("a.pdf", b"<html>")})
    assert list(refused.json()["errors"]) == ["file"]
    assert not Document.objects.exists()
    sent = {**typed, "file": SimpleUploadedFile("a.pdf", pdf_with_text("Anexa"))}
    item = administrator.post(url, sent).json()["item"]
    document = Document.objects.get()
    assert item == {
        "number": document.pk,
        "words": "Annex",
        "detail": f"annex · Hungarian · {document.described_file}",
        "edit": f"/admin/publishing/document/{document.pk}/change/",
    }
    assert administrator.get(url).status_code == 405
    assert Client().post(url, sent).status_code == 302


def test_chooser_costs_the_same_with_three_hundred_documents(
    administrator, django_assert_num_queries
):
    file = make_document("Raport", words="Tolna").file.name
    Document.objects.bulk_create(
        Document(file=file, title_ro=f"Acord {n}", search_text=f"acord {n}") for n in range(300)
    )
    with django_assert_num_queries(5):
        answer = administrator.get("/admin/publishing/document/library/").json()
    assert (len(answer["items"]), answer["count"], answer["next"]) == (24, 301, 2)
    answer = administrator.get("/admin/publishing/document/library/?q=tolna").json()
    assert [item["words"] for item in answer["items"]] == ["Raport"]
