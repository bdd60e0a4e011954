"""Breaks the code in one small way at a time and tells which breaks no test notices: make mutate.

    python scripts/mutate.py [word of a module's name ...] [--line TEXT] [--only N] [--quick]

Works in a copy of the tree. With --only, N mutations of each module, drawn with the seed; else all.
Ends with 1 if a mutation survived.
"""

import argparse
import ast
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from mutations import mutants

ROOT = Path(__file__).resolve().parent.parent
# What is broken, and the tests that should see it, quickest first.
MODULES = {
    "publishing/publication.py": [
        "tests/publishing/test_schedule.py",
        "tests/publishing/test_texts.py",
        "tests/admin/test_lists.py",
        "tests/admin/test_list_filters.py",
        "tests/admin/roles/test_roles.py",
    ],
    "publishing/redirects.py": [
        "tests/publishing/test_addresses.py",
        "tests/admin/test_tombstones.py",
        "tests/history/test_taking_back.py",
    ],
    "editing/admin/rights.py": [
        "tests/admin/test_lists.py",
        "tests/admin/test_read_only.py",
        "tests/admin/roles/test_roles.py",
    ],
    "editing/admin/submissions.py": [
        "tests/admin/test_conflicts.py",
        "tests/admin/test_entering.py",
        "tests/admin/test_small_corrections.py",
        "tests/admin/test_drafts_published.py",
        "tests/publishing/test_schedule.py",
        "tests/admin/test_previews.py",
        "tests/admin/roles/test_roles.py",
    ],
    "editing/admin/merging.py": [
        "tests/admin/test_conflicts.py",
        "tests/admin/test_conflicts_of_texts.py",
    ],
    "harghita_intl/page_cache/keys.py": ["tests/page_cache"],
    "harghita_intl/page_cache/application.py": ["tests/page_cache"],
    "harghita_intl/page_cache/entries.py": ["tests/page_cache"],
    "accounts/roles.py": ["tests/admin/roles/test_roles.py", "tests/admin/test_accounts.py"],
}
SECONDS = 900  # then a mutation counts as caught: it may loop for ever
# No test can notice these, as the program does the same: why, by the line and what was done to it.
EQUIVALENT: dict[str, dict[tuple[str, str], str]] = {
    "accounts/roles.py": {
        ("group.permissions.remove(*of_app.exclude(pk__in=wanted))", "empty the filter"): (
            "what is taken away too much is given back by the next line"
        ),
    },
    "publishing/redirects.py": {
        ("return []", "return nothing"): "whoever asks looks only whether there is any",
    },
    "harghita_intl/page_cache/keys.py": {
        ("return EVERY", "return nothing"): "that is None",
        ('"HTTP_ORIGIN" in environ,', "turn the comparison"): (
            "keys tell two kinds of requests apart, whichever of them is called true"
        ),
    },
}


def run_tests(tree: Path, tests: list[str], *options: str, **environment: str) -> bool:
    """Run tests in a copy of the tree until the first that fails; return whether none does."""
    command = [str(ROOT / ".venv/bin/python"), "-m", "pytest", "-x", "-n0", "--tb=no"]
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1", **environment}
    try:
        return not subprocess.run(
            [*command, *options, *tests],
            cwd=tree,
            env=environment,
            capture_output=True,
            timeout=SECONDS if not options else None,
        ).returncode
    except subprocess.TimeoutExpired:
        return False


def caught_in_forks(tree: Path, module: str, tests: list[str], chosen: list[int]) -> set[int]:
    """Return the numbers of the mutations that tests catch in forks of one process, for speed."""
    result = tree / "mutate.json"
    result.write_text("null", encoding="utf-8")
    given = {
        "MUTATE_MODULE": str(tree / module),
        "MUTATE_RESULT": str(result),
        "MUTATE_CHOSEN": json.dumps(chosen),
        "PYTHONPATH": str(ROOT / "scripts"),
    }
    run_tests(tree, tests, "-p", "mutate_in_forks", **given)
    outcomes = json.loads(result.read_text(encoding="utf-8"))
    if outcomes is None:
        sys.exit(f"The tests of {module} fail before anything is broken.")
    return {number for number, caught in outcomes if caught}


def copy_tree(target: Path) -> None:
    files = subprocess.check_output(["git", "ls-files", "-z"], cwd=ROOT, text=True).split("\0")
    for name in filter(None, files):
        if (ROOT / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, target / name)
    command = [str(ROOT / ".venv/bin/python"), "manage.py", "compile_translations"]
    subprocess.run(command, cwd=target, check=True, capture_output=True)


def survivors_of(tree: Path, module: str, tests: list[str], options) -> int:
    source = (tree / module).read_text(encoding="utf-8")
    same = EQUIVALENT.get(module, {})
    every = mutants(source)
    chosen = [
        number
        for number, mutant in enumerate(every)
        if options.line in mutant.text and (mutant.text, mutant.words) not in same
    ]
    if options.only and options.only < len(chosen):
        chosen = sorted(random.Random(options.seed).sample(chosen, options.only))
    caught = caught_in_forks(tree, module, tests, chosen)
    left = [every[number] for number in chosen if number not in caught]
    print(f"{module}: {len(left)} of {len(chosen)} not caught in forks", flush=True)
    survived = 0
    for mutant in left:
        (tree / module).write_text(ast.unparse(mutant.tree), encoding="utf-8")
        if options.quick or run_tests(tree, tests):
            survived += 1
            print(f"survived  {module}:{mutant}", flush=True)
    (tree / module).write_text(source, encoding="utf-8")
    print(f"{module}: {len(chosen) - survived} of {len(chosen)} caught", flush=True)
    return survived


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("words", nargs="*", help="only modules whose name has one of these")
    parser.add_argument("--only", type=int)
    parser.add_argument("--line", default="", help="only lines that have this text")
    parser.add_argument("--quick", action="store_true", help="try nothing outside of the forks")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    chosen = {
        module: tests
        for module, tests in MODULES.items()
        if not options.words or any(word in module for word in options.words)
    }
    named = {*chosen, *(name for tests in chosen.values() for name in tests)}
    if gone := sorted(name for name in named if not (ROOT / name).exists()):
        sys.exit(f"Not there: {', '.join(gone)}")
    with tempfile.TemporaryDirectory() as folder:
        copy_tree(Path(folder))
        survived = [
            survivors_of(Path(folder), module, tests, options) for module, tests in chosen.items()
        ]
    return 1 if sum(survived) else 0


if __name__ == "__main__":
    sys.exit(main())
