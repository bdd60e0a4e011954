"""One field finds anything, from every page of the admin."""

import re

import pytest

from tests.factories import make_activity, make_page, make_partner

pytestmark = pytest.mark.django_db
MAX_QUERIES = 30


def found_in(response) -> list[str]:
    block = response.content.decode().partition('<ul class="found">')[2].partition("</ul>")[0]
    return re.findall(r">([^<]+)</a>", block)


def test_drafts_and_texts_are_found_in_every_language(staff):
    draft = make_partner("Județul Hont", status="draft", text_hu="<p>A legkeletibb szél</p>")
    make_activity("Târg", kind="project", text_en="<p>An easterly wind</p>", status="draft")
    make_page("Despre noi", text_ro="<p>Un vânt</p>")
    editor = staff("editor")
    find = "/admin/find/?q="
    assert found_in(editor.get(f"{find}legkeletibb")) == ["Județul Hont (en)"]
    assert found_in(editor.get(f"{find}EASTERLY wind")) == ["Târg (en)"]
    assert found_in(editor.get(f"{find}vant")) == ["Despre noi (en)"]
    assert found_in(editor.get(f"{find}nowhere")) == []
    html = editor.get(f"{find}hont").content.decode()
    assert f'<a href="/admin/partners/partnerregion/{draft.pk}/change/">' in html
    assert '<span class="state state-draft">draft</span>' in html


def test_field_is_on_every_page_and_only_for_staff(staff, client):
    editor = staff("editor")
    for url in ("/admin/", "/admin/partners/partnerregion/", "/admin/pages/page/add/"):
        assert '<form class="find" role="search"' in editor.get(url).content.decode()
    refused = client.get("/admin/find/?q=hont")
    assert (refused.status_code, refused.url.partition("?")[0]) == (302, "/admin/login/")


def test_who_may_not_see_a_kind_does_not_find_it(staff):
    make_partner("Hont")
    make_page("Hont")
    editor = staff("editor")
    assert len(found_in(editor.get("/admin/find/?q=hont"))) == 2
    group = editor.get("/admin/").wsgi_request.user.groups.get()
    group.permissions.remove(*group.permissions.filter(codename="view_page"))
    assert len(found_in(editor.get("/admin/find/?q=hont"))) == 1


@pytest.mark.parametrize("number", [1, 30])
def test_finding_costs_as_many_queries_however_much_is_found(
    staff, number, django_assert_max_num_queries
):
    for _each in range(number):
        make_partner("Hont", text_ro="<p>vânt</p>")
        make_activity("Hont", text_ro="<p>vânt</p>")
        make_page("Hont", text_ro="<p>vânt</p>")
    publisher = staff("publisher")
    publisher.get("/admin/find/")
    with django_assert_max_num_queries(MAX_QUERIES):
        response = publisher.get("/admin/find/?q=hont vant")
    assert response.context["total"] == 3 * number
