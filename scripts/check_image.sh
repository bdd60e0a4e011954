#!/bin/sh
# Builds the image of the Dockerfile, runs it as it should be run, and looks whether it does what it must:
#     scripts/check_image.sh
# Needs no container engine but buildah, podman, runc and debootstrap of Debian, and to be root.
# Where the Dockerfile's base cannot be had, a Debian with its own Python stands in for it.
set -eu
cd "$(dirname "$0")/.."
image=localhost/harghita-international:check
work=$(mktemp -d)
container=
trap 'status=$?; [ -z "$container" ] || podman_ rm --force --volumes "$container" >/dev/null; rm -rf "$work"; exit $status' EXIT
buildah_() { buildah --storage-driver vfs "$@"; }
podman_() { podman --storage-driver vfs --runtime runc "$@"; }

base=$(sed -n 's/^ARG PYTHON=//p' Dockerfile)
if ! buildah_ inspect --type image "$base" >/dev/null 2>&1 && ! buildah_ pull --quiet "$base" >/dev/null 2>&1; then
    echo "The base cannot be had here: Debian's own Python stands in for it."
    debootstrap --variant=minbase --include=python3-venv,ca-certificates bookworm "$work/base" >"$work/log" ||
        { tail "$work/log"; exit 1; }
    ln -s /usr/bin/python3 "$work/base/usr/local/bin/python"
    (cd "$work/base" && rm -rf var/cache/apt/* var/lib/apt/lists/* usr/share/doc usr/share/man usr/share/locale)
    scratch=$(buildah_ from scratch)
    buildah_ add --quiet "$scratch" "$work/base" / >/dev/null
    buildah_ commit --quiet --rm "$scratch" "$base" >/dev/null
fi

# What pip needs on this machine is lent to the build, and does not stay in the image.
set --
for path in /etc/ssl/certs /etc/pip.conf /etc/xdg/pip "$HOME/.config/pip"; do
    [ ! -e "$path" ] || set -- "$@" --volume "$path:$path:ro"
done
buildah_ bud --quiet --isolation chroot "$@" --tag "$image" . >"$work/log" 2>&1 || { cat "$work/log"; exit 1; }

megabytes() { podman_ image inspect --format '{{.Size}}' "$1" | awk '{ printf "%d", $1 / 1000000 }'; }
echo "Size: $(megabytes "$image") MB, of which the base $(megabytes "$base") MB"
[ "$(megabytes "$image")" -lt 250 ] || { echo "Larger than 250 MB." >&2; exit 1; }

port=${PORT:-8099}
container=$(podman_ run --detach --read-only --tmpfs /tmp --cap-drop all --security-opt no-new-privileges \
    --network host --ulimit nofile=1024:1024 --ulimit nproc=1024:1024 \
    --env SITE_URL="http://127.0.0.1:$port" "$image" \
    sh -c "python manage.py migrate_and_load && exec gunicorn --config gunicorn.conf.py --bind 127.0.0.1:$port harghita_intl.wsgi")
python3 - "http://127.0.0.1:$port" <<'PYTHON'
import sys, time, urllib.request
site = sys.argv[1]
for _ in range(300):
    try:
        urllib.request.urlopen(site + "/healthz").close()
        break
    except OSError:
        time.sleep(0.2)
for path in ("/healthz", "/readyz", "/ro/", "/hu/partnerek/", "/en/activities/"):
    with urllib.request.urlopen(site + path) as answer:
        print(path, answer.status, len(answer.read()), "bytes")
PYTHON
inside() { podman_ exec "$container" "$@"; }
[ "$(inside id -u)" = 10001 ] || { echo "It runs as root." >&2; exit 1; }
! inside touch /srv/site/x 2>/dev/null || { echo "It can change itself." >&2; exit 1; }
for tool in pg_dump pg_restore psql; do
    inside "/usr/lib/postgresql/15/bin/$tool" --version
done
for tool in gcc cc make pip pip3; do
    ! inside sh -c "command -v $tool" || { echo "It has a tool that it should not have." >&2; exit 1; }
done
for module in pip setuptools; do
    ! inside /usr/local/bin/python -c "import $module" 2>/dev/null || { echo "It has $module." >&2; exit 1; }
done
podman_ stop --time 30 "$container" >/dev/null
status=$(podman_ inspect --format '{{.State.ExitCode}}' "$container")
echo "Runs as user 10001 on a read-only root; stopped with status $status"
[ "$status" = 0 ] || { podman_ logs "$container"; exit 1; }
