"""Passkeys beside the app: set up, shown, and never taken for another's."""

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django_otp_webauthn.models import WebAuthnCredential

from accounts.models import AuditRecord
from accounts.roles import Role, give_role
from tests.admin.authenticator import Passkey
from tests.admin.browser_forms import form_of, hidden_inputs
from tests.factories import make_partner

pytestmark = pytest.mark.django_db

LOGIN, STEP = "/admin/login/", "/admin/second-step/"
PASSWORD = "kept in a test"


@pytest.fixture(autouse=True)
def as_in_production(settings):
    settings.SECOND_FACTOR_REQUIRED = True


def new_browser(name="ilona") -> Client:
    """A browser in which the password was given."""
    client = Client(headers={"accept-language": "en"})
    client.post(LOGIN, {"username": name, "password": PASSWORD})
    return client


def options(client) -> str:
    return client.get(STEP).context["options"]


def give(client, answer: str, **more):
    return client.post(STEP, {**more, "step-code": "", "step-passkey": answer})


def is_in(client) -> bool:
    return client.get("/admin/").status_code == 200


@pytest.fixture
def ilona(db):
    user = get_user_model().objects.create_user("ilona", password=PASSWORD)
    give_role(user, Role.PUBLISHER)
    return user


@pytest.fixture
def passkey(ilona):
    """That which Ilona has set up as her second step."""
    key, client = Passkey(), new_browser()
    shown = give(client, key.make(options(client)))
    assert len(shown.context["codes"]) == 10
    assert is_in(client)
    return key


def kinds() -> list[str]:
    return list(AuditRecord.objects.order_by("pk").values_list("kind", flat=True))


def test_passkey_is_the_second_step(passkey):
    client = new_browser()
    assert not is_in(client)

    answer = give(client, passkey.show(options(client)), next="/admin/pages/page/")

    assert answer.headers["Location"] == "/admin/pages/page/"
    assert is_in(client)
    assert kinds()[-1] == "passkey"


def test_without_the_passkey_a_recovery_code_is_asked_for(passkey):
    page = new_browser().get(STEP).content.decode()

    assert "Use your passkey. If you do not have it, enter one of your recovery codes." in page
    assert 'data-passkey="known"' in page


def test_typed_text_outlives_the_passkey(passkey):
    url = f"/admin/partners/partnerregion/{make_partner(seat='Ipolyság').pk}/change/"
    client = new_browser()
    give(client, passkey.show(options(client)))
    typed = form_of(client.get(url), seat="Šahy")
    client.logout()

    login = client.post(url, typed)
    given = {"username": "ilona", "password": PASSWORD}
    ask = client.post(LOGIN, {**hidden_inputs(login), **given})
    shown = {**hidden_inputs(ask), "step-code": ""}
    shown["step-passkey"] = passkey.show(ask.context["options"])
    go_on = client.post(STEP, shown)

    assert ["seat", "Šahy"] in go_on.context["typed"]


@pytest.mark.parametrize("error", ["again", "origin", "key", "challenge", "new", "old"])
def test_wrong_answer_is_refused(passkey, error):
    client = new_browser()
    requested = options(client)
    answer = passkey.show(
        requested, "https://evil.example" if error == "origin" else "https://testserver"
    )
    if error == "again":
        give(client, answer)
        client = new_browser()
        options(client)
    elif error == "key":
        answer = Passkey().show(requested)
    elif error == "challenge":
        options(client)  # the page was opened in another window meanwhile
    elif error == "new":
        answer = Passkey(b"another").make(requested)
    elif error == "old":
        WebAuthnCredential.objects.update(sign_count=100)

    refused = give(client, answer)

    assert refused.context["form"].errors["code"] == [
        "That passkey does not work here. Try again, or enter a code."
    ]
    assert not is_in(client)


@pytest.mark.parametrize(
    "answer", ["x", "{}", "[]", "null", '{"id": 1}', '{"id": "a", "rawId": "é"}', "x" * 20_001]
)
def test_nonsense_for_an_answer_breaks_nothing(passkey, answer):
    client = new_browser()
    options(client)

    assert list(give(client, answer).context["form"].errors) != []
    assert not is_in(client)


def test_passkey_of_another_person_is_refused(passkey):
    user = get_user_model().objects.create_user("other", password=PASSWORD)
    give_role(user, Role.EDITOR)
    client = new_browser("other")
    give(client, Passkey(b"of the other").make(options(client)))
    client = new_browser("other")

    give(client, passkey.show(options(client)))

    assert not is_in(client)


def test_same_passkey_is_not_taken_twice(passkey):
    user = get_user_model().objects.create_user("other", password=PASSWORD)
    give_role(user, Role.EDITOR)
    client = new_browser("other")

    refused = give(client, passkey.make(options(client)))

    assert "code" in refused.context["form"].errors
    assert WebAuthnCredential.objects.get().user.username == "ilona"


def test_wrong_codes_of_others_keep_no_passkey_out(passkey):
    stranger = new_browser()
    for number in range(10):
        stranger.post(STEP, {"step-code": f"12345{number}"})
    client = new_browser()

    give(client, passkey.show(options(client)))

    assert is_in(client)


def test_another_passkey_is_added_by_who_shows_the_first(passkey):
    client = new_browser()
    give(client, passkey.show(options(client)))
    second = Passkey(b"on the telephone")
    forged = give(client, second.make(options(client)), add="1")
    assert WebAuthnCredential.objects.count() == 1

    page = give(client, passkey.show(forged.context["options"]), choice="more")
    done = give(client, second.make(page.context["options"]), **hidden_inputs(page))

    assert done.headers["Location"] == STEP
    assert "You have 2 passkeys." in client.get(STEP).content.decode()
    client = new_browser()
    give(client, second.show(options(client)))
    assert is_in(client)


def test_administrator_removes_what_is_lost(passkey, staff, ilona, settings):
    settings.SECOND_FACTOR_REQUIRED = False
    chief = staff("administrator")
    listed = chief.get("/admin/auth/user/").content.decode()
    assert listed.count('<td class="field-has_second_step">yes</td>') == 1

    chosen = {"action": "remove_second_step", "_selected_action": [ilona.pk]}
    chief.post("/admin/auth/user/", chosen)

    assert not WebAuthnCredential.objects.exists()
