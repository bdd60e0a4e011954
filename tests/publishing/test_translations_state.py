"""How far a translation is: kept field by field, and out of date only where something changed."""

import pytest

from partners.models import PartnerRegion
from tests.factories import make_agreement, make_partner

pytestmark = pytest.mark.django_db


@pytest.fixture
def partner():
    return make_partner("Hont", text_ro="Unu.", text_hu="Egy.", text_en="One.")


def states(entry) -> tuple[str, str, str]:
    saved = type(entry).objects.get(pk=entry.pk)
    return saved.state_ro, saved.state_hu, saved.state_en


def change(entry, **texts):
    """Changes an entry as one would who has just opened it."""
    entry = type(entry).objects.get(pk=entry.pk)
    for name, text in texts.items():
        setattr(entry, name, text)
    entry.save()
    return entry


def test_translations_made_together_are_complete(partner):
    assert states(partner) == ("complete", "complete", "complete")


def test_changed_source_makes_the_translations_stale(partner):
    changed = change(partner, text_ro="Doi.")

    assert states(partner) == ("complete", "stale", "stale")
    assert changed.stale_fields("hu") == {
        "text": {"of": "ro", "source": "<p>Unu.</p>", "translation": "<p>Egy.</p>"}
    }


def test_translation_touched_since_is_complete_again(partner):
    change(partner, text_ro="Doi.")
    change(partner, text_hu="Kettő.")

    assert states(partner) == ("complete", "complete", "stale")


def test_source_and_translation_changed_together_agree(partner):
    change(partner, text_ro="Doi.", text_hu="Kettő.", text_en="Two.")

    assert states(partner) == ("complete", "complete", "complete")


def test_source_changed_back_makes_nothing_stale(partner):
    change(partner, text_ro="Doi.")
    change(partner, text_ro="Unu.")

    assert states(partner) == ("complete", "complete", "complete")


def test_change_of_a_translation_makes_no_other_stale(partner):
    change(partner, text_hu="Egyetlen.")

    assert states(partner) == ("complete", "complete", "complete")


def test_what_is_no_text_makes_nothing_stale(partner):
    change(partner, seat="Ipolyság", slug_ro="alt-nume", status="draft")

    assert states(partner) == ("complete", "complete", "complete")


def test_missing_outweighs_stale(partner):
    change(partner, text_ro="Doi.", name_hu="")

    assert states(partner) == ("complete", "missing", "stale")


def test_text_written_first_in_hungarian_is_missing_in_the_others(partner):
    agreement = make_agreement(partner, note_hu="Megjegyzés")

    assert states(agreement) == ("missing", "complete", "missing")


def test_translation_of_a_hungarian_text_is_stale_when_that_changes(partner):
    agreement = make_agreement(partner, note_hu="Megjegyzés", note_en="A note")

    change(agreement, note_hu="Más megjegyzés")

    assert states(agreement) == ("missing", "complete", "stale")


def test_romanian_added_to_a_hungarian_text_makes_nothing_stale(partner):
    agreement = make_agreement(partner, note_hu="Megjegyzés", note_en="A note")

    change(agreement, note_ro="O notă")

    assert states(agreement) == ("complete", "complete", "complete")


def test_confirmed_translation_is_complete_and_keeps_its_text(partner):
    entry = change(partner, text_ro="Doi.")

    entry.confirm_translation("hu")
    entry.save()

    assert states(partner) == ("complete", "complete", "stale")
    assert PartnerRegion.objects.get().text_hu == "<p>Egy.</p>"
