"""What each role may do; everything else is refused, by the form and to forged requests."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation

from partners.models import PartnerRegion, TwinningDecision
from publishing.preview_links import PreviewLink
from tests.admin.entering import decision_row, inline_fields
from tests.admin.forms_of_pages import form_of
from tests.making import make_decision, make_partner, make_picture

pytestmark = pytest.mark.django_db
PARTNERS = "/admin/partners/partnerregion/"
EDITOR, PUBLISHER, TRANSLATOR, ADMINISTRATOR = (
    "editor",
    "publisher",
    "translator",
    "administrator",
)
ROLES = {EDITOR, PUBLISHER, TRANSLATOR, ADMINISTRATOR}
WRITERS = {EDITOR, PUBLISHER, ADMINISTRATOR}
PUBLISHERS = {PUBLISHER, ADMINISTRATOR}


@dataclass
class Site:
    """What there is to be acted on."""

    draft: PartnerRegion
    public: PartnerRegion
    decision: TwinningDecision  # published, of the draft
    other: User

    @classmethod
    def make(cls):
        draft = make_partner("Ciornă", status="draft", text_ro="Unu.", text_hu="Egy.")
        public = make_partner("Public", text_ro="Unu.", text_hu="Egy.")
        for partner in (draft, public):
            partner.text_ro = "Doi."
            partner.save()
        make_picture()
        return cls(draft, public, make_decision(draft), User.objects.create_user("other"))


def change(partner: str, **fields) -> Callable:
    """Sends the form of a partner as it is shown, and something that may not be shown."""

    def act(client, site):
        address = f"{PARTNERS}{getattr(site, partner).pk}/change/"
        return client.post(address, {**form_of(client.get(address)), **fields})

    return act


def post(address: str, **fields) -> Callable:
    """Sends a request that no form of the person need offer."""
    return lambda client, site: client.post(address.format(site=site), fields)


def get(address: str) -> Callable:
    return lambda client, site: client.get(address.format(site=site))


def add(**fields) -> Callable:
    """Sends the form of a new partner as it is shown, and something that may not be shown."""

    def act(client, site):
        form = form_of(client.get(f"{PARTNERS}add/"), name_ro="Hont", country="HU")
        return client.post(f"{PARTNERS}add/", {**form, **fields})

    return act


def restore(partner: str) -> Callable:
    def act(client, site):
        key = getattr(site, partner).pk
        first = PartnerRegion.history.filter(id=key).earliest().history_date
        return client.post(f"{PARTNERS}{key}/restore/", {"when": first.isoformat()})

    return act


def upload_table(client, site):
    table = f"id,seat\n{site.draft.pk},Altundeva\n".encode()
    file = SimpleUploadedFile("t.csv", table)
    return client.post("/admin/exchange/partners/import/", {"file": file})


def picture_words(language: str) -> Callable:
    def act(client, site):
        address = "/admin/publishing/picture/1/change/"
        address = address.replace("1", str(apps.get_model("publishing.Picture").objects.get().pk))
        return client.post(address, {**form_of(client.get(address)), f"alt_{language}": "Vorbe"})

    return act


def bulk(action: str, partner: str) -> Callable:
    def act(client, site):
        chosen = {"action": action, "_selected_action": [getattr(site, partner).pk], "post": "yes"}
        return client.post(PARTNERS, chosen)

    return act


ACCOUNT = {"username": "new", "password1": "kept in a test", "password2": "kept in a test"}
# Every action, and the roles that may do it.
ACTIONS: dict[str, tuple[Callable, set[str]]] = {
    "add a draft": (add(), WRITERS),
    "add something published": (add(status="published"), PUBLISHERS),
    "add a published decision with a draft": (
        add(**inline_fields("decisions", decision_row())),
        PUBLISHERS,
    ),
    "change a draft": (change("draft", seat="Altundeva"), WRITERS),
    "change the Romanian of a draft": (change("draft", text_ro="Trei."), WRITERS),
    "change the Hungarian of a draft": (change("draft", text_hu="Kettő."), ROLES),
    "change the English of a draft": (change("draft", text_en="Two."), WRITERS),
    "change what is public": (change("public", seat="Altundeva"), PUBLISHERS),
    "change the Romanian of what is public": (change("public", text_ro="Trei."), PUBLISHERS),
    "change the Hungarian of what is public": (
        change("public", text_hu="Kettő."),
        {TRANSLATOR, *PUBLISHERS},
    ),
    "change a public address": (change("public", slug_hu="mas"), PUBLISHERS),
    "publish": (change("draft", status="published"), PUBLISHERS),
    "take back": (change("public", status="draft"), PUBLISHERS),
    "schedule": (change("draft", publish_at="2090-01-01T08:00"), PUBLISHERS),
    "schedule the end": (change("public", take_down_at="2090-01-01T08:00"), PUBLISHERS),
    "change a published decision of a draft": (
        change("draft", **{"decisions-0-number": "77"}),
        PUBLISHERS,
    ),
    "delete a published decision of a draft": (
        change("draft", **{"decisions-0-DELETE": "on"}),
        PUBLISHERS,
    ),
    "change the Hungarian note of a decision": (
        change("draft", **{"decisions-0-note_hu": "Jegyzet"}),
        {TRANSLATOR, *PUBLISHERS},
    ),
    "add a link": (
        change(
            "draft",
            **{"links-TOTAL_FORMS": "1", "links-0-url": "https://x.example/"}
            | {"links-0-kind": "official", "links-0-position": "0"},
        ),
        WRITERS,
    ),
    "confirm the Hungarian": (
        post(PARTNERS + "{site.public.pk}/confirm-translation/hu/"),
        {TRANSLATOR, *PUBLISHERS},
    ),
    "confirm the Hungarian in the form": (
        change("public", _confirm_translation="hu"),
        {TRANSLATOR, *PUBLISHERS},
    ),
    "publish from the list": (bulk("publish", "draft"), PUBLISHERS),
    "take back from the list": (bulk("take_back", "public"), PUBLISHERS),
    "delete a public entry from the list": (bulk("delete_selected", "public"), PUBLISHERS),
    "delete a draft with a published decision": (
        post(PARTNERS + "{site.draft.pk}/delete/", post="yes"),
        PUBLISHERS,
    ),
    "delete a public entry": (post(PARTNERS + "{site.public.pk}/delete/", post="yes"), PUBLISHERS),
    "restore a version of a draft": (restore("draft"), WRITERS),
    "restore a version of what is public": (restore("public"), PUBLISHERS),
    "make a preview link": (post(PARTNERS + "{site.draft.pk}/preview-links/"), WRITERS),
    "upload a picture": (
        post("/admin/publishing/picture/add/", file=b"", alt_ro="Un munte"),
        WRITERS,
    ),
    "change the Romanian words of a picture": (picture_words("ro"), PUBLISHERS),
    "change the Hungarian words of a picture": (
        picture_words("hu"),
        {TRANSLATOR, *PUBLISHERS},
    ),
    "bring a table": (upload_table, WRITERS),
    "take a table": (get("/admin/exchange/partners/export.csv"), ROLES),
    "check the links": (post("/admin/links/checkedlink/check/"), PUBLISHERS),
    "add an account": (post("/admin/auth/user/add/", role="editor", **ACCOUNT), {ADMINISTRATOR}),
    "see the accounts": (get("/admin/auth/user/"), {ADMINISTRATOR}),
    "give a role": (
        post(
            "/admin/auth/user/{site.other.pk}/change/",
            username="other",
            role="administrator",
            is_active="on",
        ),
        {ADMINISTRATOR},
    ),
    "set another's password": (
        post(
            "/admin/auth/user/{site.other.pk}/password/",
            password1="kept in a test",
            password2="kept in a test",
        ),
        {ADMINISTRATOR},
    ),
    "delete an account": (
        post("/admin/auth/user/{site.other.pk}/delete/", post="yes"),
        {ADMINISTRATOR},
    ),
}
NOT_KEPT = {"sessions.session", "admin.logentry"}


def everything() -> dict:
    """All rows of the database, but for who is logged in."""
    with translation.override("ro"):  # a translated column shows that of the reader
        return {
            model._meta.label_lower: sorted(map(repr, model._base_manager.values_list()))
            for model in apps.get_models()
            if model._meta.label_lower not in NOT_KEPT
        }


@pytest.mark.parametrize("role", sorted(ROLES))
@pytest.mark.parametrize("action", ACTIONS)
def test_role_does_what_it_may_and_is_refused_the_rest(staff, action, role):
    act, allowed = ACTIONS[action]
    site, client = Site.make(), staff(role)
    before = everything()

    response = act(client, site)

    if role in allowed:
        assert response.status_code in (200, 302)
    else:
        assert response.status_code == 403
        assert everything() == before


READING = {"take a table", "see the accounts", "upload a picture"}
CHECKED_ELSEWHERE = {"check the links"}


@pytest.mark.parametrize("action", [a for a in ACTIONS if a not in READING | CHECKED_ELSEWHERE])
def test_action_of_the_table_does_something_for_who_may(staff, action):
    """Else a refusal would prove nothing."""
    act, _allowed = ACTIONS[action]
    site, client = Site.make(), staff(ADMINISTRATOR)
    before = everything()

    response = act(client, site)

    assert response.status_code == 302
    assert everything() != before


@pytest.mark.parametrize(
    ("role", "offered"),
    [
        (EDITOR, {"seat", "name_ro", "text_ro", "text_hu", "slug_ro"}),
        (PUBLISHER, {"seat", "name_ro", "text_ro", "text_hu", "slug_ro", "status", "publish_at"}),
        (TRANSLATOR, {"text_hu"}),
    ],
)
def test_form_of_a_draft_offers_what_the_role_may_change(staff, role, offered):
    site = Site.make()

    form = staff(role).get(f"{PARTNERS}{site.draft.pk}/change/").context["adminform"].form

    looked_at = {"seat", "name_ro", "text_ro", "text_hu", "slug_ro", "status", "publish_at"}
    assert {name for name in looked_at if not form.fields[name].disabled} == offered


@pytest.mark.parametrize("role", [EDITOR])
def test_form_of_what_is_public_offers_an_editor_nothing(staff, role):
    site = Site.make()

    response = staff(role).get(f"{PARTNERS}{site.public.pk}/change/")

    assert response.status_code == 200
    assert response.context["has_change_permission"] is False
    assert 'name="_save"' not in response.content.decode()


def test_list_offers_actions_by_role(staff):
    Site.make()

    offered = {
        role: {
            name
            for name, _words in staff(role)
            .get(PARTNERS)
            .context["action_form"]
            .fields["action"]
            .choices
            if name
        }
        for role in (EDITOR, PUBLISHER)
    }

    assert offered == {
        EDITOR: {"delete_selected"},
        PUBLISHER: {"delete_selected", "publish", "take_back"},
    }


def test_administrator_cannot_lock_themselves_out(staff):
    client = staff(ADMINISTRATOR)
    own = User.objects.get(username=ADMINISTRATOR)
    address = f"/admin/auth/user/{own.pk}/change/"

    demoted = client.post(address, {"username": own.username, "role": "editor", "is_active": "on"})
    closed = client.post(address, {"username": own.username, "role": "administrator"})
    deleted = client.post(f"/admin/auth/user/{own.pk}/delete/", {"post": "yes"})

    for response in (demoted, closed):
        (message,) = response.context["adminform"].form.non_field_errors()
        assert message.startswith("You would lock yourself out")
    assert deleted.status_code == 403
    assert User.objects.get(pk=own.pk).is_superuser


def test_translator_needs_a_language(staff):
    form = {**ACCOUNT, "role": "translator"}

    response = staff(ADMINISTRATOR).post("/admin/auth/user/add/", form)

    assert response.context["adminform"].form.errors["languages"] == [
        "Choose the languages that the translator may change."
    ]


@pytest.mark.parametrize("role", sorted(ROLES))
def test_new_account_has_the_rights_of_its_role(staff, role):
    form = {**ACCOUNT, "role": role, "languages": ["hu"]}

    staff(ADMINISTRATOR).post("/admin/auth/user/add/", form)

    new = User.objects.get(username="new")
    assert new.is_staff
    assert new.has_perm("partners.publish_partnerregion") == (role in PUBLISHERS)
    assert new.has_perm("partners.add_partnerregion") == (role in WRITERS)
    assert new.has_perm("auth.change_user") == (role == ADMINISTRATOR)


def test_refusal_is_said_in_words(staff):
    response = staff(TRANSLATOR).get("/admin/auth/user/")

    assert response.status_code == 403
    assert "Your account may not do this" in response.content.decode()


def test_preview_link_is_of_the_person_who_made_it(staff):
    site, client = Site.make(), staff(EDITOR)

    ACTIONS["make a preview link"][0](client, site)

    assert str(PreviewLink.objects.get().made_by) == EDITOR
