"""What the county and its site are called: as staff say under *Site settings*, else as shipped."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from publishing.languages import in_each_language


@dataclass(frozen=True)
class Names:
    """The names in the active language."""

    county: str
    subtitle: str
    institution: str
    site: str


def names_of(settings: Any) -> Names:
    """Return the names in the site's settings, and those that are shipped where they have none."""
    return Names(
        county=settings.county or _("Harghita County"),
        subtitle=settings.subtitle or _("International relations"),
        institution=settings.institution or _("Harghita County Council"),
        site=settings.site_name or _("Harghita County’s international relations"),
    )


class _Source:
    """Where the settings are, which are kept in an app further right."""

    read: Callable[[], Any]


def read_from(read: Callable[[], Any]) -> None:
    """Have the names read by a function that returns the site's settings."""
    _Source.read = staticmethod(read)


def current_names_by_language() -> dict[str, Names]:
    """Return the names in each language, by a query."""
    settings = _Source.read()
    return in_each_language(lambda: names_of(settings))


def current_names() -> Names:
    """Return the names as the database has them, by a query."""
    return names_of(_Source.read())
