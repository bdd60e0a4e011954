"""Where to report a weakness of the site: /.well-known/security.txt (RFC 9116)."""

from datetime import date, datetime, time

from django.conf import settings
from django.core.checks import Warning
from django.http import Http404, HttpResponse
from django.utils import timezone


def security_txt(request) -> HttpResponse:
    """Served only where the county has said whom to tell, and as long as that holds."""
    if not settings.SECURITY_CONTACT or _expires() <= timezone.now():
        raise Http404
    languages = ", ".join(code for code, _name in settings.LANGUAGES)
    lines = [
        f"Contact: {settings.SECURITY_CONTACT}",
        f"Expires: {_expires().isoformat()}",
        f"Preferred-Languages: {languages}",
        f"Canonical: {settings.SITE_URL}/.well-known/security.txt",
    ]
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")


def _expires() -> datetime:
    """The end of the day that is configured; without one, it has expired."""
    day = date.fromisoformat(settings.SECURITY_EXPIRES or "1970-01-01")
    return timezone.make_aware(datetime.combine(day, time(23, 59, 59)))


def contact_holds(app_configs, **options) -> list[Warning]:
    """Nobody notices otherwise that nobody can be told."""
    if not settings.SECURITY_CONTACT or _expires() > timezone.now():
        return []
    hint = "Set SECURITY_EXPIRES to a day within a year, such as 2027-06-30."
    return [Warning("security.txt is not served: it has expired.", hint, id="harghita.W001")]
