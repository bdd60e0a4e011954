"""A form that was sent otherwise than a browser sends it is refused as Django reads it."""

import pytest

from tests.admin.browser_forms import form_of
from tests.factories import make_agreement, make_partner

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("total", "key"), [("1", "{}"), (" 1", "{}"), ("+1", "{}"), ("1", " {}"), ("1", "٢١")]
)
def test_row_is_refused_however_its_number_is_written(staff, total, key):
    """An editor may change the draft of a partner, but not its published agreement."""
    partner = make_partner(status="draft")
    agreement = make_agreement(partner, pk=21, note_ro="Veche")
    url = f"/admin/partners/partnerregion/{partner.pk}/change/"
    editor = staff("editor")
    sent = form_of(editor.get(url)) | {
        "agreements-TOTAL_FORMS": total,
        "agreements-0-id": key.format(agreement.pk),
        "agreements-0-note_ro": "Forged",
    }

    response = editor.post(url, sent)

    was = agreement.updated
    agreement.refresh_from_db()
    assert response.status_code == 403
    assert (agreement.note_ro, agreement.updated) == ("Veche", was)


def test_field_of_the_model_that_no_form_offers_is_refused(staff):
    partner = make_partner(status="draft")
    url = f"/admin/partners/partnerregion/{partner.pk}/change/"
    editor = staff("editor")

    response = editor.post(url, form_of(editor.get(url), state_hu="complete", seat="X"))

    partner.refresh_from_db()
    assert (response.status_code, partner.seat) == (403, "")
