"""Who does what to a draft, to what is public, with a draft beside it, and to what is withdrawn."""

import re
from datetime import timedelta
from hashlib import sha256

import pytest
from django.contrib.auth.models import User
from django.db import transaction
from django.test import Client
from django.utils import timezone

from accounts.roles import Role, give_role
from partners.models import PartnerRegion
from publishing.withdrawals import Withdrawal
from tests.admin.browser_forms import form_of
from tests.admin.whole_database import changes, everything
from tests.factories import make_activity, make_partner

pytestmark = pytest.mark.django_db
STATES = ("draft", "public", "public with a draft", "withdrawn")
REASONS = {"reason_ro": "Ieșit.", "reason_hu": "Megszűnt.", "reason_en": "Ended."}
# Wherever something of an entry could leave the site.
FACES = [
    "/ro/",
    "/ro/parteneri/",
    "/ro/parteneri/{slug}/",
    "/hu/partnerek/{slug}-hu/",
    "/ro/activitati/",
    "/ro/cautare/?q=secret",
    "/ro/cautare/?q=zqx",
    "/sitemap-partners.xml",
    "/ro/feeds/all.atom",
    "/ro/feeds/all.ics",
    "/ro/feeds/p{pk}.atom",
    "/data/partners.json",
    "/data/partners.csv",
    "/api/v1/partners",
    "/api/v1/partners/{pk}",
    "/api/v1/search?q=zqx",
    "/ro/versiuni/p{pk}/",
    "/p/{pk}?lang=ro",
    "/ro/card/partner-{pk}.png",
    "/ro/embed/p{pk}/",
    "/ro/embed/partners/",
    "/ro/map.svg",
]


def log_in(role: str) -> Client:
    """Return a client of somebody with the role; what the translator writes waits."""
    user = User.objects.create_user(role, password="kept in a test")
    give_role(user, Role(role), ["hu"])
    client = Client(headers={"accept-language": "en"})
    client.force_login(user)
    return client


def make_state(state: str, editor: Client) -> PartnerRegion:
    """Make a partner that is in the state, and an event with it."""
    slug = f"zqx{STATES.index(state)}"
    fields = {"slug_ro": slug, "slug_hu": f"{slug}-hu", "text_ro": "Unu.", "text_hu": "Egy."}
    status = "draft" if state == "draft" else "published"
    partner = make_partner(f"Zqx {slug}", status=status, **fields)
    make_activity("Târg", partners=[partner])
    if state == "public with a draft":
        form = form_of(editor.get(url(partner)))
        editor.post(url(partner), {**form, "text_ro": "Secret.", "slug_ro": "secret"})
    if state == "withdrawn":
        gone = timezone.now() - timedelta(hours=1)
        reference = {"prefix": partner.type_prefix, "key": partner.pk}
        Withdrawal.objects.create(**reference, **REASONS, since=gone, is_readable=False)
        PartnerRegion.objects.filter(pk=partner.pk).update(take_down_at=gone)
    return partner


def url(partner, view="change") -> str:
    return f"/admin/partners/partnerregion/{partner.pk}/{view}/"


def change(**fields):
    """Send the form as it is shown to the person, and with it what it may not offer."""
    return lambda client, partner, form: client.post(url(partner), {**form, **fields})


def turn_over(client, partner, form):
    """Publish what is a draft; make a draft of what was published."""
    status = {"draft": "published", "published": "draft"}[partner.status]
    return client.post(url(partner), {**form, "status": status})


def post(view: str, **fields):
    return lambda client, partner, form: client.post(url(partner, view), fields)


AT_A_TIME = {"publish_at": "2090-01-01T08:00"}
ACTIONS = {
    "write the Romanian": change(text_ro="Secret."),
    "write the Hungarian": change(text_hu="Secret."),
    "write for a time": change(text_ro="Secret.", **AT_A_TIME),
    "turn over": turn_over,
    "preview": change(text_hu="Secret.", _preview="hu"),
    "publish the draft": post("draft", publish="yes"),
    "set its time": post("draft", schedule="yes", **AT_A_TIME),
    "discard it": post("draft", discard="yes"),
    "say that it is ready": post("review", ready="yes", text="Secret."),
    "remark": post("review", remark="yes", text="Secret."),
    "withdraw": post("withdraw", **REASONS),
    "show again": post("withdraw", show_again="yes"),
    "delete": post("delete", post="yes"),
}
NO, NOTHING, BESIDE, ENTRY = "refused", "nothing", "beside it", "the entry"


