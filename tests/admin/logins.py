"""Logs in by the form as somebody does, and fails to; reads what was written down of it."""

from django.test import Client

from accounts.models import AuditRecord

LOGIN = "/admin/login/"
PASSWORD = "kept in a test"


class Browser(Client):
    """A browser in a network."""

    def __init__(self, client_ip="192.0.2.1", language="en", **headers):
        super().__init__(headers={"accept-language": language, **headers}, REMOTE_ADDR=client_ip)

    def log_in(self, name="ana", password=PASSWORD):
        given = {"username": name, "password": password, "next": "/admin/"}
        return self.post(LOGIN, given)

    def statuses(self, names=("ana",), times=1, password="wrong") -> list[int]:
        return [self.log_in(name, password).status_code for name in names for _ in range(times)]


def log_in(name="ana", password=PASSWORD, client_ip="192.0.2.1", language="en", **headers):
    return Browser(client_ip, language, **headers).log_in(name, password)


def fail(times=5, **where):
    answers = [log_in(password=f"wrong {number}", **where) for number in range(times)]
    return answers[-1]


def records(*kinds) -> list[tuple[str, str, str]]:
    found = AuditRecord.objects.filter(kind__in=kinds).order_by("pk")
    return list(found.values_list("kind", "who", "about"))
