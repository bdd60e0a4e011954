"""Mails whoever must act, in their language, unless they have switched that off."""

from django.conf import settings
from django.contrib.auth import get_permission_codename
from django.contrib.auth.models import User

from accounts.mail import mail_user
from accounts.models import profile_of
from editing.admin.urls import form_url
from publishing.people import full_name

BACKEND = "django.contrib.auth.backends.ModelBackend"


def publishers_of(options) -> list[User]:
    """Return the people who may publish entries of a model, those with an account in use."""
    codename = f"{options.app_label}.{get_permission_codename('publish', options)}"
    return list(User.objects.with_perm(codename, backend=BACKEND).filter(is_staff=True))


def notify(people, sender: User, kind: str, entry, text: str = "") -> None:
    """Mail people but the sender what was said of an entry, with a link to it."""
    context = {
        "kind": kind,
        "who": full_name(sender),
        "entry": entry,
        "text": text,
        "link": settings.SITE_URL + form_url(entry, "review"),
    }
    for user in {user.pk: user for user in people if user and user != sender}.values():
        if user.is_active and profile_of(user).gets_notices:
            mail_user(user, "admin/review_mail.txt", context)
