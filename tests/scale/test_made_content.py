"""The content that is made to see how the site bears much of it."""

import pytest

from activities.models import Activity, ActivityLink
from decisions.models import Agreement, Decision
from history.public_versions import public_versions
from partners.models import PartnerLink, PartnerRegion
from publishing.translations import TranslationState
from scripts.made_entries import COUNTRIES
from scripts.make_content import make

pytestmark = pytest.mark.django_db

OF_THE_CLOCK = {"id", "created", "updated", "publish_at"}


def rows():
    models = (PartnerRegion, Decision, PartnerLink, Activity, ActivityLink)
    return [
        [
            {n: str(v) for n, v in row.items() if n not in OF_THE_CLOCK and not n.endswith("_id")}
            for row in model.objects.order_by("pk").values()
        ]
        for model in models
    ]


def test_same_seed_makes_the_same_entries():
    make(partners=20, activities=60, seed=7)
    first = rows()
    numbers = Decision.objects.count(), Agreement.objects.count()
    for model in (Activity, PartnerRegion):
        model.objects.all().delete()
    make(partners=20, activities=60, seed=7)
    same = rows()
    make(partners=0, activities=60, seed=8)
    assert [len(table) for table in first[:4:3]] == [20, 60]
    # Of 10,000 partners 20,000 decisions and 25,000 agreements.
    assert numbers == (40, 50)
    assert first[0] == same[0]
    assert rows()[3][-1] != first[3][-1]


def test_made_entries_are_as_if_they_had_been_typed():
    make(partners=30, activities=400, seed=1)
    partner, activity = PartnerRegion.objects.first(), Activity.objects.exclude(period="").first()
    for entry in (partner, activity):
        was = {f.attname: getattr(entry, f.attname) for f in entry._meta.concrete_fields}
        entry.save()
        entry.refresh_from_db()
        now = {f.attname: getattr(entry, f.attname) for f in entry._meta.concrete_fields}
        assert {name for name in was if was[name] != now[name]} == {"updated"}
    assert len({p.country.code for p in PartnerRegion.objects.all()}) == 30 < COUNTRIES
    states = set(Activity.objects.values_list("state_ro", "state_hu", "state_en"))
    assert {state for row in states for state in row} == set(TranslationState.values)
    assert set(Activity.objects.values_list("kind", flat=True)) >= {"event", "project"}
    assert Activity.objects.filter(part_of__isnull=False).exists()
    assert Activity.objects.filter(partners__isnull=False).exists()
    assert 0 < Activity.objects.published().count() < 400


def test_made_entries_have_their_first_version():
    make(partners=3, activities=9, seed=1)
    for model in (PartnerRegion, Activity):
        for entry in model.objects.published():
            assert len(public_versions(model, entry.pk)) == 1
    activity = Activity.objects.filter(partners__isnull=False).first()
    stored = activity.history.get().partners.values_list("partnerregion", flat=True)
    assert list(stored) == list(activity.partners.values_list("pk", flat=True))
