#!/bin/sh
# Makes .venv with the packages of a lock file: scripts/venv.sh requirements.txt
# Does nothing if that was done before and the file has not changed since.
set -eu
cd "$(dirname "$0")/.."
lock=$1
stamp=.venv/installed-$(basename "$lock" .txt)

# The first that can make an environment. Debian's own is built with optimisations that one built
# here often lacks.
python=""
for name in /usr/bin/python3.11 python3.11 python3; do
    found=$(command -v "$name") || continue
    python=${python:-$found}
    if "$found" -c 'import sys, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        python=$found
        break
    fi
done
[ "$python" ] || {
    echo "Python 3.11 or newer is needed (Debian: apt install python3)." >&2
    exit 1
}
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
    echo "Python 3.11 or newer is needed; $python is $("$python" -V 2>&1)." >&2
    exit 1
}

# Debian keeps what makes a virtual environment in a package of its own.
if ! "$python" -c 'import ensurepip' 2>/dev/null; then
    if [ "$(id -u)" = 0 ]; then sudo=""; elif sudo -n true 2>/dev/null; then sudo="sudo"; else
        echo "Please run this first: sudo apt install python3-venv" >&2
        exit 1
    fi
    echo "Installing Debian's python3-venv, which Python needs to keep this project's packages apart."
    $sudo apt-get -qq update
    DEBIAN_FRONTEND=noninteractive $sudo apt-get -qq install -y --no-install-recommends python3-venv >/dev/null
fi

if [ ! -x .venv/bin/pip ] || ! .venv/bin/python -c '' 2>/dev/null; then
    rm -rf .venv
    "$python" -m venv .venv
fi
if ! cmp -s "$lock" "$stamp"; then
    echo "Installing the packages of $lock…"
    .venv/bin/pip install --quiet --disable-pip-version-check --require-hashes -r "$lock"
    cp "$lock" "$stamp"
fi
