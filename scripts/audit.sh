#!/bin/sh
# Lighthouse (mobile) on one page of each important kind: make audit, with make run in another shell.
# Needs Node.js and Chromium (Debian: apt install npm chromium).
set -eu
site=${1:-http://127.0.0.1:8000}
CHROME_PATH=$(command -v chromium)
export CHROME_PATH
for page in /ro/ /hu/partnerek/ /en/partners/jasz-nagykun-szolnok/ /ro/activitati/ /hu/tevekenysegek/fridge/; do
    npx --yes lighthouse@12 "$site$page" --quiet --output json \
        --only-categories performance,accessibility,best-practices,seo \
        --chrome-flags="--headless=new --no-sandbox --disable-gpu --disable-background-networking" |
        python3 -c '
import json, sys
report = json.load(sys.stdin)
scores = {name: round(100 * category["score"]) for name, category in report["categories"].items()}
audits = report["audits"]
weight = audits["total-byte-weight"]["numericValue"] / 1000
print(sys.argv[1], scores, f"{weight:.0f} kB",
      "blocking", audits["total-blocking-time"]["displayValue"],
      "shift", audits["cumulative-layout-shift"]["displayValue"])
lost = [audit["id"] for audit in audits.values() if audit["score"] is not None and audit["score"] < 0.9]
if lost: print("  below 0.9:", ", ".join(lost))
' "$page"
done
