"""Passkeys (WebAuthn) for the second step: what a browser is asked for, and what it answers.

An answer comes as a field of the form, so that whatever the form carries along comes with it.
"""

import json

from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.utils import timezone
from django_otp_webauthn.exceptions import OTPWebAuthnApiError
from django_otp_webauthn.models import WebAuthnCredential
from webauthn.helpers.exceptions import WebAuthnException

CHALLENGE = "passkey_asked"  # in the session: what the next answer has to be an answer to
BAD = (OTPWebAuthnApiError, WebAuthnException, IntegrityError, ValueError, TypeError, KeyError)


def ask_for_new(request: HttpRequest) -> str:
    """Return what a browser needs to make a passkey, as JSON."""
    options, request.session[CHALLENGE] = _helper(request).register_begin(request.user)
    return json.dumps(options)


def ask_for_known(request: HttpRequest) -> str:
    """Return what a browser needs to show that it has a passkey of the user's, as JSON."""
    options, request.session[CHALLENGE] = _helper(request).authenticate_begin(
        request.user, require_user_verification=False
    )
    return json.dumps(options)


def add(request: HttpRequest, answer: str) -> WebAuthnCredential | None:
    """Keep the passkey that the browser made; None if the answer is none to what was asked."""
    device = _complete(request, _helper(request).register_complete, answer)
    if device:
        device.name = f"{timezone.localdate():%Y-%m-%d}"
        device.save(update_fields=["name"])
    return device


def accept(request: HttpRequest, answer: str) -> WebAuthnCredential | None:
    """Return the passkey that the browser has shown to have; None if it has not."""
    device = _complete(request, _helper(request).authenticate_complete, answer)
    return device if device and device.confirmed else None


def _helper(request):
    return WebAuthnCredential.get_webauthn_helper(request)


def _complete(request, complete, answer: str) -> WebAuthnCredential | None:
    try:
        state = request.session.pop(CHALLENGE)
        with transaction.atomic():
            return complete(request.user, state, json.loads(answer))
    except BAD:
        return None
