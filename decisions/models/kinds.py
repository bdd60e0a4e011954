"""The kinds of relation that there are, and what each means, in a sentence."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Kind(models.TextChoices):
    TWINNING = "twinning", pgettext_lazy("kind of decision", "twinning")
    COOPERATION_AGREEMENT = (
        "cooperation_agreement",
        pgettext_lazy("kind of decision", "cooperation agreement"),
    )
    FRIENDSHIP = "friendship", pgettext_lazy("kind of decision", "friendship")
    PROJECT_PARTNERSHIP = (
        "project_partnership",
        pgettext_lazy("kind of decision", "project partnership"),
    )


OTHER = "other"
# What a decision is about: a relation of some kind, or something else.
DECISION_KINDS = [*Kind.choices, (OTHER, pgettext_lazy("kind of decision", "other act"))]

EXPLANATIONS = {
    Kind.TWINNING: _(
        "A lasting relationship between the two councils, open to the people of both regions."
    ),
    Kind.COOPERATION_AGREEMENT: _(
        "An agreement to work together for a purpose or for a time, without a twinning."
    ),
    Kind.FRIENDSHIP: _("A relationship of regular contact, without a written agreement."),
    Kind.PROJECT_PARTNERSHIP: _("Work on a shared project, which lasts as long as the project."),
}
