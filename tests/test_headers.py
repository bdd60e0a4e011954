"""What every answer lets browsers do: each header, and the rules of Mozilla's Observatory.

https://github.com/mozilla/http-observatory/blob/main/httpobs/docs/scoring.md
"""

import re

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.utils.translation import override

from syndication.social.cards import card_path
from tests.factories import make_activity, make_document, make_page, make_partner, make_picture
from tests.production import static_file, visitor_of_production

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.urls_with_an_error")]
PASSWORD = "kept in a test"
PAGES = {
    "home": ("/ro/", 200),
    "table": ("/hu/partnerek/", 200),
    "partner": ("/en/partners/hont/", 200),
    "timeline": ("/ro/activitati/", 200),
    "search": ("/hu/kereses/?q=hont", 200),
    "redirect": ("/", 302),
    "sitemap": ("/sitemap.xml", 200),
    "robots": ("/robots.txt", 200),
    "health": ("/healthz", 200),
    "API": ("/api/v1/partners", 200),
    "fault of the API": ("/api/v1/partners?nothing=1", 422),
    "data": ("/data/partners.csv", 200),
    "feed": ("/en/feeds/all.atom", 200),
    "calendar": ("/en/feeds/all.ics", 200),
    "card": ("{card}", 200),
    "embedded": ("/en/embed/partners/", 200),
    "picture": ("{picture}", 200),
    "document": ("{document}", 200),
    "not found": ("/en/nowhere/", 404),
    "not found without a language": ("/nowhere.php", 404),
    "static not found": ("/static/nowhere.css", 404),
    "picture not found": (f"/media/pictures/{'0' * 20}-480.webp", 404),
    "gone": ("/en/partners/gone/", 410),
    "mistake": ("/fault/", 500),
    "login": ("/admin/login/", 200),
    "admin": ("/admin/", 302),
}
IN_THE_ADMIN = {
    "first page": ("/admin/", 200),
    "list": ("/admin/partners/partnerregion/", 200),
    "form": ("/admin/partners/partnerregion/add/", 200),
    "second step": ("/admin/second-step/", 200),
    "audit trail": ("/admin/accounts/auditrecord/", 200),
    "import": ("/admin/import-export/partners/import/", 200),
    "nowhere": ("/admin/nowhere/", 404),
}
FRAMED = {"embedded"}
FOR_OTHERS = {"API", "fault of the API", "data", "feed", "calendar", "card", "embedded"} | {
    *("picture", "picture not found", "delete")
}
WITHOUT_A_PAGE = {"document"}  # its policy allows still less


@pytest.fixture
def visitor(settings, tmp_path):
    return visitor_of_production(settings, tmp_path)


@pytest.fixture
def answers(visitor):
    """Every kind of answer to the public: name → response."""
    partner = make_partner(slug_en="hont", picture=make_picture())
    make_page(role="home")
    make_activity()
    document = make_document(attached_to=partner)
    chief = Client(headers={"accept-language": "en"})
    chief.force_login(get_user_model().objects.create_superuser("chief"))
    gone = make_partner(slug_en="gone")
    chief.post(f"/admin/partners/partnerregion/{gone.pk}/delete/", {"post": "yes"}, secure=True)
    locations = {
        "card": _card_in_english(partner),
        "picture": partner.picture.largest["url"],
        "document": document.get_absolute_url(),
    }
    return _requested(visitor, PAGES, locations)


def _card_in_english(partner) -> str:
    with override("en"):
        return card_path(partner)


@pytest.fixture
def of_the_admin(visitor):
    visitor.force_login(get_user_model().objects.create_superuser("bori", password=PASSWORD))
    return _requested(visitor, IN_THE_ADMIN, {})


@pytest.fixture
def refusals(visitor):
    """Answers to what nobody should send."""
    strict = Client(enforce_csrf_checks=True, raise_request_exception=False)
    return {
        "wrong host": visitor.get("/ro/", secure=True, headers={"host": "evil.example"}),
        "no token": strict.post("/admin/login/", {"username": "x"}, secure=True),
        "post": visitor.post("/ro/parteneri/", secure=True),
        "delete": visitor.delete("/api/v1/partners", secure=True),
        "trace": visitor.trace("/ro/", secure=True),
    }


def _requested(visitor, urls, locations) -> dict:
    found = {}
    for name, (url, status) in urls.items():
        found[name] = visitor.get(url.format(**locations), secure=True)
        found[name].getvalue()  # files are closed when they are read
        assert found[name].status_code == status, name
    return found


