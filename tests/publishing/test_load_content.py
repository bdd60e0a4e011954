import pytest
import yaml
from django.core.management import CommandError, call_command

from decisions.models import Agreement, Decision
from partners.models import PartnerRegion
from tests.factories import make_decision, make_partner

HONT = {
    "model": "partners.partnerregion",
    "fields": {
        "slug_ro": "hont",
        "name_ro": "Județul Hont",
        "country": "HU",
        "status": "published",
    },
}
DECISION = {
    "model": "decisions.decision",
    "pk": 20,
    "fields": {"partners": [["hont"]], "number": 19, "date": "1994", "slug_ro": "19-1994"},
}
AGREEMENT = {
    "model": "decisions.agreement",
    "pk": 30,
    "fields": {"partner": ["hont"], "kind": "twinning", "approved_by": ["19-1994"]},
}


@pytest.fixture
def fixtures(tmp_path, settings):
    """Writes records as the only content there is to load."""
    settings.FIXTURE_DIRS = [tmp_path]

    def write(*records):
        text = yaml.safe_dump(list(records), allow_unicode=True)
        (tmp_path / "content.yaml").write_text(text, encoding="utf-8")

    return write


@pytest.mark.django_db
def test_loading_again_changes_nothing(fixtures):
    fixtures(HONT, DECISION, AGREEMENT)
    call_command("load_content")
    call_command("load_content")
    assert PartnerRegion.objects.count() == 1
    assert (Decision.objects.get().pk, Agreement.objects.get().pk) == (20, 30)
    assert make_decision(PartnerRegion.objects.get(), date="1995").pk == 21


@pytest.mark.django_db
def test_number_of_a_record_that_is_taken_is_left_for_another(fixtures):
    partner = make_partner(slug_ro="hont")
    theirs = make_decision(partner, date="1990", pk=20, agreed=False)
    fixtures(DECISION, AGREEMENT)

    call_command("load_content")

    ours = Decision.objects.get(slug_ro="19-1994")
    assert ours.pk != theirs.pk == Decision.objects.get(slug_ro="19-1990").pk
    assert Decision.objects.count() == 2
    assert Agreement.objects.get().approved_by.slug_ro == "19-1994"


@pytest.mark.django_db
def test_decision_that_staff_made_before_is_kept(fixtures):
    made = make_decision(make_partner(slug_ro="hont"), date="1994-05-07")
    fixtures(DECISION, AGREEMENT)

    call_command("load_content")

    assert (Decision.objects.get(), Agreement.objects.count()) == (made, 1)


@pytest.mark.django_db
def test_loading_again_keeps_what_staff_edited(fixtures):
    fixtures(HONT)
    call_command("load_content")
    PartnerRegion.objects.update(slug_ro="renamed", name_ro="Altfel")
    call_command("load_content")
    assert PartnerRegion.objects.values_list("name_ro", flat=True).get() == "Altfel"


@pytest.mark.django_db
def test_loading_again_does_not_bring_back_what_staff_deleted(fixtures):
    fixtures(HONT, DECISION)
    call_command("load_content")
    Decision.objects.all().delete()
    call_command("load_content")
    assert Decision.objects.count() == 0


@pytest.mark.django_db
def test_loading_adds_what_came_later(fixtures):
    fixtures(HONT)
    call_command("load_content")
    fixtures(HONT, DECISION)
    call_command("load_content")
    assert Decision.objects.get().partners.get().name_ro == "Județul Hont"


@pytest.mark.django_db
def test_faulty_content_is_named_and_nothing_is_loaded(fixtures):
    fixtures(HONT, {**DECISION, "fields": {**DECISION["fields"], "number": 0}})
    with pytest.raises(CommandError, match=r'decisions.decision", 0, "1994"'):
        call_command("load_content")
    assert PartnerRegion.objects.count() == 0


@pytest.mark.django_db
def test_entry_that_staff_made_before_is_kept(fixtures):
    make_partner("Numele nostru", slug_ro="hont")
    fixtures(HONT, DECISION)
    call_command("load_content")
    partner = PartnerRegion.objects.get()
    assert (partner.name_ro, partner.decisions.count()) == ("Numele nostru", 1)
