#!/bin/sh
# What the site is made of beside its own code, from requirements.txt:
#     scripts/packages.sh audit       known weaknesses of the packages; 1 if there is one
#     scripts/packages.sh licences    who wrote them by what licence; the list as CycloneDX in var/sbom.json
# Both fetch their tool when they need it, and the first the list of weaknesses: where these cannot be
# had, it says that nothing was checked.
set -eu
cd "$(dirname "$0")/.."
uv=.venv/bin/uv
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

tool() { # name and version, then the command
    package=$1
    shift
    "$uv" tool run --quiet --from "$package" "$@"
}

case ${1:-} in
audit)
    tool 'pip-audit>=2.10,<3' pip-audit --disable-pip --require-hashes --progress-spinner off --format json \
        --requirement requirements.txt --requirement requirements-dev.txt >"$work/found" 2>"$work/said" || true
    python3 - "$work/found" "$work/said" <<'PYTHON'
import json, sys

found, said = (open(path, encoding="utf-8").read() for path in sys.argv[1:])
if not found.strip():
    print("Nothing was checked:", (said.strip().splitlines() or ["no answer"])[-1])
    sys.exit()
packages = json.loads(found)["dependencies"]
skipped = [package for package in packages if "skip_reason" in package]
weak = [package for package in packages if package.get("vulns")]
for package in weak:
    for weakness in package["vulns"]:
        better = ", ".join(weakness["fix_versions"]) or "none yet"
        print(f"{package['name']} {package['version']}: {weakness['id']}; mended in: {better}")
print(f"{len(packages) - len(skipped)} packages checked, {len(weak)} of them with a known weakness;"
      f" nothing is known here of {len(skipped)}")
sys.exit(bool(weak))
PYTHON
    ;;
licences)
    "$uv" venv --quiet "$work/venv"
    "$uv" pip install --quiet --python "$work/venv" --require-hashes --requirements requirements.txt
    mkdir -p var
    tool 'cyclonedx-bom>=7.5,<8' cyclonedx-py environment --pyproject pyproject.toml \
        --output-reproducible --output-file var/sbom.json "$work/venv/bin/python"
    python3 - <<'PYTHON'
import json

components = json.load(open("var/sbom.json", encoding="utf-8"))["components"]
for component in sorted(components, key=lambda c: c["name"].lower()):
    said = [entry.get("expression") or entry["license"].get("id") or entry["license"].get("name", "") for entry in component.get("licenses", [])]
    names = sorted({text.split("\n")[0][:60] for text in said}) or ["not said"]
    print(f"{component['name']} {component['version']}: {', '.join(names)}")
print(f"{len(components)} packages, in var/sbom.json as CycloneDX")
PYTHON
    ;;
*)
    echo "scripts/packages.sh audit | licences" >&2
    exit 2
    ;;
esac
