"""Filters of the lists: what they offer, how many entries each leaves, and if there are many."""

from datetime import timedelta

import pytest
from django.utils import timezone

from editing.admin import lists
from publishing.media.pictures import Picture
from tests.admin.list_pages import PARTNERS, rows
from tests.factories import make_activity, make_agreement, make_decision, make_partner

pytestmark = pytest.mark.django_db


def test_filter_of_countries_offers_those_that_have_partners(admin_client):
    make_partner("Strășeni", country="MD")
    make_partner("Vas", country="HU")

    response = admin_client.get(PARTNERS, {"country": "MD"})

    assert rows(response) == ["Strășeni (en)"]
    (countries,) = (
        spec for spec in response.context["cl"].filter_specs if str(spec.title) == "country"
    )
    assert countries.lookup_choices == [("HU", "Hungary"), ("MD", "Republic of Moldova")]


def numbers(response) -> dict[str, list[str]]:
    """What stands beside the filters of a list, but for "All"."""
    assert response.status_code == 200
    cl = response.context["cl"]
    return {
        str(spec.title): [str(choice["display"]) for choice in spec.choices(cl)][1:]
        for spec in cl.filter_specs
    }


def test_filters_say_how_many_entries_each_would_leave(admin_client):
    make_partner("Vas", country="HU", status="draft", name_hu="")
    make_partner("Zala", country="HU", name_hu="")
    make_partner("Strășeni", country="MD", name_en="")

    whole = numbers(admin_client.get(PARTNERS))
    in_use = numbers(admin_client.get(PARTNERS, {"state_hu__exact": "missing", "stage": "draft"}))
    found = numbers(admin_client.get(PARTNERS, {"q": "strășeni"}))

    assert whole == {
        "status": ["draft (1)", "scheduled (0)", "published (2)", "taken down (0)"],
        "draft of a change": ["has a draft (0)", "has a draft with a time (0)"],
        "Romanian text": ["complete (3)", "missing (0)", "out of date (0)"],
        "Hungarian text": ["complete (1)", "missing (2)", "out of date (0)"],
        "English text": ["complete (2)", "missing (1)", "out of date (0)"],
        "country": ["Hungary (2)", "Republic of Moldova (1)"],
    }
    assert in_use == {
        "status": ["draft (1)", "scheduled (0)", "published (1)", "taken down (0)"],
        "draft of a change": ["has a draft (0)", "has a draft with a time (0)"],
        "Romanian text": ["complete (1)", "missing (0)", "out of date (0)"],
        "Hungarian text": ["complete (0)", "missing (1)", "out of date (0)"],
        "English text": ["complete (1)", "missing (0)", "out of date (0)"],
        "country": ["Hungary (1)", "Republic of Moldova (0)"],
    }
    assert found["country"] == ["Hungary (0)", "Republic of Moldova (1)"]


def test_list_of_a_state_has_what_is_in_it_now(admin_client):
    yesterday, tomorrow = (timezone.now() + timedelta(days=days) for days in (-1, 1))
    there = {
        "draft": make_partner("Vas", status="draft"),
        "scheduled": make_partner("Zala", publish_at=tomorrow),
        "published": make_partner("Nógrád", publish_at=yesterday, take_down_at=tomorrow),
        "taken_down": make_partner("Heves", take_down_at=yesterday),
    }

    for state, partner in there.items():
        response = admin_client.get(PARTNERS, {"stage": state})
        assert list(response.context["cl"].result_list) == [partner]
        assert partner.publication_state == state
    assert rows(admin_client.get(PARTNERS, {"stage": "none of these"})) == []


def test_filter_of_partners_says_how_many_entries_each_has(admin_client):
    vas, zala = make_partner("Vas"), make_partner("Zala")
    make_activity("Târg", partners=[vas, zala])
    make_activity("Dans", partners=[vas], status="draft")
    make_activity("Cor")

    events = "/admin/activities/event/"
    whole = numbers(admin_client.get(events))
    of_zala = numbers(admin_client.get(events, {"partners__id__exact": zala.pk}))

    assert whole["partner regions"] == ["Vas (en) (2)", "Zala (en) (1)", "none (1)"]
    assert of_zala["partner regions"] == ["Vas (en) (2)", "Zala (en) (1)", "none (1)"]
    assert of_zala["status"][0] == "draft (0)"


def test_list_says_that_a_part_is_shown_only_where_it_is_one(admin_client):
    make_partner("Vas")
    make_partner("Zala")

    whole, part = admin_client.get(PARTNERS), admin_client.get(PARTNERS, {"q": "zala"})

    assert "2 results" not in whole.content.decode()
    assert "1 result" in part.content.decode()


@pytest.mark.parametrize("missing", ["", None])
def test_pictures_without_words_in_a_language_are_found(admin_client, missing):
    for name, fields in {
        "a": {"alt_hu": missing, "alt_en": "A"},
        "b": {"alt_hu": "B", "alt_en": missing},
        "c": {"alt_hu": missing, "alt_en": missing, "is_decorative": True},
    }.items():
        Picture.objects.create(file=f"originals/{name}.jpg", alt_ro=name, **fields)

    def found(language: str) -> list[str]:
        response = admin_client.get("/admin/publishing/picture/", {"silent": language})
        return [picture.alt_ro for picture in response.context["cl"].result_list]

    assert (found("hu"), found("en"), found("ro")) == (["a"], ["b"], [])
    assert found("de") == ["c", "b", "a"]


def test_of_very_many_partners_one_is_found_by_its_name(admin_client, monkeypatch):
    monkeypatch.setattr(lists, "MAX_CHOICES", 1)
    make_decision(make_partner("Zala"))
    make_decision(make_partner("Somogy"))
    html = admin_client.get("/admin/decisions/agreement/").content.decode()
    assert "partner__id__exact=" not in html
    form = admin_client.get("/admin/decisions/agreement/add/").content.decode()
    assert 'class="admin-autocomplete"' in form
    assert "Somogy" not in form
    answer = admin_client.get(
        "/admin/autocomplete/",
        {
            "term": "somo",
            "app_label": "decisions",
            "model_name": "agreement",
            "field_name": "partner",
        },
    )
    assert [result["text"] for result in answer.json()["results"]] == ["Somogy (en)"]


@pytest.mark.parametrize("query", ["stage=none", "draft=none", "holds=none"])
def test_choice_that_is_not_offered_finds_nothing(admin_client, query):
    make_agreement(make_partner())

    response = admin_client.get(f"/admin/decisions/agreement/?{query}")

    assert (response.status_code, list(response.context["cl"].result_list)) == (200, [])
