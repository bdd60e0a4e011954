"""Where decisions are published, and the sources of what the site says of them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from decisions.models.acts import Decision
from decisions.models.agreements import Agreement
from publishing.media.attachments import Attachment
from publishing.models import Link


class DecisionLink(Link):
    """Where a decision is published, or what is said of it elsewhere."""

    class Kind(models.TextChoices):
        OFFICIAL = "official", _("the official publication")
        SOURCE = "source", _("a source")

    decision = models.ForeignKey(
        Decision, models.CASCADE, related_name="links", verbose_name=_("decision")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.OFFICIAL)

    identity = ("decision", "url")

    class Meta(Link.Meta):
        verbose_name = _("source")
        verbose_name_plural = _("sources")


class AgreementLink(Link):
    """Where something that the site says of an agreement can be read."""

    agreement = models.ForeignKey(
        Agreement, models.CASCADE, related_name="links", verbose_name=_("agreement")
    )

    identity = ("agreement", "url")

    class Meta(Link.Meta):
        verbose_name = _("source")
        verbose_name_plural = _("sources")


class DecisionAttachment(Attachment):
    """A document or picture that the page of a decision shows."""

    entry = models.ForeignKey(
        Decision, models.CASCADE, related_name="attachments", verbose_name=_("decision")
    )
