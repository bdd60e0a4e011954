import pytest
import yaml
from django.core.management import CommandError, call_command

from partners.models import PartnerRegion, TwinningDecision
from tests.factories import make_partner

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
    "model": "partners.twinningdecision",
    "fields": {"partner": ["hont"], "kind": "twinning", "number": 19, "date": "1994"},
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
    fixtures(HONT, DECISION)
    call_command("load_content")
    call_command("load_content")
    assert PartnerRegion.objects.count() == TwinningDecision.objects.count() == 1


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
    TwinningDecision.objects.all().delete()
    call_command("load_content")
    assert TwinningDecision.objects.count() == 0


@pytest.mark.django_db
def test_loading_adds_what_came_later(fixtures):
    fixtures(HONT)
    call_command("load_content")
    fixtures(HONT, DECISION)
    call_command("load_content")
    assert TwinningDecision.objects.get().partner.name_ro == "Județul Hont"


@pytest.mark.django_db
def test_faulty_content_is_named_and_nothing_is_loaded(fixtures):
    fixtures(HONT, {**DECISION, "fields": {**DECISION["fields"], "number": 0}})
    with pytest.raises(CommandError, match=r'twinningdecision", \["hont"\]'):
        call_command("load_content")
    assert PartnerRegion.objects.count() == 0


@pytest.mark.django_db
def test_entry_that_staff_made_before_is_kept(fixtures):
    make_partner("Numele nostru", slug_ro="hont")
    fixtures(HONT, DECISION)
    call_command("load_content")
    partner = PartnerRegion.objects.get()
    assert (partner.name_ro, partner.decisions.count()) == ("Numele nostru", 1)
