#!/bin/sh
# Lighthouse (mobile) on one page of each important kind: make audit, with make run in another shell.
# Needs Node.js and Chromium (Debian: apt install npm chromium).
set -eu
site=${1:-http://127.0.0.1:8000}
CHROME_PATH=$(command -v chromium)
export CHROME_PATH
report=$(mktemp)
trap 'rm -f "$report"' EXIT

audit() {
    npx --yes lighthouse@12 "$site$1" --quiet --output json --output-path "$report" \
        --only-categories performance,accessibility,best-practices,seo \
        --chrome-flags="--headless=new --no-sandbox --disable-gpu --disable-background-networking"
}

for page in /ro/ /hu/partnerek/ /en/partners/jasz-nagykun-szolnok/ /ro/activitati/ /hu/tevekenysegek/fridge/ \
    /ro/hotarari/ /en/decisions/296-2021/ /hu/mi-a-testvermegye/; do
    audit "$page" || audit "$page" # Chromium now and then fails to record the first time
    python3 - "$page" "$report" <<'PYTHON'
import json
import sys

report = json.load(open(sys.argv[2]))
scores = {name: round(100 * category["score"]) for name, category in report["categories"].items()}
audits = report["audits"]
weight = audits["total-byte-weight"]["numericValue"] / 1000
blocking = audits["total-blocking-time"]["displayValue"]
shift = audits["cumulative-layout-shift"]["displayValue"]
print(sys.argv[1], scores, f"{weight:.0f} kB, blocking {blocking}, shift {shift}")
lost = [audit["id"] for audit in audits.values() if audit["score"] is not None and audit["score"] < 0.9]
if lost:
    print("  below 0.9:", ", ".join(lost))
PYTHON
done
