"""The server: few processes with threads, which is what a site of mostly reading needs."""

import gc
import os
import resource
import shutil
import sys
import tempfile

from operations.logs import JSONFormatter

umask = 0o077  # the database is for nobody else
worker_class = "operations.server.worker.Worker"
workers = int(os.environ.get("WORKERS", "2"))
threads = 4
# So many connections a process holds at once, most of which wait; each may keep two files open.
worker_connections = 1000
soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, max(soft, 4096)), hard))
# Of one socket for all, the process that wakes first takes every line that is opened at once, and
# keeps it. With a socket each, the kernel shares them out evenly. Where systemd holds the socket,
# over which nobody is refused during a restart, that comes first.
reuse_port = "LISTEN_FDS" not in os.environ
loglevel = "warning"
control_socket_disable = True
forwarded_allow_ips = ""  # whom to believe is Django's to say, by BEHIND_PROXY
# Told to stop, a process answers what it has taken, for so many seconds at most.
graceful_timeout = 30
# The sign of life is written in memory: the disk may be slow, and in a container it is read-only.
worker_tmp_dir = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
# Seconds until a statement is given up; a command, such as a migration, may take longer.
os.environ.setdefault("DATABASE_TIMEOUT", "30")
if os.environ.get("METRICS_TOKEN"):  # the processes add up their figures there
    os.environ.setdefault("PROMETHEUS_MULTIPROC_DIR", tempfile.mkdtemp())


def remove_pages():
    """Remove what the processes have rendered for each other."""
    folder = os.environ.get("PAGE_CACHE_FOLDER", "")
    if os.path.basename(folder).startswith(PAGES):
        shutil.rmtree(folder, ignore_errors=True)


# Another version of the site may render other pages: each start, and each reload, begins with none.
PAGES = "harghita-pages-"
remove_pages()
os.environ["PAGE_CACHE_FOLDER"] = tempfile.mkdtemp(prefix=PAGES) if workers > 1 else ""


def on_starting(server):
    """Give the server's own lines the form of all others."""
    if os.environ.get("LOG_FORMAT", "json") == "json":
        for handler in server.log.error_log.handlers:
            handler.setFormatter(JSONFormatter())


def post_worker_init(worker):
    """Let each collection of garbage pass over what was loaded at the start and stays.

    What pages have in common is loaded with the first of them, so a collection of everything still
    takes 80 ms, for which all threads wait: it comes after a million objects, and not each second.

    A thread that renders lets the others go on five times as often as Python would have it: a
    cached page needs the interpreter a few times for a moment, and waited for it each time.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 10, 10)
    sys.setswitchinterval(0.001)


def on_exit(server):
    """Leave nothing behind."""
    remove_pages()
