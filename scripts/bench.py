"""Measures the site under its production server beside a hello world, in one run: make bench.

With the county's content, and then with what is in the folder of an argument, such as 10,000
partners. Needs wrk (Debian: apt install wrk). Prints tables of ratios; keeps nothing.
"""

import os
import re
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import chain
from urllib.request import Request, urlopen

from serving import fill, megabytes, serving

RUNS, SECONDS = 4, int(os.environ.get("BENCH_SECONDS", "3"))
CONNECTIONS = 32
PAGE, PARTNER = "/en/partners/", "/en/partners/bacs-kiskun/"
BROWSER = {"Accept-Encoding": "gzip, deflate, br"}


@dataclass
class Figures:
    """What wrk says, and what the server's processes take."""

    per_second: float
    median: str
    slowest_hundredth: str
    errors: int
    kilobytes: float  # of the body, not compressed
    megabytes: float  # of the largest worker


@dataclass
class Case:
    """What is asked for: of a server at an address, a path, with headers; and what came of it."""

    name: str
    site: str
    server: subprocess.Popen
    path: str
    headers: dict[str, str]
    runs: list[Figures] = field(default_factory=list)

    def measure(self) -> None:
        """Warm up every process, then ask as fast as it goes."""
        given = [
            part for name, value in self.headers.items() for part in ("-H", f"{name}: {value}")
        ]
        command = [
            "wrk",
            "-t2",
            f"-c{CONNECTIONS}",
            "--latency",
            "--timeout",
            "20s",
            *given,
            self.site + self.path,
        ]
        subprocess.run([*command, "-d1s"], check=True, capture_output=True)
        requested = [*command, f"-d{SECONDS}s"]
        found = subprocess.run(requested, check=True, capture_output=True, text=True).stdout
        failures = re.findall(r"Non-2xx or 3xx responses: (\d+)|(?:read|timeout) (\d+)", found)
        figures = Figures(
            float(re.search(r"Requests/sec:\s+([\d.]+)", found)[1]),
            re.search(r"\n\s+50%\s+(\S+)", found)[1],
            re.search(r"\n\s+99%\s+(\S+)", found)[1],
            sum(int(number) for pair in failures for number in pair if number),
            len(urlopen(self.site + self.path).read()) / 1000,
            megabytes(self.server),
        )
        self.runs.append(figures)

    @property
    def figures(self) -> Figures:
        """Those of the best round: whatever else the machine does can only take away."""
        return max(self.runs, key=lambda figures: figures.per_second)


def etag(url: str) -> str:
    with urlopen(Request(url, headers=BROWSER)) as answer:
        return answer.headers["ETag"]


def static_file(url: str) -> str:
    with urlopen(url) as answer:
        return re.search(r'"(/static/css/tokens[^"]*\.css)"', answer.read().decode())[1]


def cases_of(database: dict[str, str], servers: ExitStack) -> list[Case]:
    """Return what is asked of the site with one database."""
    cached = servers.enter_context(serving("harghita_intl.wsgi", **database))
    rendering = servers.enter_context(serving("harghita_intl.wsgi", **database, PAGE_CACHE_MB="0"))
    site = cached[0]
    known = {"If-None-Match": etag(site + PAGE)}
    return [
        Case("cached page: the table", *cached, PAGE, BROWSER),
        Case("cached page: a partner", *cached, PARTNER, BROWSER),
        Case("304", *cached, PAGE, {**BROWSER, **known}),
        Case("static file", *cached, static_file(site + PAGE), BROWSER),
        Case("rendered: the table", *rendering, PAGE, {}),
        Case("rendered: a partner", *rendering, PARTNER, {}),
    ]


def bare_cases(database: dict[str, str], servers: ExitStack) -> list[Case]:
    bare = servers.enter_context(serving("bench_apps:bare", **database))
    return [
        Case("bare view of the table’s size", *bare, "/table/", {}),
        Case("bare view of a partner’s size", *bare, "/partner/1/", {}),
    ]


def show(content: str, ceiling: Case, cases: list[Case]) -> None:
    print(f"\n{content}:\n")
    print("| what | requests/s | of hello world | median | 99 % | errors | kB | MB per worker |")
    print("|---|---|---|---|---|---|---|---|")
    for case in (ceiling, *cases):
        f = case.figures
        print(
            f"| {case.name} | {f.per_second:,.0f} | {ratio(case, ceiling):.0%} | {f.median} "
            f"| {f.slowest_hundredth} | {f.errors} | {f.kilobytes:.1f} | {f.megabytes:.0f} |"
        )


def ratio(case: Case, other: Case) -> float:
    """Return how many requests one answers for each of the other."""
    return case.figures.per_second / other.figures.per_second


def main(*large: str) -> None:
    with tempfile.TemporaryDirectory() as folder, ExitStack() as servers:
        little = fill(folder)
        hello = Case(
            "hello world", *servers.enter_context(serving("bench_apps:hello")), "/", BROWSER
        )
        contents = {"With the county’s content": cases_of(little, servers)}
        bare = bare_cases(little, servers)
        for other in large:
            contents["With much content"] = cases_of(fill(other), servers)
        for _run in range(RUNS):
            for case in (hello, *chain(*contents.values()), *bare):
                case.measure()
        for content, cases in contents.items():
            show(content, hello, cases)
        show("Bare views", hello, bare)
        first, *others = contents.values()
        for rendered, same in zip(first[-2:], bare, strict=True):
            print(f"\n{rendered.name}: {ratio(same, rendered):.2f} × the time of a {same.name}")
        for much in others:
            for saved, same in zip(much[:4], first[:4], strict=True):
                print(
                    f"\n{saved.name}, with much content: {ratio(saved, same):.0%} of that"
                    " with little"
                )


if __name__ == "__main__":
    main(*sys.argv[1:])
