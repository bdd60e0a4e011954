"""Logs in by the form as somebody does, and fails to; reads what was written down of it."""

from django.test import Client

from accounts.models import AuditRecord

LOGIN = "/admin/login/"
PASSWORD = "kept in a test"


def log_in(name="ana", password=PASSWORD, address="192.0.2.1", language="en", **headers):
    client = Client(headers={"accept-language": language, **headers}, REMOTE_ADDR=address)
    given = {"username": name, "password": password, "next": "/admin/"}
    return client.post(LOGIN, given)


def fail(times=5, **where):
    answers = [log_in(password=f"wrong {number}", **where) for number in range(times)]
    return answers[-1]


def records(*kinds) -> list[tuple[str, str, str]]:
    found = AuditRecord.objects.filter(kind__in=kinds).order_by("pk")
    return list(found.values_list("kind", "who", "about"))
