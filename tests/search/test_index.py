"""The index follows the entries, whichever way they are written."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from activities.models import Activity, Event
from partners.models import PartnerRegion
from publishing.models import LoadedContent
from search import results
from search.models import IndexEntry, Term
from search.results import find
from tests.factories import make_activity, make_agreement, make_decision, make_page, make_partner

pytestmark = pytest.mark.django_db


def found(query, language="ro"):
    with override(language):
        return [result.entry.heading for result in find(query)]


def test_saved_entry_is_found_by_its_new_words_only():
    partner = make_partner("Zala")
    partner.name_ro = "Somogy"
    partner.save()
    assert (found("zala"), found("somogy")) == (["Somogy"], ["Somogy"])  # (hu) and (en) stay
    partner.name_hu = partner.name_en = "Somogy"
    partner.save()
    assert (found("zala"), found("somogy")) == ([], ["Somogy"])


def test_deleted_entry_is_found_no_more_and_leaves_nothing():
    partner, activity = make_partner("Zala"), make_activity("Ziua Zala")
    partner.delete()
    Activity.objects.filter(pk=activity.pk).delete()
    assert found("zala") == []
    assert not IndexEntry.objects.exists()


def test_activity_is_found_by_its_partners_and_by_what_they_are_called_now():
    partner = make_partner("Zala")
    activity = make_activity("Târg", partners=[partner])
    assert found("zala targ") == ["Târg"]
    partner.name_ro = "Somogy"
    partner.save()
    assert found("somogy targ") == ["Târg"]
    activity.partners.remove(partner)
    assert found("somogy targ") == []
    activity.partners.add(partner)
    partner.delete()
    assert found("somogy targ") == []


def test_decision_is_found_by_what_its_partner_is_called_now():
    partner = make_partner("Zala")
    make_decision(partner, number=6, date="1993")
    partner.name_ro = "Somogy"
    partner.save()
    assert found("6/1993 somogy") == ["Hotărârea nr. 6/1993: înfrățire, Somogy"]
    assert found("6/1993 zala") == []
    partner.delete()
    assert found("6/1993 somogy") == []
    assert found("6/1993") == ["Hotărârea nr. 6/1993: înfrățire"]  # it was decided all the same


def test_agreement_is_found_itself_only_where_no_decision_speaks_for_it():
    partner = make_partner("Zala")
    agreement = make_agreement(partner, "1997", kind="cooperation_agreement")
    assert found("acord 1997 zala") == ["Acord de colaborare 1997: Zala"]
    partner.name_ro = "Somogy"
    partner.save()
    assert found("acord 1997 somogy") == ["Acord de colaborare 1997: Somogy"]
    decision = make_decision(partner, number=6, date="1997", kind="cooperation_agreement")
    agreement.approved_by = decision
    agreement.save()
    assert found("acord 1997 somogy") == [decision.heading]


def test_agreement_is_found_no_more_when_it_or_its_partner_is_not_public():
    partner = make_partner("Zala")
    agreement = make_agreement(partner, "1997")
    partner.status = "draft"
    partner.save()
    assert found("1997") == []
    partner.status = "published"
    partner.save()
    assert found("1997") != []
    agreement.delete()
    assert found("1997") == []


def test_activity_saved_through_the_model_of_its_kind_is_found():
    event = Event(title_ro="Târgul mierii", slug_ro="miere", status="published")
    event.save()
    assert found("mierii") == ["Târgul mierii"]
    event.delete()
    assert found("mierii") == []


def test_times_of_publishing_need_no_writing():
    now = timezone.now()
    make_page("Târziu", publish_at=now + timedelta(days=1))
    make_page("Trecut", take_down_at=now - timedelta(days=1))
    make_page("Ciornă", status="draft")
    make_page("Prezent", publish_at=now - timedelta(days=1))
    assert [found(word) for word in ("tarziu", "trecut", "ciorna", "prezent")] == [
        *([], [], []),
        ["Prezent"],
    ]


def test_what_is_published_in_the_admin_is_found(admin_client):
    page = make_page("Obiective", status="draft")
    changelist = reverse("admin:pages_page_changelist")
    assert found("obiective") == []
    admin_client.post(changelist, {"action": "publish", "_selected_action": page.pk})
    assert found("obiective") == ["Obiective"]


def test_loaded_content_is_found_at_once(content):
    assert LoadedContent.objects.exists()
    assert found("straseni")[:1] == ["Raionul Strășeni"]


def test_what_was_written_past_the_models_is_found_after_indexing_anew(capsys):
    stored = make_partner("Zala")
    PartnerRegion.objects.bulk_create([PartnerRegion(name_ro="Somogy", slug_ro="somogy")])
    PartnerRegion.objects.update(status="published")
    assert found("somogy") == []
    call_command("index_search")
    assert capsys.readouterr().out == "2 entries can be found.\n"
    assert (found("somogy"), found("zala")) == (["Somogy"], [stored.name])


def test_index_anew_says_the_same_as_the_one_that_followed():
    partner = make_partner("Zala", text_hu="Egy szöveg, két szöveg.")
    make_decision(partner, number=6, date="1993")
    make_activity("Târg", partners=[partner])
    make_page("Obiective", summary_ro="Pe scurt")
    columns = ("term__language", "term__text", "type_prefix", "object_id", "weight", "partner")
    followed = sorted(IndexEntry.objects.values_list(*columns))
    call_command("index_search", verbosity=0)
    assert sorted(IndexEntry.objects.values_list(*columns)) == followed
    assert ("hu", "szoveg", "p") in {(row[0], row[1], row[2]) for row in followed}


def test_saving_what_says_the_same_leaves_the_index_alone(django_assert_num_queries):
    partner = make_partner("Zala")
    before = list(IndexEntry.objects.order_by("pk").values_list("pk", flat=True))
    partner.save()
    assert list(IndexEntry.objects.order_by("pk").values_list("pk", flat=True)) == before


def test_word_longer_than_any_is_kept_and_found_by_its_beginning():
    make_page("x" * 180)
    assert found("x" * 180) == ["x" * 180]
    assert Term.objects.filter(text="x" * 64, language="ro").exists()


@pytest.mark.parametrize("words", ["targ", "targ mierii", "targ mierii zala", "targ " * 30])
def test_search_costs_at_most_twenty_one_queries(client, django_assert_max_num_queries, words):
    partner = make_partner("Târgul mierii Zala")
    make_activity("Târgul mierii", partners=[partner])
    make_page("Târgul mierii din Zala")
    make_decision(partner, number=6, date="1993")
    # Seven for the index, two for synonyms and promoted answers, nine for the four kinds with their
    # documents, three for what stands on every page.
    with django_assert_max_num_queries(21):
        assert b"results__title" in client.get("/ro/cautare/", {"q": words}).content


def test_of_very_many_answers_the_best_are_read(monkeypatch, client):
    """With bounds that a few entries exceed, in place of ten thousand."""
    for name in ("MAX_READ", "MAX_CANDIDATES", "MAX_RESULTS"):
        monkeypatch.setattr(results, name, 3)
    for number in range(6):
        make_activity(f"Altceva {number}", text_ro="<p>Un târg cu miere.</p>")
    make_activity("Târgul mierii")
    make_activity("Târg", text_ro="<p>Miere</p>")
    assert found("targ")[:2] == ["Târg", "Târgul mierii"]
    assert len(found("targ")) == 3
    assert found("targ mierii")[:1] == ["Târgul mierii"]
    html = client.get("/ro/cautare/?q=targ").content.decode()
    assert "Cele mai bune 3 din foarte multe rezultate" in html
