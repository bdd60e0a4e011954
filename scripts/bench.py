"""Measures the site under its production server beside a hello world, in one run: make bench.

With the county's content, and then with what is in the folder of an argument, such as 10,000
partners. Needs wrk (Debian: apt install wrk). Prints tables of ratios; keeps nothing.
"""

import os
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from urllib.request import Request, urlopen

from serving import fill, megabytes, serving

SECONDS, CONNECTIONS = int(os.environ.get("BENCH_SECONDS", "6")), 32
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


def measure(site: str, server: subprocess.Popen, path: str, **headers: str) -> Figures:
    """Warms up every process, then asks as fast as it goes."""
    given = [part for name, value in headers.items() for part in ("-H", f"{name}: {value}")]
    command = ["wrk", "-t2", f"-c{CONNECTIONS}", "--latency", *given, site + path]
    subprocess.run([*command, "-d1s"], check=True, capture_output=True)
    said = subprocess.run([*command, f"-d{SECONDS}s"], check=True, capture_output=True, text=True)
    faults = re.findall(r"Non-2xx or 3xx responses: (\d+)|(?:read|timeout) (\d+)", said.stdout)
    return Figures(
        float(re.search(r"Requests/sec:\s+([\d.]+)", said.stdout)[1]),
        re.search(r"\n\s+50%\s+(\S+)", said.stdout)[1],
        re.search(r"\n\s+99%\s+(\S+)", said.stdout)[1],
        sum(int(number) for pair in faults for number in pair if number),
        len(urlopen(site + path).read()) / 1000,
        megabytes(server),
    )


def etag(address: str) -> str:
    with urlopen(Request(address, headers=BROWSER)) as answer:
        return answer.headers["ETag"]


def static_file(address: str) -> str:
    with urlopen(address) as answer:
        return re.search(r'"(/static/css/tokens[^"]*\.css)"', answer.read().decode())[1]


def figures(database: dict[str, str]) -> dict[str, Figures]:
    """What is measured with a database, by what it is."""
    found = {}
    with serving("bench_apps:hello") as (site, server):
        found["hello world"] = measure(site, server, "/", **BROWSER)
    with serving("harghita_intl.wsgi", **database) as (site, server):
        found["kept page: the table"] = measure(site, server, PAGE, **BROWSER)
        found["kept page: a partner"] = measure(site, server, PARTNER, **BROWSER)
        known = {"If-None-Match": etag(site + PAGE)}
        found["304"] = measure(site, server, PAGE, **BROWSER, **known)
        found["static file"] = measure(site, server, static_file(site + PAGE), **BROWSER)
    with serving("harghita_intl.wsgi", **database, KEPT_PAGES_MB="0") as (site, server):
        found["rendered: the table"] = measure(site, server, PAGE)
        found["rendered: a partner"] = measure(site, server, PARTNER)
    with serving("bench_apps:bare", **database) as (site, server):
        found["bare view of the table’s size"] = measure(site, server, "/table/")
        found["bare view of a partner’s size"] = measure(site, server, "/partner/1/")
    return found


def show(content: str, found: dict[str, Figures]) -> None:
    ceiling = found["hello world"].per_second
    print(f"\n{content}:\n")
    print("| what | requests/s | of hello world | median | 99 % | errors | kB | MB per worker |")
    print("|---|---|---|---|---|---|---|---|")
    for what, f in found.items():
        print(
            f"| {what} | {f.per_second:,.0f} | {f.per_second / ceiling:.0%} | {f.median} "
            f"| {f.slowest_hundredth} | {f.errors} | {f.kilobytes:.1f} | {f.megabytes:.0f} |"
        )


def show_rendered(found: dict[str, Figures]) -> None:
    """How much longer a rendered page takes than a bare view."""
    for what in ("the table", "a partner"):
        rendered, bare = found[f"rendered: {what}"], found[f"bare view of {what}’s size"]
        print(
            f"\nA rendered page, {what}: {bare.per_second / rendered.per_second:.2f} × a bare view"
        )


def compare(little: dict[str, Figures], much: dict[str, Figures]) -> None:
    """How the pages that are kept do with much content, beside themselves with little."""
    for what in ("kept page: the table", "kept page: a partner", "304", "static file"):
        ratio = share(much, what) / share(little, what)
        print(f"\nWith much content, {what}: {ratio:.0%} of that with little")


def share(found: dict[str, Figures], what: str) -> float:
    """The requests per second, as a part of those that a hello world answers at that time."""
    return found[what].per_second / found["hello world"].per_second


def main(*large: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        little = figures(fill(folder))
        show("With the county’s content", little)
        show_rendered(little)
    for folder in large:
        much = figures(fill(folder))
        show("With much content", much)
        compare(little, much)


if __name__ == "__main__":
    main(*sys.argv[1:])
