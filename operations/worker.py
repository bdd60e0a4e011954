"""gunicorn's threads, which send what is kept before an environment is made of a request.

That is most of what a kept page costs otherwise: gunicorn's environment, its check of each header,
and a second packet for the body. Whatever is not quite usual goes gunicorn's own way.
"""

from gunicorn.http.wsgi import SERVER
from gunicorn.util import http_date, unquote_to_wsgi_str
from gunicorn.workers.gthread import ThreadWorker

UNUSUAL = {"CONTENT-LENGTH", "TRANSFER-ENCODING", "EXPECT", "UPGRADE", "SCRIPT_NAME"}


class Worker(ThreadWorker):
    """A process of the server; ``ready`` of the application says what is kept for a request."""

    def handle_request(self, req, conn) -> bool:
        """Answers; whether the connection is kept for another request."""
        environ = self._environ(req)
        found = environ and self.wsgi.ready(environ)
        if not found:
            return super().handle_request(req, conn)
        self.nr += 1
        answer, name = found
        about = f"Server: {SERVER}\r\nDate: {http_date()}\r\nConnection: keep-alive\r\n"
        about += f"X-Request-ID: {name}\r\n\r\n"
        conn.sock.sendall(b"".join((answer.head, about.encode("latin-1"), answer.body)))
        return True

    def _environ(self, req) -> dict | None:
        """What an answer may depend on, as in WSGI; None for an unusual request."""
        if (
            req.method not in ("GET", "HEAD")
            or req.version != (1, 1)
            or req.should_close()
            or not self.alive
            or not self.cfg.keepalive
            or self.cfg.accesslog  # a log of each request
            or len(self.keepalived_conns) >= self.max_keepalived
            or self.nr + 1 >= self.max_requests
            or not hasattr(self.wsgi, "ready")
        ):
            return None
        environ = {
            "REQUEST_METHOD": req.method,
            "PATH_INFO": unquote_to_wsgi_str(req.path),
            "QUERY_STRING": req.query,
            "wsgi.url_scheme": req.scheme,
        }
        for name, value in req.headers:
            key = f"HTTP_{name.replace('-', '_')}"
            if key in environ or name in UNUSUAL:
                return None
            environ[key] = value
        return environ
