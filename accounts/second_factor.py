"""What the second step is taken with: an app (TOTP, RFC 6238), passkeys, recovery codes."""

import re
from base64 import b32encode

import segno
from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Q
from django.utils.safestring import SafeString, mark_safe
from django_otp.models import Device
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice
from django_otp_webauthn.models import WebAuthnCredential

CODES = 10


def has_app(user: User) -> bool:
    return TOTPDevice.objects.filter(user=user, confirmed=True).exists()


def passkeys_of(user: User) -> int:
    return WebAuthnCredential.objects.filter(user=user, confirmed=True).count()


def is_set_up(user: User) -> bool:
    in_use = Q(totpdevice__confirmed=True) | Q(webauthncredential__confirmed=True)
    return User.objects.filter(in_use, pk=user.pk).exists()


def is_taken(user: User) -> bool:
    """Return whether the second step was taken in the session that the user came with."""
    return getattr(user, "otp_device", None) is not None


def is_missing(user: User) -> bool:
    """Return whether somebody who gave the right password still has to take the second step.

    A page asks several times; the database is asked once.
    """
    if is_taken(user):
        return False
    if not hasattr(user, "has_to_take_second_step"):
        user.has_to_take_second_step = settings.SECOND_FACTOR_REQUIRED or is_set_up(user)
    return user.has_to_take_second_step


def app_of(user: User) -> TOTPDevice:
    """Make what an app on the person's telephone shares with the site; unused until confirmed."""
    apps = TOTPDevice.objects.filter(user=user, confirmed=False).order_by("pk")
    return apps.first() or TOTPDevice.objects.create(user=user, confirmed=False, name="app")


def qr_code(app: TOTPDevice) -> SafeString:
    """Return the secret as a QR code: SVG, drawn by the site itself, without a style."""
    code = segno.make(app.config_url, error="m", micro=False)
    return mark_safe(code.svg_inline(border=4, svgclass="square", lineclass=None, omitsize=True))


def spelled(app: TOTPDevice) -> str:
    """Return the secret to be typed, in groups of four."""
    secret = b32encode(app.bin_key).decode()
    return " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))


@transaction.atomic
def confirm(user: User, code: str) -> TOTPDevice | None:
    """Put the app in use, if the code is its own."""
    app = TOTPDevice.objects.select_for_update().get(pk=app_of(user).pk)
    if not app.verify_token(code):
        return None
    TOTPDevice.objects.filter(user=user).exclude(pk=app.pk).delete()
    app.confirmed = True
    app.save()
    return app


def kind_of(code: str) -> str:
    return "code" if re.fullmatch(r"[0-9]{6}", code) else "recovery"


@transaction.atomic
def accept(user: User, code: str) -> Device | None:
    """Return what the code was right for; None if it is wrong. A code is taken once only."""
    model = TOTPDevice if kind_of(code) == "code" else StaticDevice
    device = model.objects.select_for_update().filter(user=user, confirmed=True).first()
    return device if device is not None and device.verify_token(code) else None


@transaction.atomic
def make_codes(user: User) -> list[str]:
    """Make new recovery codes; those before are worth nothing any more."""
    StaticDevice.objects.filter(user=user).delete()
    device = StaticDevice.objects.create(user=user, name="codes")
    codes = [StaticToken.random_token() for _ in range(CODES)]
    StaticToken.objects.bulk_create(StaticToken(device=device, token=code) for code in codes)
    return codes


def codes_left(user: User) -> int:
    return StaticToken.objects.filter(device__user=user).count()


@transaction.atomic
def remove(user: User) -> None:
    for model in (TOTPDevice, StaticDevice, WebAuthnCredential):
        model.objects.filter(user=user).delete()
