"""The command that is run every night."""

import socket
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils.timezone import localdate

from editing.link_check.batches import Offline, check_links
from editing.link_check.models import CheckedLink
from tests.factories import make_page, make_partner

pytestmark = pytest.mark.django_db


def run(**options) -> list[str]:
    output = StringIO()
    call_command("check_links", stdout=output, **options)
    return output.getvalue().splitlines()


def states() -> dict[str, str]:
    return dict(CheckedLink.objects.values_list("url", "state"))


def test_command_names_the_broken_links_and_where_they_are_used(other_site):
    make_partner("Județul Hont").links.create(url=f"{other_site.url}/missing")
    links = (f'<a href="{other_site.url}/{page}">{page}</a>' for page in ("missing", "moved"))
    make_page("Despre noi", text_ro=f"<p>{' '.join(links)}</p>")

    lines = run()

    since = localdate(CheckedLink.objects.get(state="not_found").since)
    assert lines == [
        f"{other_site.url}/missing: page not found on the site (404), since {since}; "
        "used in: Județul Hont (en), Despre noi (en)",
        "2 links checked, 1 broken.",
    ]
    assert states() == {
        f"{other_site.url}/missing": "not_found",
        f"{other_site.url}/moved": "moved",
    }


def test_command_leaves_out_what_was_checked_lately(other_site):
    make_partner().links.create(url=f"{other_site.url}/a")
    run()
    make_partner().links.create(url=f"{other_site.url}/b")

    run(older_than=1)

    assert other_site.requests == [("HEAD", "/a"), ("HEAD", "/b")]


def test_link_that_no_entry_uses_any_more_is_forgotten(other_site):
    link = make_partner().links.create(url=f"{other_site.url}/a")
    run()
    link.delete()

    run()

    assert states() == {}


def test_link_that_works_again_is_no_longer_broken(other_site):
    make_partner().links.create(url=f"{other_site.url}/page")
    other_site.changes = {"/page": "/fails"}
    run()
    broken = CheckedLink.objects.get()
    other_site.changes = {}
    run()

    link = CheckedLink.objects.get()
    assert (broken.state, broken.unreachable_since) == ("error", broken.since)
    assert (link.state, link.unreachable_since, link.worked) == ("works", None, link.checked)
    assert broken.since < link.since


@pytest.mark.parametrize(
    ("hosts", "at_once"), [(["127.0.0.1"], 1), (["127.0.0.1", "localhost"], 2)]
)
def test_a_host_is_asked_one_thing_at_a_time_and_another_one_beside_it(other_site, hosts, at_once):
    partner = make_partner()
    other_site.awaited = at_once
    for host in hosts:
        for number in range(4):
            url = f"http://{host}:{other_site.server_port}/lingers?{number}"
            partner.links.create(url=url)

    run()

    assert len(other_site.requests) == 4 * len(hosts)
    assert other_site.max_at_once == at_once


def test_round_ends_in_time_and_notes_what_was_answered(other_site):
    links = [
        CheckedLink.objects.create(url=f"{other_site.url}/{path}")
        for path in ("a", "b", "slow", "c")
    ]

    checked = check_links(links, seconds=3)

    assert checked == links[:2]
    assert list(CheckedLink.objects.filter(state="works")) == checked


def test_nothing_is_noted_when_nobody_answers(other_site):
    answering = CheckedLink.objects.create(url=other_site.url)
    with socket.socket() as nobody:  # the port is taken, but nobody listens there
        nobody.bind(("", 0))
        port = nobody.getsockname()[1]
        silent = [
            CheckedLink.objects.create(url=f"http://127.0.0.{number}:{port}/")
            for number in range(1, 6)
        ]

        with pytest.raises(Offline):
            check_links(silent)
        assert CheckedLink.objects.filter(checked__isnull=False).count() == 0
        assert len(check_links(silent[:4])) == 4
        assert len(check_links([*silent, answering])) == 6
