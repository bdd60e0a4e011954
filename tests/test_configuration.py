"""What can be configured is what is described."""

import re

import pytest
import yaml
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from harghita_intl.settings.environment import Environment

ROOT = settings.BASE_DIR
READ = re.compile(r'env\.\w+\(\s*"([A-Z_]+)"|os\.environ\.get\("([A-Z_]+)"')
DESCRIBED = re.compile(r"^([A-Z_]+)=", re.MULTILINE)
FOR_PROCESSES = {"PAGE_CACHE_FOLDER"}  # what the server sets for its own processes
COMPOSED = re.compile(r"(?<!\$)\$\{([A-Z_]+)")


def read(*patterns):
    paths = [path for pattern in patterns for path in ROOT.glob(pattern)]
    return "".join(path.read_text(encoding="utf-8") for path in paths)


def test_every_variable_is_described_and_no_other():
    used = {
        a or b for a, b in READ.findall(read("harghita_intl/settings/*.py", "gunicorn.conf.py"))
    }
    used |= set(COMPOSED.findall(read("compose.yaml")))
    used -= FOR_PROCESSES
    described = DESCRIBED.findall(read(".env.example"))

    assert set(described) == used
    assert len(described) == len(used) > 15


def test_every_app_is_part_of_the_image():
    taken = re.findall(r"^!(\w+)$", read(".dockerignore"), re.MULTILINE)
    ours = {app.partition(".")[0] for app in settings.INSTALLED_APPS if (ROOT / app).is_dir()}

    assert ours | {"harghita_intl", "templates", "static", "fixtures", "locale"} <= set(taken)
    assert [name for name in taken if not (ROOT / name).is_dir()] == []


def test_image_and_services_are_of_a_named_version():
    images = re.findall(
        r"^ARG PYTHON=(\S+)|^ +image: (docker\S+)", read("Dockerfile", "compose.yaml"), re.M
    )
    tags = [(a or b).rpartition(":")[2] for a, b in images]

    assert len(tags) == 4
    assert [tag for tag in tags if not re.match(r"v?\d+\.\d+\.?\d*", tag)] == []


def test_logs_of_every_service_are_bounded():
    services = yaml.safe_load(read("compose.yaml"))["services"]

    bounded = {
        name: service.get("logging", {}).get("options") for name, service in services.items()
    }
    assert bounded == {name: {"max-size": "10m", "max-file": "5"} for name in services}


@pytest.mark.parametrize(
    ("read", "value", "message"),
    [
        (lambda env: env.bool("X", default=False), "ja", "X cannot be 'ja': set true or false."),
        (lambda env: env.number("X", default=2), "0", "X cannot be 0: set a number from 1 on."),
        (lambda env: env.number("X", default=2), "two", "X cannot be 'two'"),
        (
            lambda env: env.site_url("X", default=""),
            "https://a.example/b",
            "X cannot be 'https://a",
        ),
        (lambda env: env.site_url("X", default=""), "a.example", "X cannot be 'a.example'"),
    ],
)
def test_wrong_value_is_named_with_its_variable(monkeypatch, read, value, message):
    monkeypatch.setenv("X", value)
    with pytest.raises(ImproperlyConfigured, match=re.escape(message)):
        read(Environment())


def test_empty_variable_counts_as_not_set(monkeypatch):
    monkeypatch.setenv("X", "")
    env = Environment()

    assert env.bool("X", default=True) is True
    assert env.number("X", default=3) == 3
    assert env.db_url("X", default="sqlite:///a.sqlite3")["NAME"] == "a.sqlite3"
    assert env.list("X", default=[]) == []
