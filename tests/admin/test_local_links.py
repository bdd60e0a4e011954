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
def url():
    return f"/admin/pages/page/{make_page().pk}/change/"


def link(target):
    return f'<p><a href="{target}">acolo</a></p>'


def errors_after(client, url, target):
    response = client.post(url, form_of(client.get(url), text_ro=link(target)))
    if response.status_code == 302:
        return []
    return list(response.context["adminform"].form.errors["text_ro"])


def warnings(response):
    return [str(m) for m in get_messages(response.wsgi_request) if m.level_tag == "warning"]


def test_link_to_what_is_not_there_is_refused_beside_its_text(admin_client, url):
    wrong = ["/ro/parteneri/herghita/", "/ro/nimic", "/p/999", "/documents/7.pdf", "/admin/"]
    wrong += ["https://testserver/hu/partnerek/nincs/?a=b", "/nimic", "/ro/hotarari/1-1900/"]
    for target in wrong:
        stored = target.removeprefix("https://testserver")
        assert errors_after(admin_client, url, target) == [REFUSAL.format(stored)]


def test_link_to_what_is_there_or_was_is_taken(admin_client, url):
    partner = make_partner(slug_ro="hont", slug_hu="hont-megye")
    decision = make_decision(partner)
    draft = make_activity(status="draft", slug_ro="targ")
    gone = make_page(slug_ro="vechi")
    gone.delete()
    right = ["/", "/ro/", "/ro/parteneri/", "/ro/parteneri", "/ro/parteneri/hont/#acorduri"]
    right += ["/hu/partnerek/hont-megye/", "/ro/parteneri/hont-megye/", f"/p/{partner.pk}"]
    right += ["/ro/hotarari/19-1994/", f"/d/{decision.pk}?lang=hu", "/ro/activitati/targ/"]
    right += [f"/a/{draft.pk}", "/ro/vechi/", "mailto:a@example.org", "https://example.org/ro/x/"]
    for target in right:
        assert (target, errors_after(admin_client, url, target)) == (target, [])


def test_dead_link_that_stood_there_is_no_obstacle_but_pointed_out(admin_client):
    page = make_page(text_ro=link("/ro/parteneri/plecat/"), text_hu="<p>Egy.</p>")
    url = f"/admin/pages/page/{page.pk}/change/"

    texts = {"text_ro": link("/ro/parteneri/plecat/") + "<p>Mai mult.</p>"}
    saved = admin_client.post(url, form_of(admin_client.get(url), **texts))
    assert saved.status_code == 302
    assert warnings(saved) == [
        "Saved, but these links in the texts lead to pages that this site does not have: "
        "/ro/parteneri/plecat/"
    ]
    page.refresh_from_db()
    assert "Mai mult." in page.text_ro
    assert errors_after(admin_client, url, "/ro/parteneri/alt-nimic/") != []
    sent = admin_client.post(url, form_of(admin_client.get(url), text_ro="<p>Unu.</p>"))
    assert warnings(sent) == []
