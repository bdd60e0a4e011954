"""An import tells what a colleague changed after the table was exported, and keeps it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from activities.models import Activity, ActivityLink
from partners.models import PartnerRegion
from tests.factories import make_activity, make_partner
from tests.import_export.tables import rows_of, save_as_colleague

pytestmark = pytest.mark.django_db


def test_change_of_a_colleague_is_told_and_kept(export, bring, confirm, make_csv):
    partner = make_partner(seat="Ipolyság", institution="Consiliul")
    (row,) = rows_of(export("partners"))
    save_as_colleague(partner, seat="Šahy")

    response = bring("partners", make_csv({**row, "institution_ro": "Adunarea"}))

    assert response.context["left_as_is"] == [(2, "Administrative centre", "Šahy")]
    assert "Row 2, Administrative centre: Šahy" in response.content.decode()
    confirm(response)
    saved = PartnerRegion.objects.get()
    assert (saved.seat, saved.institution_ro) == ("Šahy", "Adunarea")


def test_change_of_what_a_colleague_changed_is_a_conflict(export, bring, confirm, make_csv):
    partner = make_partner(seat="Ipolyság")
    (row,) = rows_of(export("partners"))
    save_as_colleague(partner, seat="Šahy")

    response = bring("partners", make_csv({**row, "seat": "Ipolyszakállas"}))

    (error,) = response.context["errors"]
    assert (error["row"], error["column"]) == (2, "seat")
    assert error["message"] == (
        "This was changed on the site after you exported the table. It is now “Šahy”. "
        "Export the table again."
    )
    confirm(response)
    assert PartnerRegion.objects.get().seat == "Šahy"


@pytest.mark.parametrize("version", ["yesterday", "2020-01-01T00:00:00+00:00", "2020-01-01"])
def test_version_that_nobody_knows_is_a_conflict(bring, make_csv, version):
    partner = make_partner(seat="Ipolyság")

    response = bring("partners", make_csv({"id": partner.pk, "seat": "A", "version": version}))

    assert [error["column"] for error in response.context["errors"]] == ["seat"]


def test_relations_that_no_colleague_changed_are_no_conflict(export, bring, confirm, make_csv):
    hont, bars = make_partner("Hont", slug_ro="hont"), make_partner("Bars", slug_ro="bars")
    activity = make_activity(partners=[hont])
    activity.links.create(url="https://a.example/")
    activity.save()
    (row,) = rows_of(export("activities"))
    activity.place_ro = "Ciuc"
    activity.save()

    changed = {"partners": "hont\nbars", "links": "https://a.example/\nhttps://b.example/"}
    response = bring("activities", make_csv({**row, **changed}))

    assert (response.context["errors"], response.context["left_as_is"]) == (
        [],
        [(2, "Place (Romanian)", "Ciuc")],
    )
    confirm(response)
    assert {*activity.partners.all()} == {hont, bars}
    assert [link.url for link in activity.links.all()] == changed["links"].split()


def test_links_that_a_colleague_changed_are_a_conflict(export, bring, make_csv):
    activity = make_activity()
    activity.links.create(url="https://a.example/")
    an_hour_ago = timezone.now() - timedelta(hours=1)
    Activity.objects.update(updated=an_hour_ago)
    Activity.history.update(updated=an_hour_ago, history_date=an_hour_ago)
    ActivityLink.history.update(history_date=an_hour_ago)
    (row,) = rows_of(export("activities"))
    activity.links.create(url="https://b.example/")
    activity.save()

    response = bring("activities", make_csv({**row, "links": "https://c.example/"}))

    assert [error["column"] for error in response.context["errors"]] == ["links"]
