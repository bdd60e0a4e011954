"""A table of somebody who may not publish proposes; one of a publisher is public at once."""

import csv
import io

import pytest
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.roles import Role, give_role
from editing.import_export import steps
from history.drafts.models import Draft
from partners.models import PartnerRegion
from tests.factories import make_partner

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def person(role: Role) -> Client:
    user = get_user_model().objects.create_user(role.value, password=None)
    give_role(user, role, ["hu"], language="en")
    client = Client(headers={"accept-language": "en"})
    client.force_login(user)
    return client


def table_of(client: Client) -> list[dict]:
    content = client.get("/admin/import-export/partners/export.csv").getvalue().decode()
    return list(csv.DictReader(io.StringIO(content, newline="")))


def send(client: Client, rows: list[dict]):
    text = io.StringIO()
    writer = csv.DictWriter(text, rows[0])
    writer.writeheader()
    writer.writerows(rows)
    file = SimpleUploadedFile("t.csv", text.getvalue().encode())
    return client.post("/admin/import-export/partners/import/", {"file": file}, follow=True)


def confirm(client: Client, shown):
    seen = {"checked_at": shown.context["made"].checked_at}
    return client.post(shown.request["PATH_INFO"], seen, follow=True)


@pytest.fixture
def partner(db):
    partner = make_partner("Hont", seat="Ipolyság", text_ro="<p>Unu.</p>")
    partner.links.create(url="https://a.example/")
    return partner


def test_editor_s_table_proposes_a_draft_that_a_publisher_publishes(partner):
    editor, publisher = person(Role.EDITOR), person(Role.PUBLISHER)
    (row,) = table_of(editor)
    links = "https://a.example/\nhttps://b.example/"

    shown = send(editor, [{**row, "seat": "Šahy", "name_hu": "Hont vármegye", "links": links}])
    html = shown.content.decode()
    confirm(editor, shown)

    assert "Visitors keep seeing the published version until a publisher publishes" in html
    assert (shown.context["errors"], shown.context["proposed"]) == ([], 1)
    path = partner.get_absolute_url()
    assert "Ipolyság" in (before := editor.get(path).content.decode())
    assert "Šahy" not in before
    form = f"/admin/partners/partnerregion/{partner.pk}/change/"
    assert publisher.get(form).context["adminform"].form["seat"].value() == "Šahy"
    publisher.post(f"{form.removesuffix('change/')}draft/", {"publish": "1"})
    partner.refresh_from_db()
    assert (partner.seat, partner.name_hu) == ("Šahy", "Hont vármegye")
    assert [link.url for link in partner.links.all()] == links.split()


def test_publisher_s_table_is_public_at_once_and_says_so(partner):
    publisher = person(Role.PUBLISHER)
    (row,) = table_of(publisher)

    shown = send(publisher, [{**row, "seat": "Šahy"}])
    confirm(publisher, shown)

    assert "Visitors see this at once." in shown.content.decode()
    assert PartnerRegion.objects.get().seat == "Šahy"
    assert not Draft.objects.exists()


def test_table_adds_to_the_draft_of_a_colleague_and_writes_over_none_of_it(partner):
    editor = person(Role.EDITOR)
    (row,) = table_of(editor)
    confirm(editor, send(editor, [{**row, "seat": "Šahy"}]))

    again = send(editor, [{**row, "seat": "Šahy", "address": "Str. 1"}])
    assert again.context["errors"] == []
    confirm(editor, again)
    other = send(editor, [{**row, "seat": "Altundeva"}])

    (draft,) = Draft.objects.all()
    assert {name: draft.changes[""][name][1] for name in ("seat", "address")} == {
        "seat": "Šahy",
        "address": "Str. 1",
    }
    ((column, message),) = [(e["column"], e["message"]) for e in other.context["errors"]]
    assert (column, message.startswith("A draft of this entry already changes this.")) == (
        "seat",
        True,
    )


def test_editor_s_table_makes_nothing_public(partner):
    editor = person(Role.EDITOR)
    (row,) = table_of(editor)

    shown = send(editor, [{**row, "status": "draft"}])

    assert [error["column"] for error in shown.context["errors"]] == ["status"]


def test_proposals_that_cannot_be_finished_are_taken_back(partner, monkeypatch):
    monkeypatch.setattr(steps, "SECONDS", 0)
    monkeypatch.setattr(steps, "SAVED_AT_ONCE", 1)
    monkeypatch.setattr(steps, "SAVED_WHOLE", 1)
    editor, other = person(Role.EDITOR), make_partner("Bars")
    rows = [{**row, "seat": "Šahy"} for row in table_of(editor)]
    shown = send(editor, rows)
    path = shown.request["PATH_INFO"]
    editor.post(path, {"checked_at": shown.context["made"].checked_at})
    assert Draft.objects.count() == 1
    for each in (partner, other):
        each.refresh_from_db()
        each.seat = "of a colleague"
        each.save()

    for _number in range(3):
        shown = editor.get(path)

    assert not Draft.objects.exists()
    assert {e["column"] for e in shown.context["errors"]} == {"seat"}
