"""The second step of the login: who has to take it, and that nobody gets around it."""

import re
from base64 import b32decode
from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.urls import get_resolver
from django.utils import timezone
from django_otp.oath import totp

from accounts.mail import outbox
from accounts.models import AuditRecord
from accounts.roles import Role, give_role
from partners.models import PartnerRegion
from tests.admin.browser_forms import form_of, hidden_inputs
from tests.factories import make_partner

pytestmark = pytest.mark.django_db

LOGIN, STEP = "/admin/login/", "/admin/second-step/"
PASSWORD = "kept in a test"


@pytest.fixture(autouse=True)
def as_in_production(settings):
    settings.SECOND_FACTOR_REQUIRED = True


class Person:
    """Somebody of staff with a browser and a telephone."""

    def __init__(self, role: str):
        self.name = role
        self.user = get_user_model().objects.create_user(role, password=PASSWORD)
        give_role(self.user, Role(role), ["hu"])
        self.client = Client(headers={"accept-language": "en"})
        self.secret, self.codes = b"", []

    def give_password(self, **more):
        given = {"username": self.name, "password": PASSWORD, "next": "/admin/pages/page/"}
        return self.client.post(LOGIN, {**given, **more})

    def code(self) -> str:
        return f"{totp(self.secret, t0=0, step=30):06d}"

    def wrong_code(self) -> str:
        """One that is not right now, nor was or will be within a minute."""
        right = {totp(self.secret, t0=0, step=30, drift=drift) for drift in range(-2, 3)}
        return next(f"{code:06d}" for code in range(6) if code not in right)

    def give(self, code: str, **more):
        return self.client.post(STEP, {"step-code": code, **more})

    def set_up(self):
        page = self.client.get(STEP).content.decode()
        spelled = re.search(r"<code>([A-Z2-7 ]+)</code>", page)[1]
        self.secret = b32decode(spelled.replace(" ", ""))
        shown = self.give(self.code())
        self.codes = shown.context["codes"]
        return shown

    def is_in(self) -> bool:
        return self.client.get("/admin/").status_code == 200

    def comes_back(self, cookies=True):
        """A day later: a new session, and the app shows another code."""
        browser = self.client.cookies.get("browser")
        self.client = Client(headers={"accept-language": "en"})
        if browser and cookies:
            self.client.cookies["browser"] = browser.value
        self.user.totpdevice_set.update(last_t=-1)
        self.give_password()


@pytest.fixture
def person(db):
    return Person


@pytest.fixture
def at(monkeypatch):
    """Sets the clock of waits and trust to a moment so much later."""
    start = timezone.now()

    def later(**time):
        monkeypatch.setattr(timezone, "now", lambda: start + timedelta(**time))

    later()
    return later


@pytest.mark.parametrize("role", ["editor", "translator", "publisher", "administrator"])
def test_everybody_sets_it_up_at_the_first_login(person, role):
    publisher = person(role)

    answer = publisher.give_password()

    assert answer.headers["Location"] == f"{STEP}?next=%2Fadmin%2Fpages%2Fpage%2F"
    assert not publisher.is_in()
    shown = publisher.set_up()
    assert len(set(shown.context["codes"])) == 10
    assert publisher.is_in()
    done = publisher.client.post(STEP, {"done": "1", "next": "/admin/pages/page/"})
    assert done.headers["Location"] == "/admin/pages/page/"


def test_where_nobody_has_to_it_may_be_set_up_and_then_has_to_be_taken(person, settings):
    settings.SECOND_FACTOR_REQUIRED = False
    editor = person("editor")
    assert editor.give_password().headers["Location"] == "/admin/pages/page/"
    assert editor.is_in()

    editor.set_up()
    editor.comes_back()

    assert not editor.is_in()
    assert editor.give(editor.code()).headers["Location"] == "/admin/"
    assert editor.is_in()


def test_account_without_a_role_has_to_take_it_as_well(db, client):
    user = get_user_model().objects.create_user("loose", password=PASSWORD, is_staff=True)
    client.force_login(user)

    assert client.get("/admin/").status_code == 302


