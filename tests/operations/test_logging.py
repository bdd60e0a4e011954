"""What those who run the site see of it, and what they do not see of its visitors."""

import json
import os
import re
import signal
import time

import pytest
from django.core import mail
from django.urls import path

from tests.operations.servers import wait_until, workers_of

NOTHING_IS_SLOW = {"SLOW_REQUEST_MS": "600000", "SLOW_QUERY_MS": "600000"}


def lines(site):
    return [json.loads(line) for line in site.log.read_text(encoding="utf-8").splitlines()]


def test_every_answer_has_a_name_of_its_own(site):
    site.serve("--workers", "1")
    answers = [site.get("/en/partners/")[1] for _ in range(3)] + [site.get("/en/nothing/")[1]]

    names = [headers["X-Request-ID"] for headers in answers]
    assert [re.fullmatch("[0-9a-f]{16}", name) is not None for name in names] == [True] * 4
    assert len(set(names)) == 4
    assert site.get("/hu/", X_Request_ID="of-the-proxy-1")[1]["X-Request-ID"] == "of-the-proxy-1"
    assert site.get("/hu/", X_Request_ID="a b\tc")[1]["X-Request-ID"] not in ("a b\tc", "")


def test_log_names_requests_and_tells_nothing_of_who_asked(site):
    site.environment |= {"LOG_REQUESTS": "true", "BEHIND_PROXY": "true", "SLOW_QUERY_MS": "0"}
    site.serve("--workers", "1")
    requested = {
        "X_Forwarded_For": "198.51.100.77, 203.0.113.42",
        "X_Request_ID": "asked-by-a-test",
    }
    site.get("/en/search/?q=a-secret-of-mine", **requested)
    site.get("/en/search/?q=a-secret-of-mine", X_Forwarded_For="2001:db8:1:2:3:4:5:6")
    site.stop()

    ours = [line for line in lines(site) if line.get("request") == "asked-by-a-test"]
    (request,) = [line for line in ours if line["logger"] == "site.requests"]
    queries = [line for line in ours if line["logger"] == "site.queries"]
    facts = {"method": "GET", "path": "/en/search/", "status": 200, "network": "203.0.113.0/24"}
    assert {name: request[name] for name in facts} == facts
    assert request["time"].endswith("+00:00")
    assert [line for line in lines(site) if line.get("network") == "2001:db8:1::/48"]
    assert queries
    for hidden in (
        "a-secret-of-mine",
        "198.51.100",
        "203.0.113.42",
        "2001:db8:1:2",
    ):
        assert hidden not in site.log.read_text(encoding="utf-8")


def test_log_keeps_no_key_of_a_preview_or_a_password(site):
    site.environment |= {"LOG_REQUESTS": "true", "BEHIND_PROXY": "true"}
    site.serve("--workers", "1")
    site.get("/preview/a-key/ro/")
    site.get("/admin/password-reset/MQ/a-key/", X_Forwarded_For="::ffff:203.0.113.9")
    site.get("/admin/invitation/MQ/a-key/")
    site.stop()

    recorded = {line["path"]: line["network"] for line in lines(site) if "path" in line}
    assert recorded.pop("/preview/…")
    assert recorded.pop("/admin/password-reset/…") == "203.0.113.0/24"
    assert recorded.pop("/admin/invitation/…")
    assert "a-key" not in site.log.read_text(encoding="utf-8")


def test_log_is_quiet_as_long_as_nothing_happens(site):
    site.environment |= NOTHING_IS_SLOW
    site.serve("--workers", "1")
    site.get("/en/partners/")
    site.get("/en/nothing/")
    site.stop()

    assert lines(site) == []


def test_server_says_in_the_same_form_that_a_process_died(site):
    site.environment |= NOTHING_IS_SLOW
    site.serve("--workers", "1")
    (worker,) = workers_of(site.server)
    os.kill(int(worker), signal.SIGKILL)
    wait_until(lambda: workers_of(site.server) - {worker}, "no new process")
    site.stop()

    (line,) = lines(site)
    assert (line["level"], line["logger"]) == ("error", "gunicorn.error")
    assert f"pid:{worker}" in line["message"]


def test_figures_are_for_who_has_the_token(site, tmp_path):
    site.environment["METRICS_TOKEN"] = "a token of the tests"
    site.manage("backup", tmp_path / "backups")
    (archive,) = (tmp_path / "backups").iterdir()
    site.serve()
    for _ in range(5):
        site.get("/en/partners/")

    status, _headers, text = site.get("/metrics", Authorization="Bearer a token of the tests")
    assert (status, site.get("/metrics")[0]) == (200, 404)
    counted = re.search(r'site_request_seconds_count{method="GET",status="200"} (\d+)', text)
    assert int(counted[1]) >= 5
    figures = dict(re.findall(r"^(site_last_backup_\w+) (\S+)$", text, re.MULTILINE))
    assert float(figures["site_last_backup_bytes"]) == archive.stat().st_size
    assert 0 <= time.time() - float(figures["site_last_backup_timestamp_seconds"]) < 600


def fail(request):
    raise RuntimeError("something of ours is wrong")


def fail_elsewhere(request):
    raise RuntimeError("something else of ours is wrong")


def fail_in_preview(request, token):
    raise RuntimeError("a preview is wrong")


class Failing:
    handler500 = "operations.outage.server_error_page"
    urlpatterns = [
        path("fail", fail),
        path("fail-elsewhere", fail_elsewhere),
        path("preview/<str:token>/ro/", fail_in_preview),
    ]


@pytest.mark.django_db
def test_fault_is_mailed_once_and_without_the_visitor(client, settings):
    settings.ADMINS = [("", "it@example.org")]
    settings.ROOT_URLCONF = Failing
    client.raise_request_exception = False
    client.cookies["sessionid"] = "a-session"

    statuses = [client.get("/fail?q=a-secret").status_code for _ in range(3)]
    client.get("/fail-elsewhere")

    assert statuses == [500, 500, 500]
    message, other = mail.outbox
    assert "something else of ours is wrong" in other.body
    assert message.to == ["it@example.org"]
    assert "something of ours is wrong" in message.body
    assert "in fail" in message.body
    assert "a-se" not in message.subject + message.body


@pytest.mark.django_db
def test_fault_of_a_preview_is_mailed_without_its_key(client, settings):
    settings.ADMINS = [("", "it@example.org")]
    settings.ROOT_URLCONF = Failing
    client.raise_request_exception = False

    client.get("/preview/a-key/ro/")

    (message,) = mail.outbox
    assert "/preview/…" in message.subject
    assert "a-key" not in message.subject + message.body
