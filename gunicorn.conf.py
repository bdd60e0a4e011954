"""The server: few processes with threads, which is what a site of mostly reading needs."""

import gc

worker_class = "gthread"
workers = 2
threads = 4
loglevel = "warning"
control_socket_disable = True
forwarded_allow_ips = ""  # whom to believe is Django's to say, by BEHIND_PROXY


def post_worker_init(worker):
    """Lets each collection of garbage pass over what was loaded at the start and stays."""
    gc.collect()
    gc.freeze()