def test_it_is_not_asked_for_where_settings_say_so(person, settings):
    settings.SECOND_FACTOR_REQUIRED = False
    publisher = person("publisher")

    assert publisher.give_password().headers["Location"] == "/admin/pages/page/"
    assert publisher.is_in()


def addresses_of_the_admin() -> list[str]:
    """Every address under /admin/ that takes no part of it from the database."""
    (desk,) = [p for p in get_resolver().url_patterns if getattr(p, "app_name", "") == "admin"]
    found = []
    for pattern in desk.url_patterns:
        parts = getattr(pattern, "url_patterns", [pattern])
        base = str(pattern.pattern) if parts[0] is not pattern else ""
        found += [f"/admin/{base}{part.pattern}" for part in parts]
    found = [re.sub("<(path|int|str):object_id>|<id>|<int:[a-z_]+>", "1", path) for path in found]
    found += ["/admin/import-export/partners/import/", "/admin/import-export/partners/export.csv"]
    return [path for path in found if not re.search(r"[<^$(]", path)]


OPEN = {LOGIN, STEP, "/admin/logout/"}


def test_no_address_of_the_admin_is_open_to_who_gave_the_password_only(person):
    publisher = person("administrator")
    publisher.give_password()
    addresses = [address for address in addresses_of_the_admin() if address not in OPEN]
    assert len(addresses) > 50

    for address in addresses:
        for ask in (publisher.client.get, publisher.client.post):
            answer = ask(address)
            where = answer.headers.get("Location", "")
            led = where.startswith((LOGIN, STEP))
            asked = answer.status_code == 200 and b'name="step-code"' in answer.content
            assert led or asked, (ask, address, answer.status_code, where)


def test_typed_text_outlives_both_steps(person):
    address = f"/admin/partners/partnerregion/{make_partner(seat='Ipolyság').pk}/change/"
    publisher = person("publisher")
    publisher.give_password()
    publisher.set_up()
    typed = form_of(publisher.client.get(address), seat="Šahy")
    publisher.client.logout()
    publisher.user.totpdevice_set.update(last_t=-1)

    login = publisher.client.post(address, typed)
    given = {"username": "publisher", "password": PASSWORD}
    ask = publisher.client.post(LOGIN, {**hidden_inputs(login), **given})
    again = publisher.client.post(STEP, {**hidden_inputs(ask), "step-code": "abc"})
    go_on = publisher.client.post(STEP, {**hidden_inputs(again), "step-code": publisher.code()})
    form = publisher.client.post(go_on.context["path"], hidden_inputs(go_on))

    assert "Nothing you typed is lost" in ask.content.decode()
    assert go_on.context["path"] == address
    assert form.context["adminform"].form["seat"].value() == "Šahy"
    assert PartnerRegion.objects.get().seat == "Ipolyság"


def test_what_is_carried_along_may_be_anything(person, settings):
    settings.SECOND_FACTOR_REQUIRED = False
    editor = person("editor")

    for kept in ("{", "1", "null", '["abc"]', "[[1]]", "\ud7ff"):
        editor.client.logout()
        answer = editor.give_password(_typed=kept)
        assert answer.headers["Location"] == "/admin/pages/page/"


@pytest.mark.parametrize("code", ["", None, "12345", "abcdefgh", "١٢٣٤٥٦", "x" * 31])
def test_wrong_code_is_refused_in_words(person, code):
    publisher = person("publisher")
    publisher.give_password()
    publisher.set_up()
    publisher.comes_back()

    answer = publisher.give(publisher.wrong_code() if code is None else code)

    assert list(answer.context["form"].errors) == ["code"]
    assert not publisher.is_in()


