"""What is asked of decisions and agreements: which are public, in which order, which hold."""

from datetime import date

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.timezone import localdate

from decisions.models.states import current_on, in_state_on
from partners.models import PartnerRegion
from publishing.models import EntryQuerySet
from publishing.publication import PublishableQuerySet, public_now

NEWEST_FIRST = (models.F("first_day").desc(nulls_last=True), "-number", "-pk")


class DecisionQuerySet(EntryQuerySet):
    def published(self):
        """Narrow to the published; not those whose partners are all hidden."""
        about = self.model.partners.through.objects
        hidden = PartnerRegion.objects.exclude(public_now())
        # The partners that are not public are few: they are looked up once, not for each decision.
        about_hidden = about.filter(partnerregion__in=hidden).values("decision")
        about_others = about.filter(decision=OuterRef("pk")).exclude(partnerregion__in=hidden)
        return self.published_themselves().exclude(Q(pk__in=about_hidden) & ~Exists(about_others))

    def published_themselves(self):
        """Narrow to the published, whether their partners are or not."""
        return super().published()

    def in_order(self):
        return self.order_by("first_day", "number", "pk")

    def newest_first(self):
        return self.order_by(*NEWEST_FIRST)

    def of_year(self, year: int):
        """Narrow to those that were, or may have been, taken in a year."""
        return self.filter(first_day__lt=f"{year + 1:04}-01-01", last_day__gte=f"{year:04}-01-01")

    def years(self) -> range:
        """Return each year from the last decision back to the first."""
        ends = self.aggregate(first=models.Min("first_day"), last=models.Max("first_day"))
        if not ends["first"]:
            return range(0)
        return range(ends["last"].year, ends["first"].year - 1, -1)

    def with_partners(self):
        """Fetch the public partners that they are about, by which they are called."""
        shown = PartnerRegion.objects.published().listed()
        return self.prefetch_related(models.Prefetch("partners", shown))


class AgreementQuerySet(PublishableQuerySet):
    def published(self):
        """Narrow to the published, with partners that are."""
        # The partners that are not are few: they are looked up once, not one for each agreement.
        hidden = PartnerRegion.objects.exclude(public_now())
        return self.published_themselves().exclude(partner__in=hidden)

    def published_themselves(self):
        """Narrow to the published, whether their partners are or not."""
        return super().published()

    def in_order(self):
        return self.order_by("first_day", "pk")

    def in_force(self, day: date | None = None):
        """Narrow to those that hold on a day, today if none is given."""
        return self.filter(current_on(day or localdate()))

    def in_state(self, state: str, day: date | None = None):
        """Narrow to those in a state on a day, today if none is given."""
        return self.filter(in_state_on(state, day or localdate()))

    def with_decisions(self):
        """Fetch the decisions by which they are called."""
        return self.select_related("approved_by", "renewed_by", "ended_by")
