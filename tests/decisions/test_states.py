"""Each state of an agreement × each place where it shows: one table of expectations."""

import csv
import io
import json
import re
from datetime import date, timedelta
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest
from django.utils.text import capfirst
from django.utils.timezone import localdate
from django.utils.translation import override
from rdflib import DCAT, DCTERMS, VOID, Graph, Literal

from decisions.models import Agreement, State
from decisions.models.states import in_state_on, state_on
from partners.map.placing import frames
from partners.models import PartnerRegion
from partners.relations import with_agreements
from syndication.social.cards import card_of
from tests.factories import make_agreement, make_decision, make_partner
from tests.html import ParsedPage

pytestmark = pytest.mark.django_db
THIS_YEAR = localdate().year
# What is known of the agreements with a partner → the state that every place tells, and its words.
CASES = {
    "none": ([], None, ""),
    "a draft": ([{"since": "1994", "status": "draft"}], None, ""),
    "future": ([{"since": "2100"}], "future", "not yet in force, begins 2100"),
    "in force": ([{"since": "1994"}], "in_force", "in force: since 1994"),
    "open, signed on a day": (
        [{"signed_on": "1994-05-07"}],
        "in_force",
        "in force: since 7 May 1994",
    ),
    "with a term": (
        [{"since": "1994", "in_force_until": "2100"}],
        "in_force",
        "in force: 1994–2100",
    ),
    "ended on a day": (
        [{"since": "1994", "ended_on": "2015-03-01"}],
        "ended",
        "ended 1 March 2015",
    ),
    "ended by a decision": (
        [{"since": "1994", "ended_on": "2015", "by_decision": True}],
        "ended",
        "ended 2015",
    ),
    "ended in a month": (
        [{"since": "1994", "ended_on": "2015-03"}],
        "ended",
        "ended March 2015",
    ),
    "ends this year": (
        [{"since": "1994", "ended_on": str(THIS_YEAR)}],
        "ending",
        f"in force, ends {THIS_YEAR}",
    ),
    "renewed": (
        [{"since": "1994", "renewed_on": "2010"}],
        "in_force",
        "in force: since 1994; renewed: 2010",
    ),
    "expired": ([{"since": "1994", "in_force_until": "2004"}], "expired", "expired 2004"),
    "not known since when": ([{}], "unknown", "not known since when"),
    "one ended, another in force": (
        [{"since": "1994", "ended_on": "2015"}, {"since": "2017", "kind": "friendship"}],
        "in_force",
        "in force: since 2017",
    ),
}
CURRENT = ("in_force", "ending")


def make(agreements: list[dict]) -> PartnerRegion:
    """Make the partner, and each agreement; one that says itself since when has a decision."""
    partner = make_partner("Hont", slug_en="hont", latitude=47.9, longitude=19.1, country="HU")
    for stated in agreements:
        fields = dict(stated)
        if "since" in stated or "signed_on" in stated:
            fields["approved_by"] = make_decision(partner, date="1990", agreed=False)
        if fields.pop("by_decision", False):
            fields["ended_by"] = make_decision(partner, date="2015", number=7, agreed=False)
        make_agreement(partner, **fields)
    return partner


def main(client, url) -> str:
    return ParsedPage(client.get(url).content.decode()).main


def chart_row(client) -> str:
    """Return what the picture of years says beside the partner's name; "" if it has no row."""
    html = client.get("/en/activities/").content.decode()
    rows = html.partition('<p class="chart__name">')[2].partition("</p>")[0]
    return " ".join(re.sub(r"<[^>]+>", "", rows).split()).removeprefix("Hont (en)").strip()


def of_linked_data(html) -> dict:
    """Return the state and the words of each agreement that JSON-LD of the partner's page tells."""
    text = html.partition('<script type="application/ld+json">')[2].partition("</script>")[0]
    (region,) = (n for n in json.loads(text)["@graph"] if n["@type"] == "AdministrativeArea")
    told = region.get("additionalProperty", [])
    return {each["value"]: each["description"] for each in told}


def feed(client, name) -> str:
    """Return all that the entries of an Atom feed say, as text."""
    root = ElementTree.fromstring(client.get(f"/en/feeds/{name}.atom").content)
    contents = root.iter("{http://www.w3.org/2005/Atom}content")
    html = " ".join(content.text for content in contents)
    return " ".join(re.sub(r"<[^>]+>", "", html).split())


def of_catalogue(client) -> tuple[int, list[str]]:
    """Return how many agreements the catalogue counts, and the states in the file it leads to."""
    graph = Graph().parse(data=client.get("/data/catalog.ttl").content, format="turtle")
    dataset = graph.value(None, DCTERMS.title, Literal("Agreements", lang="en"))
    files = graph.objects(None, DCAT.downloadURL)
    (file,) = (urlsplit(str(f)).path for f in files if str(f).endswith("agreements.csv"))
    states = [row["state"] for row in read(client.get(file))]
    return int(graph.value(dataset, VOID.entities)), states


def rows(client, name) -> list[dict]:
    return read(client.get(f"/data/{name}.csv"))


def read(answer) -> list[dict]:
    text = answer.content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