def test_code_is_taken_once(person):
    publisher = person("publisher")
    publisher.give_password()
    publisher.set_up()
    code = publisher.code()
    publisher.comes_back()
    publisher.give(code)
    publisher.client = Client(headers={"accept-language": "en"})
    publisher.give_password()

    publisher.give(code)

    assert not publisher.is_in()


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "There were too many wrong codes. Try again in 15 seconds."),
        ("ro", "S-au introdus prea multe coduri greșite. Încercați din nou peste 15 secunde."),
        ("hu", "Túl sok hibás kódot adtak meg. Próbálja újra 15 másodperc múlva."),
    ],
)
def test_after_five_wrong_codes_there_is_a_wait_that_is_said(person, at, language, words):
    publisher = person("publisher")
    publisher.user.email = "publisher@example.org"
    publisher.user.save()
    publisher.give_password()
    publisher.set_up()
    publisher.comes_back(cookies=False)
    for _ in range(5):
        publisher.give(publisher.wrong_code())

    answer = publisher.client.post(
        STEP, {"step-code": publisher.code()}, headers={"accept-language": language}
    )

    assert answer.context["form"].errors["code"] == [words]
    assert not publisher.is_in()
    outbox.submit(int).result()
    (warning,) = mail.outbox
    assert (warning.to, warning.subject) == (
        ["publisher@example.org"],
        "Coduri greșite la contul dumneavoastră",
    )
    at(seconds=15)
    publisher.give(publisher.code())
    assert publisher.is_in()


def test_nobody_is_kept_out_by_wrong_codes_for_longer_than_five_minutes(person, at):
    publisher = person("publisher")
    publisher.give_password()
    publisher.set_up()
    publisher.client.post(STEP, {"done": "1"})
    stranger = Client(headers={"accept-language": "en"})
    stranger.post(LOGIN, {"username": "publisher", "password": PASSWORD})
    for minutes in range(20):
        at(minutes=5 * minutes)
        stranger.post(STEP, {"step-code": publisher.wrong_code()})

    publisher.comes_back()
    publisher.give(publisher.code())

    assert publisher.is_in()  # in the usual browser at once, elsewhere soon
    publisher.comes_back(cookies=False)
    refused = publisher.give(publisher.code())
    assert refused.context["form"].errors["code"] == [
        "There were too many wrong codes. Try again in 5 minutes."
    ]
    at(minutes=5 * 20)
    publisher.give(publisher.code())
    assert publisher.is_in()


def test_second_step_is_not_asked_for_on_a_trusted_computer(person, at):
    publisher = person("publisher")
    publisher.give_password()
    publisher.set_up()
    publisher.comes_back()
    assert not publisher.is_in()
    publisher.give(publisher.code(), trust="1")

    publisher.comes_back()
    assert publisher.is_in()
    assert AuditRecord.objects.filter(kind="trusted").count() == 1
    cookie = publisher.client.cookies["browser"]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == ("/admin/", True, "Lax")

    at(days=29)
    publisher.comes_back()
    assert publisher.is_in()
    at(days=31)
    publisher.comes_back()
    assert not publisher.is_in()


@pytest.mark.parametrize("reason", ["password", "step", "elsewhere", "forged"])
def test_trust_ends(person, reason):
    publisher = person("publisher")
    publisher.give_password()
    publisher.set_up()
    publisher.comes_back()
    publisher.give(publisher.code(), trust="1")

    if reason == "password":
        publisher.user.set_password(PASSWORD)
        publisher.user.save()
    elif reason == "step":
        publisher.user.totpdevice_set.all().delete()
    elif reason == "forged":
        publisher.client.cookies["browser"] = publisher.client.cookies["browser"].value + "x"
    publisher.comes_back(cookies=reason != "elsewhere")

    assert not publisher.is_in()


def test_recovery_code_is_good_for_one_login(person):
    publisher = person("publisher")
    publisher.give_password()
    publisher.set_up()
    code = f"{publisher.codes[0][:4].upper()}-{publisher.codes[0][4:]}"

    publisher.comes_back()
    publisher.give(code)
    assert publisher.is_in()

    publisher.comes_back()
    publisher.give(code)
    assert not publisher.is_in()


