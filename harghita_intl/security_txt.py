"""Where to report a weakness of the site: /.well-known/security.txt (RFC 9116)."""

from datetime import date, datetime, time

from django.conf import settings
from django.core.checks import Warning
from django.http import Http404, HttpResponse
from django.utils import timezone


def security_txt(request) -> HttpResponse:
    """Answer only where the county has said whom to tell, and as long as that holds."""
    expires = _expires()
    if not settings.SECURITY_CONTACT or expires is None or expires <= timezone.now():
        raise Http404
    languages = ", ".join(code for code, _name in settings.LANGUAGES)
    lines = [
        f"Contact: {settings.SECURITY_CONTACT}",
        f"Expires: {expires.isoformat()}",
        f"Preferred-Languages: {languages}",
        f"Canonical: {settings.SITE_URL}/.well-known/security.txt",
    ]
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")


def _expires() -> datetime | None:
    """Return the end of the day that is configured; None if what is configured is no day."""
    try:
        day = date.fromisoformat(settings.SECURITY_EXPIRES)
    except ValueError:
        return None
    return timezone.make_aware(datetime.combine(day, time(23, 59, 59)))


def contact_holds(app_configs, **options) -> list[Warning]:
    """Warn where nobody can be told, which nobody would notice otherwise."""
    expires = _expires()
    if not settings.SECURITY_CONTACT or (expires and expires > timezone.now()):
        return []
    why = (
        "it has expired"
        if expires
        else f"SECURITY_EXPIRES is no day: {settings.SECURITY_EXPIRES!r}"
    )
    hint = "Set SECURITY_EXPIRES to a day within a year, such as 2027-06-30."
    return [Warning(f"security.txt is not served: {why}.", hint, id="harghita.W001")]
