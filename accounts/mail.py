"""Sends mail beside the requests, which so take the same time whether and how it is taken."""

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from django.conf import settings
from django.contrib.auth.models import User
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils.translation import get_language, override

from accounts.models import profile_of
from publishing.naming import current_names

logger = logging.getLogger(__name__)
outbox = ThreadPoolExecutor(max_workers=1, thread_name_prefix="mail")  # one after the other


def in_background(send: Callable, *args, **options) -> None:
    """Call ``send`` after the request, in its language; what goes wrong is logged."""
    outbox.submit(_send, get_language(), send, args, options)


def _send(language: str, send: Callable, args, options) -> None:
    try:
        with override(language):
            send(*args, **options)
    except Exception:  # whatever the mail server did: there is nobody to tell but the log
        logger.exception("A mail could not be sent")


def mail_user(user: User, template: str, context: dict) -> bool:
    """Mail somebody in their language; return whether the site can.

    The template's first line is the subject.
    """
    if not (settings.EMAIL_URL and user.email):
        return False
    with override(profile_of(user).language or settings.LANGUAGE_CODE):
        names = {"site_name": current_names().site, "user": user}
        text = render_to_string(template, {**context, **names})
    subject, _newline, body = text.partition("\n")
    in_background(EmailMessage(subject, body.lstrip(), to=[user.email]).send)
    return True
