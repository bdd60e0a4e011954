"""An import goes on in steps, tells how far it is, and is whole or nothing."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from activities.models import Activity
from editing.import_export import saving, steps
from editing.import_export.models import TableImport
from editing.link_check.models import LinkUse
from partners.models import PartnerRegion
from publishing.redirects import ever_public
from search.models import IndexEntry
from search.terms import split_words
from tests.factories import make_activity, make_partner
from tests.import_export.tables import save_as_colleague

pytestmark = pytest.mark.django_db
MEANWHILE = "The site has changed in the meantime. Check the changes again."


@pytest.fixture
def a_row_at_a_time(monkeypatch):
    monkeypatch.setattr(steps, "SECONDS", 0)
    monkeypatch.setattr(steps, "SAVED_AT_ONCE", 1)
    monkeypatch.setattr(steps, "SAVED_WHOLE", 1)
    monkeypatch.setattr(steps, "CHECKED_AT_ONCE", 1)


def test_check_of_more_rows_asks_no_more(bring, make_csv):
    partners = [make_partner(f"Hont {n}") for n in range(8)]

    def check(number):
        changed = [{"id": p.pk, "name_ro": f"{p.name_ro} {number}"} for p in partners[:number]]
        new = [{"id": "", "name_ro": f"Bars {n}"} for n in range(number)]
        with CaptureQueriesContext(connection) as requested:
            response = bring("partners", make_csv(*[{**r, "country": "HU"} for r in changed + new]))
        assert (response.context["changed"], response.context["new"]) == (number, number)
        return len(requested)

    check(1)
    assert check(8) == check(2)


def test_saved_entries_are_in_the_history_the_search_and_the_link_check(
    admin_client, bring, confirm, make_csv
):
    hont = make_partner("Hont", slug_ro="hont")
    old = make_activity("Dans")
    rows = [
        {"id": "", "kind": "event", "title_ro": "Târg de fân", "partners": "hont"},
        {"id": old.pk, "kind": "event", "title_ro": "Dansul cosașilor", "partners": "hont"},
    ]
    text = '<p><a href="https://fan.example/">Fân</a></p>'

    confirm(bring("activities", make_csv(*[{**row, "text_ro": text} for row in rows])))

    for activity in Activity.objects.order_by("pk"):
        version = activity.history.latest("history_id")
        assert str(version.history_user) == "admin"
        assert [row.partnerregion for row in version.partners.all()] == [hont]
        assert version.title_ro == activity.title_ro
        assert [*activity.stale_fields("hu")] == (["title"] if activity == old else [])
        assert LinkUse.objects.filter(prefix="a", key=activity.pk).count() == 1
        for word in (split_words(activity.title_ro)[-1], "hont"):
            assert IndexEntry.objects.filter(object_id=activity.pk, term__text=word).exists()


@pytest.mark.usefixtures("a_row_at_a_time")
def test_new_entries_of_a_large_table_become_public_all_at_once(admin_client, bring, make_csv):
    row = {"id": "", "country": "HU", "status": "published"}
    url = bring("partners", make_csv(*[{**row, "name_ro": f"Hont {n}"} for n in range(3)]))
    url = url.request["PATH_INFO"]
    shown = [admin_client.get(url) for _number in range(2)][-1]
    admin_client.post(url, {"checked_at": shown.context["made"].checked_at})
    admin_client.get(url)
    assert PartnerRegion.objects.count() == 2
    assert PartnerRegion.objects.published().count() == 0
    assert not ever_public(PartnerRegion).exists()

    admin_client.get(url)

    assert PartnerRegion.objects.published().count() == 3
    assert [version.history_type for version in ever_public(PartnerRegion)] == ["+"] * 3


def test_address_taken_while_saving_is_told(bring, confirm, make_csv, monkeypatch):
    response = bring("partners", make_csv({"id": "", "name_ro": "Hont", "country": "HU"}))

    def derive_columns(entries):
        saving.derive_columns(entries)
        monkeypatch.setattr(steps, "derive_columns", saving.derive_columns)
        make_partner("Altul", slug_hu="hont")

    monkeypatch.setattr(steps, "derive_columns", derive_columns)
    again = confirm(response)

    assert MEANWHILE in again.content.decode()
    assert PartnerRegion.objects.get().name_ro == "Altul"
    assert again.context["changes"][0]["cells"][0]["column"] == "name_ro"


@pytest.mark.usefixtures("a_row_at_a_time")
def test_progress_is_shown_and_goes_on_by_itself(admin_client, bring, make_csv):
    rows = [{"id": "", "name_ro": f"Hont {n}", "country": "HU"} for n in range(3)]

    response = bring("partners", make_csv(*rows))

    url = response.request["PATH_INFO"]
    assert response.headers["Refresh"] == "1"
    assert "1 of 3 rows were checked." in response.content.decode()
    shown = [admin_client.get(url) for _number in range(3)][-1]
    assert shown.context["new"] == 3
    seen = {"checked_at": shown.context["made"].checked_at}
    saving = admin_client.post(url, seen)
    assert "1 of 3 entries were saved." in saving.content.decode()
    assert PartnerRegion.objects.count() == 1
    upload = admin_client.get("/admin/import-export/partners/import/").content.decode()
    assert f'<a href="{url}">Continue importing “table.csv”</a>' in upload
    done = [admin_client.get(url, follow=True) for _number in range(2)][-1]
    assert "3 entries were saved." in done.content.decode()
    assert PartnerRegion.objects.count() == 3
    assert not TableImport.objects.exists()


@pytest.mark.usefixtures("a_row_at_a_time")
def test_import_that_cannot_be_finished_is_undone(admin_client, bring, make_csv):
    first, second = make_partner(seat="A"), make_partner(seat="B")
    rows = [
        {"id": first.pk, "name_ro": first.name_ro, "country": "HU", "seat": "A2"},
        {"id": "", "name_ro": "Hont nou", "country": "HU", "seat": ""},
        {"id": second.pk, "name_ro": second.name_ro, "country": "HU", "seat": "B2"},
    ]
    url = bring("partners", make_csv(*rows)).request["PATH_INFO"]
    for _number in range(3):
        shown = admin_client.get(url)
    admin_client.post(url, {"checked_at": shown.context["made"].checked_at})
    admin_client.get(url)
    assert set(PartnerRegion.objects.values_list("seat", flat=True)) == {"A2", "", "B"}
    save_as_colleague(second, seat="B of a colleague")

    undoing = admin_client.get(url)

    assert "so the changes are being undone." in undoing.content.decode()
    for _number in range(8):
        shown = admin_client.get(url)
    assert dict(PartnerRegion.objects.values_list("pk", "seat")) == {
        first.pk: "A",
        second.pk: "B of a colleague",
    }
    assert [row["number"] for row in shown.context["changes"]] == [2, 3, 4]


def test_preview_of_another_time_saves_nothing(admin_client, bring, make_csv):
    partner = make_partner(seat="A")
    response = bring("partners", make_csv({"id": partner.pk, "seat": "B"}))

    again = admin_client.post(response.request["PATH_INFO"], {"checked_at": "yesterday"})

    assert MEANWHILE in again.content.decode()
    assert PartnerRegion.objects.get().seat == "A"


def test_upload_that_nobody_confirms_is_forgotten(bring, make_csv):
    partner = make_partner()
    bring("partners", make_csv({"id": partner.pk, "seat": "B"}))
    TableImport.objects.update(created="2020-01-01T00:00:00Z")

    bring("partners", make_csv({"id": partner.pk, "seat": "C"}))

    assert [made.rows[0]["cells"]["seat"] for made in TableImport.objects.all()] == ["C"]


def test_large_table_holds_the_database_for_few_entries_at_a_time(
    admin_client, bring, make_csv, monkeypatch
):
    """Whoever saves beside it waits for one transaction, and the page tells how far it is."""
    monkeypatch.setattr(steps, "SECONDS", 0)
    rows = [{"id": "", "kind": "event", "title_ro": f"Târg {n}"} for n in range(101)]
    shown = bring("activities", make_csv(*rows))

    path = shown.request["PATH_INFO"]
    begun = admin_client.post(path, {"checked_at": shown.context["made"].checked_at})

    assert (begun.context["done"], begun.context["total"]) == (20, 101)
    assert admin_client.get(path).context["done"] == 40
    made = TableImport.objects.get()
    assert (Activity.objects.count(), made.done) == (40, 40)