def of_each(**words: str) -> dict[str, tuple[str, ...]]:
    """Return the outcome of each action, in the order of the actions, by role."""
    shorter = {"-": NO, "0": NOTHING, "b": BESIDE, "E": ENTRY}
    return {role: tuple(shorter[letter] for letter in word) for role, word in words.items()}


# What each action changes, a letter for each of ACTIONS: E the entry itself, b what is kept beside
# it for staff, 0 nothing, - refused. An administrator does what a publisher does (test_roles).
OUTCOMES = {
    "draft": of_each(editor="EE--0--0bb--E", translator="-E--0---bb---", publisher="EEEE0000bb00E"),
    "public": of_each(
        editor="bb--0--0bb---", translator="-b--0---bb---", publisher="EEbE0000bbE0E"
    ),
    "public with a draft": of_each(
        editor="bb--0--bbb---", translator="-b--0---bb---", publisher="EEbE0EbbbbE0E"
    ),
    "withdrawn": of_each(
        editor="bb--0--0bb---", translator="-b--0---bb---", publisher="EE0E0000bb0EE"
    ),
}


def faces(partner) -> dict[str, tuple]:
    """Return what the public gets at each address: the status, and a digest of the content."""
    client, found = Client(), {}
    for face in FACES:
        answer = client.get(face.format(pk=partner.pk, slug=partner.slug_ro))
        streamed = getattr(answer, "streaming_content", None)
        content = b"".join(streamed) if streamed else answer.content
        text = re.sub(rb"[0-9.]+ ms|DTSTAMP:.*", b"", content)
        found[face] = answer.status_code, answer.get("Location"), sha256(text).hexdigest()
    return found


def outcome(status: int, left: set[str]) -> str:
    """Return in a word what an action changed."""
    tables = {one.lstrip("+-").partition(".")[0] for one in left}
    if status == 403:
        return NO if not left else f"refused, but left {left}"
    if not tables:
        return NOTHING
    return BESIDE if tables <= {"draft", "review", "remark", "contentrevision"} else ENTRY


@pytest.fixture(scope="module")
def site(share_rows):
    """Give the entry in each state, and who is logged in, made once."""

    def make():
        people = {role: log_in(role) for role in ("editor", "translator", "publisher")}
        return people, {state: make_state(state, people["editor"]) for state in STATES}

    with share_rows(make) as made:
        yield made


@pytest.mark.parametrize("state", STATES)
def test_each_role_does_to_an_entry_in_a_state_what_it_may_and_no_more(site, db, state):
    people, partner = site[0], site[1][state]
    before, found = everything(), {}

    for role, client in people.items():
        form, outcomes = form_of(client.get(url(partner))), []
        for act in ACTIONS.values():
            with transaction.atomic():
                answer = act(client, partner, form)
                outcomes.append(outcome(answer.status_code, changes(before, everything())))
                transaction.set_rollback(True)
        found[role] = dict(zip(ACTIONS, outcomes, strict=True))

    assert found == {
        role: dict(zip(ACTIONS, o, strict=True)) for role, o in OUTCOMES[state].items()
    }


WRITES = [
    ("editor", "write the Romanian"),
    ("translator", "write the Hungarian"),
    ("editor", "say that it is ready"),
    ("editor", "remark"),
    ("publisher", "write for a time"),
]
# What is another when the Romanian is public: so these would have shown it.
SEEN = {
    "/ro/parteneri/{slug}/",
    "/ro/cautare/?q=secret",
    "/data/partners.json",
    "/data/partners.csv",
    "/api/v1/partners",
    "/api/v1/partners/{pk}",
    "/ro/versiuni/p{pk}/",
}


@pytest.mark.parametrize("state", STATES)
def test_nothing_of_what_waits_leaks_to_the_public(site, db, state):
    people, partner = site[0], site[1][state]
    before = faces(partner)

    for role, name in WRITES:
        ACTIONS[name](people[role], partner, form_of(people[role].get(url(partner))))
    waiting = faces(partner)
    publisher = people["publisher"]
    form = form_of(publisher.get(url(partner)), publish_at="")
    ACTIONS["write the Romanian"](publisher, partner, form)
    published = faces(partner)

    assert waiting == before
    changed = {face for face in FACES if published[face] != before[face]}
    assert changed >= SEEN if state.startswith("public") else not changed