@pytest.mark.parametrize("case", CASES)
def test_every_place_tells_the_same_state(client, case):
    agreements, state, words = CASES[case]
    partner = make(agreements)
    public = [stated for stated in agreements if stated.get("status") != "draft"]
    is_current, is_former = state in CURRENT, state in ("ended", "expired")

    # Data: CSV, JSON, API, and their filters.
    assert [row["relation_state"] for row in rows(client, "partners")] == [state or ""]
    assert client.get("/data/partners.json").json()["items"][0]["relation_state"] == state
    assert client.get(f"/api/v1/partners/{partner.pk}").json()["relation_state"] == state
    told = [row["state"] for row in rows(client, "agreements")]
    assert (told[-1:] or [None]) == [state]
    assert client.get("/data/agreements.json").json()["count"] == len(public)
    found = {
        s for s in State.values if client.get(f"/api/v1/partners?state={s}").json()["count"] == 1
    }
    assert found == set(told)
    shown = {s for s in State.values if "Hont" in main(client, f"/en/partners/?state={s}")}
    assert shown == set(told)

    # Pages: the table, the partner's page, the embedded card, the home page, the map, the card.
    page = client.get("/en/partners/hont/").content.decode()
    assert capfirst(words) in ParsedPage(page).main
    table = main(client, "/en/partners/")
    assert ("Former relations" in table) == is_former
    if state and not is_current:
        assert words in table
        assert words in main(client, f"/en/embed/p{partner.pk}/")
    counted = "1 partner region with an agreement in force"
    assert (counted in main(client, "/en/")) == is_current
    with override("en"):
        (listed,) = with_agreements(PartnerRegion.objects.published().in_county_order())
        pictures = [picture for frame in frames([listed]) for picture in frame.pictures]
        card = card_of(PartnerRegion.objects.get())
    assert {bool(picture.lines) for picture in pictures} == {is_current}
    if state and not is_current:
        assert card.relation.endswith(words)
    # The picture of years: in words, and by a bar that is drawn otherwise, here and as a file.
    in_short = words.partition("; renewed")[0]
    drawn = in_short.removeprefix("in force: ")
    lane = client.get("/en/activities/").content.decode()
    if state != "unknown":  # of which no decision is known, so that nothing has a date
        assert chart_row(client) == drawn
    if state not in (None, "unknown"):
        assert f">{drawn}</text>" in client.get("/en/years.svg").content.decode()
    assert ("chart__bar--former" in lane) == is_former
    # JSON-LD has each agreement, feeds each that came of a decision; the catalogue counts them.
    assert set(of_linked_data(page)) == set(told)
    assert of_linked_data(page).get(state, "") == in_short
    for name in ("all", "decision", f"p{partner.pk}"):
        stated = feed(client, name)
        assert bool(words and in_short in stated) == (state not in (None, "unknown"))
    assert of_catalogue(client) == (len(public), told)
    # The calendar has anniversaries of what is in force and known to the day.
    calendar = client.get("/en/feeds/all.ics").content.decode()
    assert ("Anniversary" in calendar) == (case == "open, signed on a day")


def test_python_and_the_database_agree_on_every_day():
    partner = make_partner()
    fields = [
        {"since": since, **end}
        for since in ("1994", "1994-05", "1994-05-07", "")
        for end in (
            {},
            {"in_force_until": "1996"},
            {"in_force_until": "1996-02"},
            {"ended_on": "1995-06-01"},
            {"ended_on": "1995", "in_force_until": "1999"},
        )
    ]
    made = [make_agreement(partner, **each) for each in fields]
    days = [date(1993, 12, 31) + timedelta(days=days) for days in range(0, 1500, 13)]
    days += [date(1995, 6, 1), date(1995, 6, 2), date(1996, 2, 29), date(1996, 3, 1)]
    for day in days:
        requested = {s: set(Agreement.objects.filter(in_state_on(s, day))) for s in State}
        assert {a: state_on(a, day) for a in made} == {
            agreement: state for state, found in requested.items() for agreement in found
        }
        assert sum(map(len, requested.values())) == len(made)


@pytest.mark.parametrize(
    ("ended", "day", "state"),
    [
        ("2015", date(2014, 12, 31), "in_force"),
        ("2015", date(2015, 1, 1), "ending"),
        ("2015", date(2015, 12, 31), "ending"),
        ("2015", date(2016, 1, 1), "ended"),
        ("2015-03-01", date(2015, 2, 28), "in_force"),
        ("2015-03-01", date(2015, 3, 2), "ended"),
    ],
)
def test_end_is_as_precise_as_it_is_known(ended, day, state):
    assert state_on(make_agreement(make_partner(), since="1994", ended_on=ended), day) == state


def test_agreement_begins_with_its_decision_and_keeps_its_start_without_it():
    decision = make_decision(make_partner(), date="1994-05")
    agreement = decision.agreements.get()
    assert agreement.first_day == date(1994, 5, 1)

    decision.date = type(decision.date).parse("1995")
    decision.full_clean()
    decision.save()
    assert decision.agreements.get().first_day == date(1995, 1, 1)

    decision.delete()
    agreement.refresh_from_db()
    assert (str(agreement.in_force_from), agreement.state) == ("1995", "in_force")
