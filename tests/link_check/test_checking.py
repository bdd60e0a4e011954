"""What a link is found to be, asked of real servers."""

import socket
from time import monotonic

import pytest

from editing.link_check.guard import may_connect
from editing.link_check.http_probe import Throttle, check
from editing.link_check.sources import leads_outside, without_fragment
from editing.link_check.states import Result, State


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/", Result(State.WORKS, 200)),
        ("", Result(State.WORKS, 200)),
        ("/with spaces and ő", Result(State.WORKS, 200)),
        ("/missing", Result(State.NOT_FOUND, 404)),
        ("/gone", Result(State.NOT_FOUND, 410)),
        ("/fails", Result(State.ERROR, 500)),
        ("/forbidden", Result(State.REFUSES, 403)),
        ("/too-many", Result(State.REFUSES, 429)),
        ("/for-now", Result(State.WORKS, 200)),
        ("/redirect-to-nowhere", Result(State.ERROR, 302)),
        ("/loop", Result(State.LOOP)),
        ("/mail", Result(State.ERROR, 302)),
        ("/hangs-up", Result(State.NO_ANSWER)),
        ("/nonsense", Result(State.NO_ANSWER)),
        ("/no-head", Result(State.WORKS, 200)),
        ("/no-answer-to-head", Result(State.WORKS, 200)),
        ("/fails-once", Result(State.WORKS, 200)),
    ],
)
def test_link_is_found_to_be_what_its_site_answers(other_site, path, expected):
    assert check(other_site.url + path, Throttle()) == expected


@pytest.mark.parametrize(
    ("path", "state", "status", "moved_to"),
    [
        ("/moved", State.MOVED, 200, "/"),
        ("/moved-twice", State.MOVED, 200, "/"),
        ("/moved-then-for-now", State.MOVED, 200, "/for-now"),
        ("/moved-to-nothing", State.NOT_FOUND, 404, "/missing"),
        ("/accents", State.MOVED, 200, "/című"),
    ],
)
def test_new_address_is_noted_as_far_as_the_move_is_permanent(
    other_site, path, state, status, moved_to
):
    result = check(other_site.url + path, Throttle())

    assert result == Result(state, status, other_site.url + moved_to)


@pytest.mark.parametrize(
    ("path", "requests"),
    [
        ("/", ["HEAD"]),
        ("/no-head", ["HEAD", "GET"]),
        ("/fails-once", ["HEAD", "GET", "GET"]),
        ("/missing", ["HEAD", "GET", "GET"]),
        ("/loop", ["HEAD"] * 6),
    ],
)
def test_site_is_asked_no_more_often_than_needed(other_site, path, requests):
    check(other_site.url + path, Throttle())

    assert other_site.requests == [(method, path) for method in requests]


def test_check_says_who_it_is(other_site):
    check(other_site.url, Throttle())

    assert other_site.agents == {"HarghitaLinkCheck/1.0 (+https://testserver/)"}


def test_site_that_does_not_answer_in_time_is_slow(other_site, impatient):
    assert check(other_site.url + "/slow", Throttle()) == Result(State.SLOW)


def test_site_that_drips_is_given_up(other_site, impatient):
    result = check(other_site.url + "/drips", Throttle())

    assert result.state in (State.SLOW, State.NO_ANSWER)


def test_refused_connection_is_no_answer(other_site):
    with socket.socket() as silent:  # without listening
        silent.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{silent.getsockname()[1]}/"

        assert check(url, Throttle()) == Result(State.NO_ANSWER)


def test_faulty_certificate_is_told(site_with_faulty_certificate):
    url = site_with_faulty_certificate.url.replace("http://", "https://")

    assert check(url, Throttle()) == Result(State.INSECURE)


@pytest.mark.parametrize(
    "url", ["http://[bad/", "http://", "http://a..b/", "http://example.org:99999/"]
)
def test_address_that_is_none_is_no_site(other_site, url):
    assert check(url, Throttle()) == Result(State.NO_NAME)


def test_one_host_is_asked_with_a_pause(other_site, settings):
    settings.LINK_CHECK = {**settings.LINK_CHECK, "pause": 0.2}
    throttle, start = Throttle(), monotonic()

    check(other_site.url + "/moved", throttle)
    check(other_site.url + "/", throttle)

    assert monotonic() - start >= 0.4
    assert [path for _, path in other_site.requests] == ["/moved", "/", "/"]


@pytest.mark.parametrize("url", ["{}", "http://localhost:{port}", "http://[::1]:{port}"])
def test_private_network_is_not_asked(serve, url):
    site = serve()

    result = check(url.format(site.url, port=site.server_port), Throttle())

    assert (result, site.requests) == (Result(State.INSIDE), [])


def test_private_network_is_not_asked_by_a_redirect_either(other_site, serve, settings):
    settings.LINK_CHECK = {**settings.LINK_CHECK, "private_networks": ["127.0.0.1/32"]}
    inner = serve("127.0.0.2")
    other_site.outside = inner.url

    result = check(other_site.url + "/outside", Throttle())

    assert (result, inner.requests) == (Result(State.INSIDE), [])


@pytest.mark.parametrize(
    ("ip", "expected"),
    [
        ("93.184.215.14", True),
        ("2606:2800:21f:cb07:6820:80da:af6b:8b2c", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("::1", False),
        ("fe80::1%eth0", False),
        ("fd00::1", False),
        ("::ffff:10.0.0.1", False),
        ("::ffff:93.184.215.14", True),
        ("64:ff9b::7f00:1", False),
        ("2002:7f00:1::", False),
    ],
)
def test_only_public_addresses_may_connect(ip, expected):
    assert may_connect(ip, 443) is expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://example.org/", True),
        ("http://example.org", True),
        ("http://[bad", True),
        ("https://testserver/hu/", False),
        ("/hu/partnerek/", False),
        ("mailto:a@example.org", False),
        ("#part", False),
    ],
)
def test_other_sites_are_told_from_this_one(url, expected):
    assert leads_outside(url) is expected


def test_places_of_one_page_are_one_link():
    assert without_fragment(" https://example.org/a?b=1#c ") == "https://example.org/a?b=1"