def test_set_up_in_two_windows_at_once_works_in_one(person):
    publisher = person("publisher")
    publisher.give_password()
    publisher.client.get(STEP)
    publisher.user.totpdevice_set.create(name="app", confirmed=False)  # by the other window

    publisher.set_up()

    assert publisher.is_in()
    assert publisher.user.totpdevice_set.count() == 1


def test_new_recovery_codes_take_the_place_of_the_old_ones(person):
    publisher = person("publisher")
    publisher.give_password()
    publisher.set_up()
    old = publisher.codes

    new = publisher.give(old[0]).context["codes"]

    assert set(old) & set(new) == set()
    publisher.comes_back()
    publisher.give(old[1])
    assert not publisher.is_in()


def test_another_telephone_is_set_up_by_who_has_a_code(person):
    publisher = person("publisher")
    publisher.give_password()
    publisher.set_up()
    first = publisher.secret

    refused = publisher.give("aaaaaaaa", choice="remove")
    assert list(refused.context["form"].errors) == ["code"]
    publisher.give(publisher.codes[0], choice="remove")
    publisher.set_up()

    assert publisher.secret != first
    assert publisher.is_in()


def test_who_has_an_app_is_asked_for_a_passkey_only(person):
    publisher = person("publisher")
    publisher.give_password()
    publisher.set_up()

    page = publisher.give(publisher.codes[0], choice="more")

    html = page.content.decode()
    assert 'data-passkey="new"' in html
    assert 'name="add" value="1"' in html
    assert "Enter the code" not in html
    again = publisher.client.post(STEP, {"step-code": "", "step-passkey": "x", "add": "1"})
    assert "That passkey does not work here." in again.content.decode()


def test_set_up_works_on_the_telephone_itself(person):
    publisher = person("publisher")
    publisher.give_password()

    page = publisher.client.get(STEP).content.decode()

    assert re.search(r'<a href="otpauth://totp/testserver%3Apublisher\?secret=[A-Z2-7]+&amp;', page)


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "javascript:x"])
def test_step_never_leads_to_another_site(person, elsewhere):
    publisher = person("publisher")
    publisher.give_password()
    publisher.set_up()

    done = publisher.client.post(STEP, {"done": "1", "next": elsewhere})

    assert done.headers["Location"] == "/admin/"


def test_session_has_another_key_after_the_step(person):
    publisher = person("publisher")
    publisher.give_password()
    before = publisher.client.cookies["sessionid"].value

    publisher.set_up()

    assert publisher.client.cookies["sessionid"].value != before


def test_who_is_not_logged_in_is_led_to_the_login(client):
    assert client.get(STEP).headers["Location"] == LOGIN
    assert client.post(STEP, {"step-code": "123456"}).headers["Location"] == LOGIN


def test_administrator_lets_in_who_lost_the_telephone(person):
    publisher, chief = person("publisher"), person("administrator")
    publisher.give_password()
    publisher.set_up()
    chief.give_password()
    chief.set_up()
    listed = chief.client.get("/admin/auth/user/").content.decode()
    assert listed.count('<td class="field-has_second_step">yes</td>') == 2

    chosen = {"action": "remove_second_step", "_selected_action": [publisher.user.pk]}
    chief.client.post("/admin/auth/user/", chosen)

    assert not publisher.is_in()
    publisher.comes_back()
    assert "square-frame" in publisher.client.get(STEP).content.decode()
    record = AuditRecord.objects.filter(kind="step_removed").get()
    assert (record.who, record.about) == ("administrator", "publisher")


def test_command_lets_in_the_last_administrator(person, capsys):
    chief = person("administrator")
    chief.give_password()
    chief.set_up()

    call_command("remove_second_step", "administrator")

    chief.comes_back()
    chief.set_up()
    assert chief.is_in()


def test_secret_is_nowhere_in_the_admin(person):
    chief = person("administrator")
    chief.give_password()
    chief.set_up()

    index = chief.client.get("/admin/").content.decode()

    assert "otp_totp" not in index
    assert "webauthn" not in index
    assert chief.client.get("/admin/otp_totp/totpdevice/").status_code == 404
    assert chief.client.get(STEP).content.decode().count("<code>") == 0
