import pytest
from django.core.exceptions import ValidationError

from tests.factories import make_activity, make_page

pytestmark = pytest.mark.django_db


def test_page_stands_in_the_menu_it_was_put_in(client):
    make_page("Obiective", menu="main", title_en="Aims")
    make_page("Intern", menu="", title_en="Internal")
    make_page("Ascuns", menu="main", title_en="Hidden", status="draft")
    html = client.get("/en/").content.decode()
    assert ">Aims</a>" in html
    assert "Internal" not in html
    assert "Hidden" not in html


def test_current_page_is_marked_in_the_menu(client):
    page = make_page("Obiective", menu="main")
    html = client.get(f"/ro/{page.slug_ro}/").content.decode()
    assert f'<a href="/ro/{page.slug_ro}/" aria-current="page">Obiective</a>' in html


def test_representation_lists_the_memberships(client):
    page = make_page(role="representation")
    make_activity("Assembly", kind="membership", period="1993/..")
    make_activity("Fair", kind="event")
    html = client.get(f"/en/{page.slug_en}/").content.decode()
    assert "Assembly (en)" in html
    assert "Fair (en)" not in html


@pytest.mark.parametrize("role", ["home", "partners", "activities"])
def test_opening_words_have_no_page_of_their_own(client, role):
    page = make_page(role=role)
    assert client.get(f"/en/{page.slug_en}/").status_code == 404


@pytest.mark.parametrize(
    ("field", "slug"), [("slug_ro", "parteneri"), ("slug_hu", "tevekenysegek")]
)
def test_page_cannot_take_an_address_of_the_site(field, slug):
    with pytest.raises(ValidationError) as caught:
        make_page(**{field: slug})
    assert list(caught.value.message_dict) == [field]


def test_address_of_another_entry_is_refused_in_every_language():
    make_page("Obiective", slug_ro="obiective", slug_hu="celok")
    with pytest.raises(ValidationError) as caught:
        make_page("Altele", slug_ro="celok", slug_en="obiective")
    assert sorted(caught.value.message_dict) == ["slug_en", "slug_ro"]


def test_role_is_played_once():
    make_page(role="home")
    with pytest.raises(ValidationError) as caught:
        make_page(role="home")
    assert "Altă pagină" in str(
        caught.value
    ) or "Another page already has this role. Choose a different one." in str(caught.value)
