#!/bin/sh
# Looks for weaknesses with wapiti (PyPI, in an environment of its own) in a site that is started
# for it, encrypted as in production: make scan. Fails on a finding of medium weight or above.
set -eu
cd "$(dirname "$0")/.."
port=${PORT:-8443}
minutes=${MINUTES:-15}
python=.venv/bin/python
tools=${SCANNER:-var/wapiti}
folder=$(mktemp -d)
trap 'test -e "$folder/pid" && kill "$(cat "$folder/pid")"; sleep 2; rm -rf "$folder"' EXIT

if [ ! -x "$tools/bin/wapiti" ]; then
    "$python" -m venv "$tools"
    "$tools/bin/pip" install --quiet "wapiti3>=3.2,<4"
fi

export DATA_DIR="$folder" SITE_URL="https://127.0.0.1:$port" EMAIL_URL=dummymail://
openssl req -x509 -newkey rsa:2048 -nodes -days 1 -subj /CN=127.0.0.1 \
    -keyout "$folder/key" -out "$folder/certificate" 2>/dev/null
"$python" manage.py migrate --verbosity 0
"$python" manage.py load_content --verbosity 0
"$python" manage.py collectstatic --no-input --verbosity 0
"$python" manage.py create_first_account >/dev/null
.venv/bin/gunicorn --config gunicorn.conf.py --bind "127.0.0.1:$port" --daemon \
    --pid "$folder/pid" --log-file "$folder/log" \
    --worker-class gthread --keyfile "$folder/key" --certfile "$folder/certificate" harghita_intl.wsgi
until curl --silent --insecure --output /dev/null "$SITE_URL/healthz"; do sleep 1; done

# All that look at the site alone; others ask servers elsewhere, or for other programs than ours.
# Not ldap: nothing here speaks it, and it takes each page that names its address escaped twice
# (the oEmbed link of the table) for an answer of a directory.
attacks=backup,cookieflags,crlf,csp,csrf,exec,file,htaccess,http_headers,methods
attacks=$attacks,permanentxss,redirect,shellshock,sql,timesql,upload,xss
"$tools/bin/wapiti" --url "$SITE_URL/ro/" --scope domain --module "$attacks" --level 2 \
    -s "$SITE_URL/hu/partnerek/" -s "$SITE_URL/en/activities/" -s "$SITE_URL/en/search/?q=tolna" \
    -s "$SITE_URL/api/v1/partners?q=a" -s "$SITE_URL/embed/oembed?url=$SITE_URL/ro/" \
    -s "$SITE_URL/admin/login/" -s "$SITE_URL/admin/password-reset/" \
    --depth 3 --max-links-per-page 30 --max-files-per-dir 20 --max-parameters 8 \
    --max-scan-time "$((minutes * 24))" --max-attack-time "$((minutes * 4))" \
    --flush-session --store-session "$folder/session" --no-bugreport --verbose 0 \
    --format json --output "$folder/report.json" >"$folder/said" || cat "$folder/said"
"$python" - "$folder/report.json" <<'PYTHON'
import json
import sys

report = json.load(open(sys.argv[1]))
weights = ["info", "low", "medium", "high", "critical"]
found = [
    (finding["level"], kind, finding["method"], finding["path"], finding["info"])
    for part in ("vulnerabilities", "anomalies")
    for kind, findings in report[part].items()
    for finding in findings
]
for level, *said in sorted(found, reverse=True):
    print(weights[level], *said)
print(report["infos"]["crawled_pages_nbr"], "pages,", len(found), "findings")
sys.exit(any(level >= 2 for level, *_said in found))
PYTHON
if grep "Internal Server Error" "$folder/log"; then exit 1; fi
