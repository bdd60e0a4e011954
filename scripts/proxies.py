"""The proxies that the site ships with, as they ship, before a site on this machine."""

import re
import shutil
import subprocess
from pathlib import Path

DEPLOY = Path(__file__).resolve().parent.parent / "deploy"
NGINX = shutil.which("nginx") or "/usr/sbin/nginx"
CADDY_2_6 = {"request_buffers 25MB": "buffer_requests", "response_buffers 25MB": "buffer_responses"}

Command = list[str | Path]
Ports = tuple[int, int]  # for plain HTTP, and with TLS


def nginx(folder: Path, host: str, site_port: int, files: Path, ports: Ports) -> Command:
    """Return the command that runs nginx with its files in a folder, for TLS by openssl.

    ``files`` is the folder of the site's data.
    """
    key = ["-keyout", folder / "privkey.pem", "-out", folder / "fullchain.pem"]
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=x", *key],
        check=True,
        capture_output=True,
    )
    text = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    text = re.sub(r"^\s*listen \[::\].*$", "", text, flags=re.MULTILINE)
    text = _replaced(
        text,
        {
            "listen 80 ": f"listen 127.0.0.1:{ports[0]} ",
            "listen 443 ": f"listen 127.0.0.1:{ports[1]} ",
            "/etc/letsencrypt/live/${SITE_HOST}": str(folder),
            "/var/log/nginx": str(folder),
            "${SITE_HOST}": host,
            "${SITE_UPSTREAM}": f"server 127.0.0.1:{site_port};",
            "${SITE_FILES}": str(files),
        },
    )
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    temporary = "".join(f"{kind}_temp_path {folder}/{kind};\n" for kind in kinds)
    file = folder / "nginx.conf"
    file.write_text(
        f"user root;\npid {folder}/pid;\ndaemon off;\nerror_log {folder}/start.log;\n"
        f"events {{ worker_connections 512; }}\nhttp {{\n{temporary}{text}\n}}\n"
    )
    return [NGINX, "-c", file]


def caddy(folder: Path, host: str, site_port: int, ports: Ports) -> Command:
    """Return the command that runs Caddy with its files in a folder."""
    options = f"http_port {ports[0]}\nhttps_port {ports[1]}\nadmin off\nlocal_certs\n"
    options += f"skip_install_trust\nstorage file_system {folder}\n"
    text = (
        (DEPLOY / "Caddyfile").read_text(encoding="utf-8").replace("\n{\n", f"\n{{\n{options}", 1)
    )
    shipped = {
        "{$SITE_HOST}": host,
        "{$SITE_SERVERS:site-a:8000 site-b:8000}": f"127.0.0.1:{site_port}",
    }
    version = subprocess.run(["caddy", "version"], capture_output=True, text=True).stdout
    text = _replaced(text, shipped | (CADDY_2_6 if version.startswith("2.6") else {}))
    file = folder / "Caddyfile"
    file.write_text(text)
    return ["caddy", "run", "--config", file, "--adapter", "caddyfile"]


def _replaced(text: str, here: dict[str, str]) -> str:
    """Return the text with what is shipped replaced; ValueError if it is not there."""
    for shipped, own in here.items():
        if shipped not in text:
            raise ValueError(f"The shipped file has no {shipped!r}.")
        text = text.replace(shipped, own)
    return text
