"""The server: few processes with threads, which is what a site of mostly reading needs."""

worker_class = "gthread"
workers = 2
threads = 4
loglevel = "warning"
control_socket_disable = True
