"""Two people write in the same formatted text."""

import pytest

from partners.models import PartnerRegion
from tests.admin.browser_forms import form_of
from tests.factories import make_partner


@pytest.fixture
def url(db):
    return f"/admin/partners/partnerregion/{make_partner().pk}/change/"


def change_text(client, url, theirs, mine):
    """Save what they made of the long text, then what I made of it; return the answer to me."""
    PartnerRegion.objects.update(text_hu=LONG)
    opened = client.get(url)
    client.post(url, form_of(client.get(url), text_hu=theirs))
    return client.post(url, form_of(opened, text_hu=mine))


LONG = "<p>One.</p>\n<ul>\n<li>Two</li>\n</ul>\n<p>Three.</p>\n<p>Four.</p>"


@pytest.mark.parametrize(
    ("theirs", "mine", "saved"),
    [
        (  # two insertions
            LONG.replace("<ul>", "<p>Theirs.</p>\n<ul>"),
            LONG + "\n<p>Mine.</p>",
            "<p>One.</p>\n<p>Theirs.</p>\n<ul>\n<li>Two</li>\n</ul>\n<p>Three.</p>\n<p>Four.</p>\n<p>Mine.</p>",
        ),
        (  # neighbours, written as the editor does
            LONG.replace("Three", "Theirs"),
            LONG.replace("<li>Two</li>", "<li><p>Two</p></li><li><p>Mine</p></li>"),
            "<p>One.</p>\n<ul>\n<li>Two</li>\n<li>Mine</li>\n</ul>\n<p>Theirs.</p>\n<p>Four.</p>",
        ),
        (  # one deleted, one inserted in its place
            LONG.replace("\n<p>Three.</p>", ""),
            LONG.replace("<p>Three", "<p>Mine.</p>\n<p>Three"),
            "<p>One.</p>\n<ul>\n<li>Two</li>\n</ul>\n<p>Mine.</p>\n<p>Four.</p>",
        ),
    ],
)
def test_different_paragraphs_of_a_text_are_merged(admin_client, url, theirs, mine, saved):
    requested = change_text(admin_client, url, theirs, mine)

    (change,) = requested.context["conflict"].changes
    assert (change.has_both, change.is_contested) == (True, False)
    assert "the form now has both changes" in requested.content.decode()

    admin_client.post(url, form_of(requested))

    assert PartnerRegion.objects.get().text_hu == saved


@pytest.mark.parametrize(
    ("theirs", "mine"),
    [
        (LONG.replace("Four", "Theirs"), LONG.replace("Four", "Mine")),
        (LONG + "\n<p>Theirs.</p>", LONG + "\n<p>Mine.</p>"),
        (LONG.replace("Two", "Theirs"), LONG.replace("Two", "Mine")),
        ("", LONG + "\n<p>Mine.</p>"),
    ],
)
def test_same_paragraph_of_a_text_is_for_the_editor_to_choose(admin_client, url, theirs, mine):
    requested = change_text(admin_client, url, theirs, mine)

    (change,) = requested.context["conflict"].changes
    assert (change.has_both, change.is_contested) == (False, True)
    admin_client.post(url, form_of(requested))
    assert PartnerRegion.objects.get().text_hu == mine
