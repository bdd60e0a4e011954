"""What the site is measured against: a hello world, and bare Django views of a page's size."""

import os


def hello(environ, start_response):
    body = b"Hello, world\n"
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", str(len(body)))])
    return [body]


def bare(environ, start_response):
    return _django()(environ, start_response)


def _django():
    global _application
    if _application is None:
        os.environ["DJANGO_SETTINGS_MODULE"] = "bench_settings"
        from django.core.wsgi import get_wsgi_application

        _application = get_wsgi_application()
    return _application


_application = None
