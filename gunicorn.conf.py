"""The server: few processes with threads, which is what a site of mostly reading needs."""

import gc
import os
import tempfile

worker_class = "gthread"
workers = int(os.environ.get("WORKERS", "2"))
threads = 4
loglevel = "warning"
control_socket_disable = True
forwarded_allow_ips = ""  # whom to believe is Django's to say, by BEHIND_PROXY
# Told to stop, a process answers what it has taken, for so many seconds at most.
graceful_timeout = 30
# The sign of life is written in memory: the disk may be slow, and in a container it is read-only.
worker_tmp_dir = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
# The server's own lines, in the form of all others. Who takes which part in them says settings.py.
form = os.environ.get("LOG_FORMAT", "json")
logconfig_dict = {
    "formatters": {
        "json": {"()": "operations.logs.JSONFormatter"},
        "text": {"format": "%(levelname)s %(name)s: %(message)s"},
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": form}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "gunicorn.error": {"handlers": ["console"], "level": "WARNING", "propagate": False}
    },
}
if os.environ.get("METRICS_TOKEN"):  # the processes add up their figures there
    os.environ.setdefault("PROMETHEUS_MULTIPROC_DIR", tempfile.mkdtemp())


def post_worker_init(worker):
    """Lets each collection of garbage pass over what was loaded at the start and stays."""
    gc.collect()
    gc.freeze()
