"""Every package at run time is named in the documents, with its reason, and no other."""

import re
import tomllib

from django.conf import settings


def test_every_package_has_its_reason():
    project = tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text())["project"]
    extras = {k: v for k, v in project["optional-dependencies"].items() if k != "dev"}
    wanted = [*project["dependencies"], *(one for extra in extras.values() for one in extra)]
    text = (settings.BASE_DIR / "docs/packages.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (?!package )([^ |-][^ |]*) \| [^|]+ \| [^|]+ \|$", text, re.MULTILINE)
    assert rows
    assert sorted(rows) == sorted(re.split("[<>=]", one)[0] for one in wanted)
