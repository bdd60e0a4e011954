from dataclasses import dataclass

from django import template
from django.conf import settings

from accounts.models import profile_of
from editing.dashboard import mine, tasks
from editing.dashboard.content import content_models

register = template.Library()


@dataclass(frozen=True)
class MenuItem:
    name: str
    url: str
    current: str  # of aria-current: "page" for its list, "true" for what belongs to it; "" if not


@register.simple_tag(takes_context=True)
def task_sections(context) -> list[tasks.Section]:
    """Return what needs doing, for the first page of the admin."""
    request = context["request"]
    return [*mine.sections(request), *tasks.sections(request)]


@register.simple_tag(takes_context=True)
def may_add_content(context) -> bool:
    """Return whether the person may add anything: translators may not."""
    rows = [row for app in context["available_apps"] for row in app["models"]]
    return any(row["add_url"] for row in rows)


@register.simple_tag(takes_context=True)
def gets_mails(context) -> bool | None:
    """Return whether the person is mailed about what waits; None where the site sends no mail."""
    user = context["request"].user
    return profile_of(user).gets_notices if settings.EMAIL_URL and user.email else None


@register.simple_tag(takes_context=True)
def content_menu(context) -> list[MenuItem]:
    """Return the lists of content that the person may see, for the top of every page."""
    path = context["request"].path
    rows = {row["model"]: row for app in context["available_apps"] for row in app["models"]}
    seen = [rows[model] for model in content_models() if model in rows]
    return [_menu_item(row["name"], row["admin_url"], path) for row in seen if row["admin_url"]]


def _menu_item(name: str, url: str, path: str) -> MenuItem:
    current = "page" if path == url else "true" if path.startswith(url) else ""
    return MenuItem(name, url, current)
