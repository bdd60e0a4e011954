"""Reads the first page of the admin."""

from editing.dashboard.tasks import Section

FIRST_PAGE = "/admin/"


def section(response, name) -> Section:
    (found,) = (s for s in response.context["sections"] if s.name == name)
    return found


def tasks(response, name) -> list[tuple[str, str]]:
    return [(task.subject, task.url) for task in section(response, name).tasks]
