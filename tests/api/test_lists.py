"""The API answers, of the county's content, what the pages and files show."""

import pytest
from django.urls import reverse
from django.utils.translation import override

from partners.models import PartnerRegion
from publishing.models import LANGUAGE_CODES
from search.results import find
from tests.api.queries import ask, every

pytestmark = pytest.mark.usefixtures("content_of_module", "db")


@pytest.mark.parametrize("path", ["partners", "decisions", "activities"])
def test_list_is_the_file_in_pages(client, path):
    items = every(client, path, per_page=7)

    file = client.get(f"/data/{path}.json").json()
    assert items == file["items"]
    assert len({item["id"] for item in items}) == file["count"]
    assert [ask(client, f"{path}/{item['number']}") for item in items[:3]] == items[:3]


@pytest.mark.parametrize(
    "query",
    [
        {"country": "HU"},
        {"kind": "cooperation_agreement"},
        {"q": "strășeni"},
        {"country": "IT", "sort": "-year"},
        {"sort": "name"},
        {"sort": "-country"},
    ],
)
@pytest.mark.parametrize("language", LANGUAGE_CODES)
def test_filters_answer_as_the_table_does(client, query, language):
    with override(language):
        table = client.get(reverse("partners:list"), query).context["object_list"]

    items = every(client, "partners", lang=language, **query)

    assert [item["number"] for item in items] == [partner.pk for partner in table]
    assert items


@pytest.mark.parametrize("query", [{"kind": "event"}, {"partner": "HU-BK"}, {"year": 2010}])
def test_filters_of_activities_answer_as_the_timeline_does(client, query):
    if "partner" in query:
        query = {"partner": PartnerRegion.objects.get(iso_code=query["partner"]).pk}
    page = client.get("/en/activities/", query)
    timeline_items = [*page.context["timeline_items"], *page.context["undated"]]
    shown = {item.entry.pk for item in timeline_items if item.kind != "decision"}

    assert {item["number"] for item in every(client, "activities", **query)} == shown
    assert shown


@pytest.mark.parametrize("language", LANGUAGE_CODES)
def test_search_finds_what_the_site_finds(client, language):
    with override(language):
        found = [result.entry.heading for result in find("nograd")]

    items = every(client, "search", q="nograd", lang=language, per_page=3)

    assert [item["title"] for item in items] == found
    assert all(f"/{language}/" in item["page"] for item in items)


@pytest.mark.parametrize(("number", "instead"), [(13, "d/10"), (3, "g/3")])
def test_what_was_put_together_or_divided_names_what_took_its_place(client, number, instead):
    data = ask(client, f"decisions/{number}", 410, lang="en")

    assert data["instead"] == f"https://testserver/{instead}"
