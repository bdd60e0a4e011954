"""What everybody who works on the code keeps to."""

import ast
import re
from functools import cache
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


def imports_to_the_right(path: Path) -> set[str]:
    """Return the rooms that a module imports though they come after its own."""
    rooms = {module.split(".")[0] for node in ast.walk(tree(path)) for module in imported(node)}
    here = ROOMS.index(path.relative_to(ROOT).parts[0])
    return rooms & {*ROOMS[here + 1 :], "tests"}


def functions_that_import(path: Path) -> list[str]:
    functions = [node for node in ast.walk(tree(path)) if isinstance(node, ast.FunctionDef)]
    # When an app is ready its models are there, which its signals and its admin need.
    allowed = "ready" if path.name == "apps.py" else ""
    return [f.name for f in functions if f.name != allowed and any(map(imported, ast.walk(f)))]


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def violations(check, paths: list[Path]) -> dict:
    """Return what a check finds, by the file's name; nothing for files that are as they should."""
    return {name(path): found for path in paths if (found := check(path))}


def test_imports_go_left_only():
    assert violations(imports_to_the_right, MODULES) == {}


def test_imports_stand_at_the_top():
    assert violations(functions_that_import, MODULES) == {}


# Beside what ruff finds (D401): words with which a docstring of a function begins without a verb.
NO_VERB = re.compile(
    r"(?:a|all|an|as|each|every|everything|from|how|nobody|one|since|the|two|what|when|where|whether"
    r"|which|who|with|without)\b|\W",
    re.IGNORECASE,
)


def docstrings_without_verb(path: Path) -> list[str]:
    functions = [node for node in ast.walk(tree(path)) if isinstance(node, ast.FunctionDef)]
    plain = [
        f for f in functions if not any("property" in ast.unparse(d) for d in f.decorator_list)
    ]
    return [f.name for f in plain if NO_VERB.match(ast.get_docstring(f) or "none")]


def test_docstrings_of_functions_begin_with_a_verb():
    assert violations(docstrings_without_verb, SOURCES) == {}


def test_modules_are_short():
    lengths = {name(path): len(path.read_text(encoding="utf-8").splitlines()) for path in SOURCES}
    assert {path: lines for path, lines in lengths.items() if lines > 250} == {}


def test_style_sheets_are_short():
    sheets = sorted((ROOT / "static/css").rglob("*.css"))
    lengths = {name(path): len(path.read_text(encoding="utf-8").splitlines()) for path in sheets}
    assert len(lengths) > 20
    assert {path: lines for path, lines in lengths.items() if lines > 300} == {}


def test_every_class_of_the_style_sheets_is_given_somewhere():
    sheets = [
        path for path in sorted((ROOT / "static/css").glob("*.css")) if "rich" not in path.stem
    ]
    rules = "".join(path.read_text(encoding="utf-8") for path in sheets)
    givers = [*SOURCES, *TEMPLATE_FILES, *sorted((ROOT / "static/js").glob("*.js"))]
    given = set(re.findall(r"[\w-]+", "".join(path.read_text(encoding="utf-8") for path in givers)))
    begun = tuple(word for word in given if word.endswith("-"))  # such as kind--{{ entry.kind }}
    plain = re.sub(r'/\*.*?\*/|url\([^)]*\)|"[^"]*"', "", rules, flags=re.DOTALL)
    classes = set(re.findall(r"\.([a-z][\w-]*)", plain))
    assert len(classes) > 150
    assert {name for name in classes - given if not name.startswith(begun)} == set()


def long_lines(path: Path) -> list[int]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [number for number, line in enumerate(lines, 1) if len(line) > 120]


def test_lines_of_templates_fit_a_screen():
    pages = [path for path in TEMPLATE_FILES if path.suffix == ".html"]
    assert violations(long_lines, pages) == {}


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


def inline_code(path: Path) -> list[str]:
    html = path.read_text(encoding="utf-8")
    return re.findall(r"<style|\s(?:style|on[a-z]+)=|<script(?![^>]*\ssrc=)[^>]*>", html)


def test_templates_have_no_style_and_no_script_within():
    assert violations(inline_code, TEMPLATE_FILES) == {}


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
