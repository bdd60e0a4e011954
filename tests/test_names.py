"""Names and comments are in the field's words: what others call a cache is called a cache."""

import ast
import re
from itertools import chain
from pathlib import Path

from tests.test_conventions import ROOT, SOURCES, name, tree, violations

WRITTEN = [*SOURCES, *chain(*(sorted((ROOT / f).rglob("*.py")) for f in ("tests", "scripts")))]
# What is called by the field's word instead (CONTRIBUTING.md, "Words"): as a part of a name, and as
# the whole of one.
OLD_PART = re.compile(
    r"(?:^|_)(?:said|says?|moments?|kept|keeping|faults?|troubles?|noted|desk|crowds?|crowded|glance"
    r"|least|longest|freshness|exchange|workshop|entering)(?:_|$)|^most_"
)
OLD_NAME = re.compile(
    "address(?:es)?|ask(?:ed|ing)|overview|places|traces|uses|turns|rounds|leads_to"
    "|prepare|findings?|who_gets_in|stage|most|making|clerk"
)
OLD_FUNCTION = re.compile("words|notes?")  # a variable may hold words
# Fields of models, of open data and of a library's interface.
FIELDS = {
    "address": {"partners/models/regions.py", "partners/records.py"},
}
# In sentences many of these are plain English; these are not, as they are written here.
OLD_WORD = re.compile(
    r"\b(?:the desk|clerks?|kept pages?|former address(?:es)?|who_gets_in|taking_turns|leads_to"
    r"|permanent_letter)\b",
    re.IGNORECASE,
)
ITSELF = {"tests/test_names.py", "CHANGELOG.md"}
TEXTS = [
    path
    for pattern in (
        "*.md",
        "docs/*.md",
        "*.toml",
        "Makefile",
        "templates/**/*.html",
        "static/**/*.*s",
    )
    for path in sorted(ROOT.glob(pattern))
]


def names_given(path: Path) -> set[str]:
    """Return the names that a module gives, its own among them; not those of tests: sentences."""
    given = {path.stem}
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            given.add(node.name)
        elif isinstance(node, ast.arg):
            given.add(node.arg)
        elif isinstance(node, ast.Name | ast.Attribute) and isinstance(node.ctx, ast.Store):
            given.add(node.id if isinstance(node, ast.Name) else node.attr)
    return {name for name in given if not name.startswith("test_")}


def functions_of(path: Path) -> set[str]:
    return {node.name for node in ast.walk(tree(path)) if isinstance(node, ast.FunctionDef)}


def old_terms(path: Path) -> set[str]:
    found = {given for given in functions_of(path) if OLD_FUNCTION.fullmatch(given.strip("_"))}
    for given in names_given(path) - {field for field in FIELDS if name(path) in FIELDS[field]}:
        plain = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", given).lower().strip("_")
        if OLD_NAME.fullmatch(plain) or OLD_PART.search(plain):
            found.add(given)
    return found


def old_words(path: Path) -> list[str]:
    return [] if name(path) in ITSELF else OLD_WORD.findall(path.read_text(encoding="utf-8"))


def test_names_are_the_words_of_the_field():
    assert len(WRITTEN) > 500
    assert violations(old_terms, WRITTEN) == {}


def test_sentences_of_code_and_documents_are_in_the_words_of_the_field():
    assert len(TEXTS) > 150
    assert violations(old_words, [*WRITTEN, *TEXTS]) == {}
