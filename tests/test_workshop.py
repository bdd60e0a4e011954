"""What everybody who works on the code keeps to."""

import ast
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib import admin
from django.core.management import call_command

from pages.models import Page

ROOT = settings.BASE_DIR
TEMPLATES = ROOT / "templates"
# In the order of INSTALLED_APPS: an app imports only itself and apps before it.
APPS = [config.name for config in apps.get_app_configs() if (ROOT / config.name).is_dir()]
ROOMS = [*APPS, "harghita_intl"]
MODULES = [path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py"))]
SOURCES = [path for path in MODULES if path.parent.name != "migrations"]
TEMPLATE_FILES = [path for path in sorted(TEMPLATES.rglob("*")) if path.is_file()]


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [node.module] if isinstance(node, ast.ImportFrom) and node.level == 0 else []


def test_there_is_something_to_look_at():
    assert len(SOURCES) > 50
    assert len(TEMPLATE_FILES) > 30


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_imports_go_left_only_and_stand_at_the_top(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    rooms = {module.split(".")[0] for node in ast.walk(tree) for module in imported(node)}
    here = ROOMS.index(path.relative_to(ROOT).parts[0])
    assert rooms & {*ROOMS[here + 1 :], "tests"} == set()
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    assert [f.name for f in functions if any(map(imported, ast.walk(f)))] == []


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_module_is_short(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 250


def test_every_template_is_used():
    sources = "".join(path.read_text(encoding="utf-8") for path in [*SOURCES, *TEMPLATE_FILES])
    expected = {"400.html", "403.html", "403_csrf.html", "404.html", "500.html"}
    expected |= {f"pages/{role or 'detail'}.html" for role in Page.Role.values}
    django_s = Path(admin.__file__).parent / "templates"
    expected |= {path.relative_to(django_s).as_posix() for path in django_s.rglob("*.html")}
    # Django looks for the admin's templates in the folder of the model first.
    models = "|".join(f"{m._meta.app_label}/{m._meta.model_name}/" for m in apps.get_models())
    names = [path.relative_to(TEMPLATES).as_posix() for path in TEMPLATE_FILES]
    unused = [
        template
        for template in names
        if f'"{template}"' not in sources and re.sub(models, "", template) not in expected
    ]
    assert unused == []


@pytest.mark.parametrize("path", TEMPLATE_FILES, ids=name)
def test_template_has_no_style_and_no_script_within(path):
    html = path.read_text(encoding="utf-8")
    assert re.findall(r"<style|\s(?:style|on[a-z]+)=|<script(?![^>]*\ssrc=)[^>]*>", html) == []


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
