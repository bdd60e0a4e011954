"""What is kept of a former member of staff: given out whole, and then kept without the name."""

import json

from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.db.models import Q

from accounts import second_factor, throttle
from accounts.models import AuditRecord, StaffProfile
from publishing.people import FORMER

ABOUT = ("username", "first_name", "last_name", "email", "is_active", "date_joined", "last_login")


def export(user: User) -> str:
    """Return as JSON all that is kept of an account; of secrets, that there are any.

    Of the versions that the person saved: of what, and when. Their texts are the site's.
    """
    name = user.get_username()
    audit = AuditRecord.objects.filter(Q(who=name) | Q(about=name)).order_by("pk")
    versions = [
        {"of": model._meta.label, "pk": record.id, "at": record.history_date}
        for model in apps.get_models()
        if "history_user" in {field.name for field in model._meta.get_fields()}
        for record in model.objects.filter(history_user=user).order_by("history_date")
    ]
    entries = LogEntry.objects.filter(user=user).order_by("pk")
    return json.dumps(
        {
            "account": {field: getattr(user, field) for field in ABOUT},
            "role": [group.name for group in user.groups.all()],
            "profile": list(
                StaffProfile.objects.filter(user=user).values(
                    "languages", "live_languages", "gets_notices", "language"
                )
            ),
            "second step": second_factor.is_set_up(user),
            "audit trail": list(audit.values()),
            "saved versions": versions,
            "actions": list(entries.values("action_time", "object_repr", "action_flag")),
        },
        cls=DjangoJSONEncoder,
        ensure_ascii=False,
        indent=2,
    )


@transaction.atomic
def anonymise(user: User) -> str:
    """Take all that names a person from an account and what is written of it; return its new name.

    Whoever is logged in with it is logged out: the password is another.
    """
    old, new = user.get_username(), f"{FORMER}{user.pk}"
    throttle.unlock(user)
    second_factor.remove(user)
    user.username, user.first_name, user.last_name, user.email = new, "", "", ""
    user.is_active = user.is_staff = user.is_superuser = False
    user.set_unusable_password()
    user.save()
    user.groups.clear()
    StaffProfile.objects.filter(user=user).delete()
    AuditRecord.objects.filter(about=old).update(changes=[])
    for field in ("who", "about"):
        AuditRecord.objects.filter(**{field: old}).update(**{field: new})
    accounts = ContentType.objects.get_for_model(User)
    of_account = LogEntry.objects.filter(content_type=accounts, object_id=str(user.pk))
    of_account.update(object_repr=new, change_message="")
    return new
