"""Who gets in after a restore: a backup brings back what was closed since it was made."""

from collections.abc import Iterator

from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.db import connection

from accounts import second_factor
from publishing.previews.links import PreviewLink


def active_usernames() -> set[str]:
    """Return the accounts that can log in; none where nothing was migrated yet."""
    if User._meta.db_table not in connection.introspection.table_names():
        return set()
    return set(User.objects.filter(is_active=True).values_list("username", flat=True))


def end_access() -> str:
    """End all sessions and revoke all preview links; return a sentence about it."""
    sessions, _by_model = Session.objects.all().delete()
    links = PreviewLink.objects.valid().update(is_revoked=True)
    return f"{sessions} sessions ended, {links} preview links revoked."


def describe_access() -> str:
    """Return a sentence about the sessions and preview links that came back."""
    links = PreviewLink.objects.valid().count()
    return f"{Session.objects.count()} sessions and {links} preview links are valid again."


def describe_accounts(active_before: set[str]) -> Iterator[str]:
    """Yield a line for each account that can log in, for whoever restored to look at."""
    for user in User.objects.filter(is_active=True).order_by("username"):
        facts = [f"last login {user.last_login:%Y-%m-%d}" if user.last_login else "no login yet"]
        if not second_factor.is_set_up(user):
            facts.append("NO SECOND STEP")
        if active_before and user.username not in active_before:
            facts.append("WAS CLOSED OR UNKNOWN HERE BEFORE")
        yield f"  {user.username}: {', '.join(facts)}"