def policy_of(response) -> dict[str, str]:
    parts = response.headers["Content-Security-Policy"].split(";")
    return dict((*part.strip().partition(" ")[::2],) for part in parts)


@pytest.fixture
def everything(answers, of_the_admin, refusals):
    found = {**answers, **{f"admin: {name}": one for name, one in of_the_admin.items()}}
    return {**found, **refusals, "static": static_file("/static/site.css", secure=True)}


def test_every_header_of_every_answer(everything):
    assert len(everything) == len(PAGES) + len(IN_THE_ADMIN) + 6
    for name, response in everything.items():
        headers = response.headers
        assert headers["X-Content-Type-Options"] == "nosniff", name
        assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin", name
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin", name
        users = "cross-origin" if name in FOR_OTHERS else "same-origin"
        assert headers["Cross-Origin-Resource-Policy"] == users, name
        assert headers.get("X-Frame-Options") == (None if name in FRAMED else "DENY"), name
        if headers.get("Content-Type", "").startswith("text/html"):
            powers = dict(one.split("=") for one in headers["Permissions-Policy"].split(", "))
            assert set(powers.values()) == {"()"}
            assert {"camera", "geolocation", "microphone", "payment", "usb"} <= set(powers)
        else:
            assert "Permissions-Policy" not in headers, name
        assert "Server" not in headers
        assert "X-Powered-By" not in headers
        maximum, *more = headers["Strict-Transport-Security"].split("; ")
        assert int(maximum.removeprefix("max-age=")) >= 15_768_000  # half a year
        assert more == ["includeSubDomains"], name


def test_policy_of_every_answer(everything):
    for name, response in everything.items():
        policy = policy_of(response)
        assert policy.pop("default-src") == "'none'", name
        if name in WITHOUT_A_PAGE:
            assert policy == {"sandbox": ""}
            continue
        assert policy.pop("base-uri") == "'none'", name
        assert policy.pop("frame-ancestors") == ("*" if name in FRAMED else "'none'"), name
        # All else only from the site itself: nothing inline, nothing evaluated, no other host.
        assert set(policy.values()) == {"'self'"}, name
        assert {"script-src", "style-src", "img-src", "form-action"} <= set(policy), name


def test_pages_keep_to_their_policy(everything):
    seen = 0
    for name, response in everything.items():
        if response.streaming or not response.headers["Content-Type"].startswith("text/html"):
            continue
        html = response.content.decode()
        inline = r'<style|\sstyle="|\son[a-z]+="|javascript:|<script(?![^>]*\ssrc="/|[^>]*json)'
        assert re.findall(inline, html) == [], name
        assert re.findall(r'<(?:script|link|img|iframe)[^>]*(?:src|href)="http:', html) == [], name
        seen += 1
    assert seen > 20


def test_public_answers_set_no_cookie_and_the_admin_s_are_safe(answers, refusals, visitor):
    for name, response in {**answers, **refusals}.items():
        assert not response.cookies or name in ("login", "no token"), name
    get_user_model().objects.create_superuser("ana", password=PASSWORD)
    given = {"username": "ana", "password": PASSWORD, "next": "/admin/"}
    visitor.post("/admin/login/", given, secure=True)
    visitor.post("/admin/language/", {"language": "hu"}, secure=True)
    partner = make_partner(status="draft")  # what is published says so in a message
    chosen = {"action": "publish", "_selected_action": [partner.pk]}
    visitor.post("/admin/partners/partnerregion/", chosen, secure=True)

    assert set(visitor.cookies) == {"sessionid", "csrftoken", "django_language", "browser"}
    for cookie in visitor.cookies.values():
        assert (cookie["path"], cookie["samesite"]) == ("/admin/", "Lax")
        assert cookie["secure"]
        assert cookie["httponly"]


def test_other_sites_may_read_what_is_for_them_and_never_as_somebody(answers, visitor):
    origin = {"origin": "https://evil.example"}
    for name, (url, _status) in PAGES.items():
        place = url.format(picture="/media/x", document="/documents/x", card="/en/card/x")
        response = visitor.get(place, secure=True, headers=origin)
        response.getvalue()
        allowed = response.headers.get("Access-Control-Allow-Origin")
        assert allowed in (None, "*"), name
        assert "Access-Control-Allow-Credentials" not in response.headers, name
        if url.startswith("/admin"):
            assert allowed is None


def test_refused_form_says_what_to_do(refusals):
    assert refusals["no token"].status_code == 403
    assert "<h1>" in refusals["no token"].content.decode()
    assert {name: refusals[name].status_code for name in ("post", "delete", "trace")} == {
        "post": 405,
        "delete": 405,
        "trace": 405,
    }
