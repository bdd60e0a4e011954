"""A plugin of pytest: runs tests once, and then for each mutation, in a fork, those it can fail.

A fork begins with everything imported and the test database there, and puts another code into the
functions that the mutation changes. What is worked out at import, by other processes or with the
test database is not seen so: such a mutation is told as not caught, and to be tried alone.
"""

import gc
import inspect
import json
import os
import signal
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from types import CodeType, FunctionType

import pytest
from mutations import mutants

MODULE, RESULT = Path(os.environ["MUTATE_MODULE"]).resolve(), Path(os.environ["MUTATE_RESULT"])
CHOSEN = json.loads(os.environ["MUTATE_CHOSEN"])  # the numbers of the mutations
MAX_SECONDS = 60  # of a test; then it counts as failed: it may loop for ever
CACHED = type(lru_cache(len))
Functions = dict[tuple[str, int], CodeType]  # by name and first line


def key_of(code: CodeType) -> tuple[str, int]:
    return code.co_qualname, code.co_firstlineno


def functions_of(code: CodeType) -> Functions:
    """Return the functions and methods of a module, and not those inside of them."""
    found: Functions = {}
    for const in code.co_consts:
        if isinstance(const, CodeType):
            if const.co_flags & inspect.CO_OPTIMIZED:
                found[key_of(const)] = const
            else:
                found |= functions_of(const)
    return found


def put_into_place(codes: Functions) -> bool:
    """Have the functions of the module run other code; return whether all of them could."""
    gc.unfreeze()
    changed = set()
    for thing in gc.get_objects():
        if type(thing) is CACHED and is_ours(thing.__wrapped__):
            thing.cache_clear()
        elif type(thing) is FunctionType and thing.__code__.co_filename == str(MODULE):
            new = codes.get(key := key_of(thing.__code__))
            if new and len(new.co_freevars) == len(thing.__code__.co_freevars):
                thing.__code__ = new
                changed.add(key)
    return changed == {*codes}


def is_ours(function) -> bool:
    code = getattr(function, "__code__", None)
    return code is not None and code.co_filename.startswith(os.getcwd())


class Reach:
    """Tells which functions of the module a test calls, in any thread."""

    def __init__(self):
        self.called: set[str] = set()

    def __call__(self, frame, event, argument):
        if frame.f_code.co_filename == str(MODULE):
            self.called.add(frame.f_code.co_qualname.partition(".<locals>")[0])

    def __enter__(self):
        threading.settrace(self)
        sys.settrace(self)
        return self

    def __exit__(self, *error):
        sys.settrace(None)
        threading.settrace(None)


def is_caught(codes: Functions, items: list, catches: Counter) -> bool:
    """Run the tests with other code in a fork, until the first that fails; count what it caught."""
    reading, writing = os.pipe()
    child = os.fork()
    if child:
        os.close(writing)
        with os.fdopen(reading) as told:
            if place := told.read():
                catches[items[int(place)]] += 1
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) != 0
    try:
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        if put_into_place(codes):
            items[0].session._setupstate.teardown_exact(items[0])  # what only others need
            for place, (item, following) in enumerate(in_turn(items)):
                signal.alarm(MAX_SECONDS)
                item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
                if item.session.testsfailed:
                    os.write(writing, str(place).encode())
                    os._exit(1)
    finally:
        os._exit(0)


def in_turn(items: list) -> Iterator[tuple[pytest.Item, pytest.Item]]:
    """Yield each test with the next one; the last with the first, so that fixtures stay."""
    return zip(items, [*items[1:], items[0]], strict=True)


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session):
    items, reached, took, catches = session.items, {}, {}, Counter()
    for item, following in in_turn(items):
        start = time.monotonic()
        with Reach() as reach:
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        reached[item], took[item] = reach.called, time.monotonic() - start
    source = MODULE.read_text(encoding="utf-8")
    whole = functions_of(compile(source, str(MODULE), "exec"))
    items = sorted(items, key=took.get)
    if session.testsfailed or is_caught({}, items, catches):
        return True  # without a result: the tests fail before anything is broken
    outcomes = []
    for number, mutant in enumerate(mutants(source)):
        if number not in CHOSEN:
            continue
        broken = functions_of(compile(mutant.tree, str(MODULE), "exec"))
        changed = {name: code for name, code in broken.items() if code != whole[name]}
        names = {name for name, _line in changed}
        see = [item for item in items if reached[item] & names]
        see.sort(key=lambda item: -catches[item] / took[item])  # else the quickest first
        caught = bool(see) and is_caught(changed, see, catches)
        outcomes.append((number, caught))
        RESULT.write_text(json.dumps(outcomes), encoding="utf-8")
    RESULT.write_text(json.dumps(outcomes), encoding="utf-8")
    return True
