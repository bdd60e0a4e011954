"""What stays known of a link from check to check, and when the public is told."""

from datetime import timedelta

import pytest

from editing.link_check.models import CheckedLink
from tests.factories import make_activity, make_partner
from tests.link_check.conftest import NOW

pytestmark = pytest.mark.django_db

URL = "https://example.org/"


def ago(days):
    return NOW - timedelta(days=days)


@pytest.mark.parametrize(
    ("states", "since", "worked", "unreachable_since"),
    [
        (["works", "works"], 10, 5, None),
        (["works", "slow"], 5, 10, 5),
        (["slow", "slow"], 10, None, 10),
        (["slow", "error"], 5, None, 10),
        (["slow", "works"], 5, 5, None),
        (["slow", "refuses"], 5, None, None),
        (["works", "moved"], 5, 5, None),
        (["works", "insecure"], 5, 10, None),
    ],
)
def test_since_when_is_kept_until_the_state_changes(
    record_checks, states, since, worked, unreachable_since
):
    link = record_checks(URL, states, days=[10, 5])

    assert (link.state, link.checked, link.since) == (states[-1], ago(5), ago(since))
    assert link.worked == (worked and ago(worked))
    assert link.unreachable_since == (unreachable_since and ago(unreachable_since))


@pytest.mark.parametrize(
    ("states", "days", "is_told"),
    [
        (["slow"], [0], False),
        (["slow", "slow"], [0.9, 0], False),
        (["slow", "slow"], [1, 0], True),
        (["slow", "not_found"], [2, 0], True),
        (["slow", "works"], [2, 0], False),
        (["slow", "works", "slow"], [2, 1, 0], False),
        (["insecure", "insecure"], [2, 0], False),
        (["refuses", "refuses"], [2, 0], False),
        (["loop", "loop"], [2, 0], False),
        (["slow", "slow"], [40, 31], False),
        (["slow", "slow"], [40, 29], True),
    ],
)
def test_public_is_told_after_two_failures_a_day_apart_and_not_for_ever(
    record_checks, states, days, is_told
):
    record_checks(URL, states, days)

    assert CheckedLink.objects.unreachable().exists() is is_told


WORDING = {
    "ro": "Această adresă nu poate fi accesată din 20 noiembrie 2026.",
    "hu": "Ez a webcím 2026. november 20. óta nem érhető el.",
    "en": "This address has been unreachable since 20 November 2026.",
}


@pytest.mark.parametrize("language", WORDING)
def test_page_marks_an_unreachable_site_in_words_and_keeps_its_link(
    client, record_checks, language
):
    partner = make_partner(slug_ro="hont", slug_hu="hont", slug_en="hont")
    event = make_activity(slug_ro="targ", slug_hu="targ", slug_en="targ")
    partner.links.create(url=URL)
    event.links.create(url=URL + "#place")
    record_checks(URL, ["no_answer", "no_answer"], days=[4, 0])
    locations = {"ro": ("parteneri", "activitati"), "hu": ("partnerek", "tevekenysegek")}
    partners, activities = locations.get(language, ("partners", "activities"))

    for path in (f"{partners}/", f"{partners}/hont/", f"{activities}/targ/"):
        page = client.get(f"/{language}/{path}").content.decode()
        assert f'<a class="outside" href="{URL}' in page
        words = page.partition('<small class="unreachable">')[2].partition("</small>")[0]
        assert (
            words.replace("</time>", "").replace('<time datetime="2026-11-20">', "")
            == (WORDING[language])
        )


def test_page_marks_no_other_site(client, record_checks):
    make_partner(slug_en="hont").links.create(url=URL)
    record_checks(URL + "other", ["no_answer", "no_answer"], days=[4, 0])

    assert "unreachable" not in client.get("/en/partners/hont/").content.decode()
