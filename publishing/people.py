"""The names of members of staff."""

import re

from django.utils.translation import get_language, gettext

FORMER = "former-"  # how the name of an account begins that was anonymised; its number follows


def full_name(user) -> str:
    """Return the name of a member of staff, in the order of the language; "" for none."""
    if not user:
        return ""
    if former := re.fullmatch(rf"{FORMER}(\d+)", user.get_username()):
        return gettext("former member of staff %(number)s") % {"number": former[1]}
    names = [user.first_name, user.last_name]
    if get_language() == "hu":
        names.reverse()
    return " ".join(filter(None, names)) or user.get_username()
