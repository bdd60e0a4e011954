"""Links of texts to the site itself: a new one leads somewhere, an old one is no obstacle."""

import pytest
from django.contrib.messages import get_messages

from tests.admin.browser_forms import form_of
from tests.factories import make_activity, make_decision, make_page, make_partner

pytestmark = pytest.mark.django_db

REFUSAL = (
    "A link in this text leads to {}, where this site has no page. Choose the entry by its "
    "name, or correct the address."
)


@pytest.fixture
def address():
    return f"/admin/pages/page/{make_page().pk}/change/"


def link(url):
    return f'<p><a href="{url}">acolo</a></p>'


def errors_after(client, address, url):
    response = client.post(address, form_of(client.get(address), text_ro=link(url)))
    if response.status_code == 302:
        return []
    return list(response.context["adminform"].form.errors["text_ro"])


def warnings(response):
    return [str(m) for m in get_messages(response.wsgi_request) if m.level_tag == "warning"]


def test_link_to_what_is_not_there_is_refused_beside_its_text(admin_client, address):
    wrong = ["/ro/parteneri/herghita/", "/ro/nimic", "/p/999", "/documents/7.pdf", "/admin/"]
    wrong += ["https://testserver/hu/partnerek/nincs/?a=b", "/nimic", "/ro/hotarari/1-1900/"]
    for url in wrong:
        kept = url.removeprefix("https://testserver")
        assert errors_after(admin_client, address, url) == [REFUSAL.format(kept)]


def test_link_to_what_is_there_or_was_is_taken(admin_client, address):
    partner = make_partner(slug_ro="hont", slug_hu="hont-megye")
    decision = make_decision(partner)
    draft = make_activity(status="draft", slug_ro="targ")
    gone = make_page(slug_ro="vechi")
    gone.delete()
    right = ["/", "/ro/", "/ro/parteneri/", "/ro/parteneri", "/ro/parteneri/hont/#acorduri"]
    right += ["/hu/partnerek/hont-megye/", "/ro/parteneri/hont-megye/", f"/p/{partner.pk}"]
    right += ["/ro/hotarari/19-1994/", f"/d/{decision.pk}?lang=hu", "/ro/activitati/targ/"]
    right += [f"/a/{draft.pk}", "/ro/vechi/", "mailto:a@example.org", "https://example.org/ro/x/"]
    for url in right:
        assert (url, errors_after(admin_client, address, url)) == (url, [])


def test_dead_link_that_stood_there_is_no_obstacle_but_pointed_out(admin_client):
    page = make_page(text_ro=link("/ro/parteneri/plecat/"), text_hu="<p>Egy.</p>")
    address = f"/admin/pages/page/{page.pk}/change/"

    texts = {"text_ro": link("/ro/parteneri/plecat/") + "<p>Mai mult.</p>"}
    saved = admin_client.post(address, form_of(admin_client.get(address), **texts))
    assert saved.status_code == 302
    assert warnings(saved) == [
        "Saved, but these links in the texts lead to pages that this site does not have: "
        "/ro/parteneri/plecat/"
    ]
    page.refresh_from_db()
    assert "Mai mult." in page.text_ro
    assert errors_after(admin_client, address, "/ro/parteneri/alt-nimic/") != []
    sent = admin_client.post(address, form_of(admin_client.get(address), text_ro="<p>Unu.</p>"))
    assert warnings(sent) == []
