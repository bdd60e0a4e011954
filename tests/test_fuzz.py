"""Whatever the public site is asked, it never fails. ``make fuzz`` asks 20,000 questions."""

import io
import logging
import os
from collections import Counter
from urllib.parse import unquote_to_bytes, urlsplit

import pytest
from django.core.wsgi import get_wsgi_application

from harghita_intl.page_cache.application import PageCache
from harghita_intl.page_cache.shared import SharedPages
from tests.fuzzing import Question, Questions
from tests.site_pages import LISTS, page_of_each_kind

NUMBER = int(os.environ.get("FUZZ_REQUESTS", "400"))
NOT_IMPLEMENTED = 501  # so oEmbed answers when it is asked for XML
SEED = int(os.environ.get("FUZZ_SEED", "1"))  # another one asks other questions
OF_EACH_ANSWER = {  # asked in every run, whatever else is: nothing is shown by what is all refused
    200: Question("GET", "/ro/", ""),
    302: Question("GET", "/", ""),
    400: Question("GET", "/ro/", "", {"Host": "evil.example"}),
    404: Question("GET", "/ro/nowhere/", ""),
    405: Question("DELETE", "/api/v1/partners", ""),
}


@pytest.fixture
def application(transactional_db, content, settings, tmp_path):
    """The site as its server calls it, page cache and all; the content is committed.

    A request ends with its connection given back, which would end the transaction of a test.
    """
    settings.MEDIA_ROOT = tmp_path
    logging.disable(logging.WARNING)  # half of the questions would have a line
    yield PageCache(get_wsgi_application(), lambda: 1, settings.PAGE_CACHE_BYTES, SharedPages(""))
    logging.disable(logging.NOTSET)


def environ_of(question: Question) -> dict:
    """The question as a server hands it on (PEP 3333)."""
    named = {
        f"HTTP_{name.upper().replace('-', '_')}": value for name, value in question.headers.items()
    }
    return {
        "HTTP_HOST": "testserver",
        **{name: value for name, value in named.items() if name != "HTTP_CONTENT_TYPE"},
        "CONTENT_TYPE": named.get("HTTP_CONTENT_TYPE", ""),
        "CONTENT_LENGTH": str(len(question.body)),
        "REQUEST_METHOD": question.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(question.path).decode("latin-1"),
        "QUERY_STRING": question.query,
        "REMOTE_ADDR": "192.0.2.1",
        "SERVER_NAME": "testserver",
        "SERVER_PORT": "443",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "https",
        "wsgi.input": io.BytesIO(question.body),
        "wsgi.errors": io.StringIO(),
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }


def ask(application, question: Question) -> tuple[int, list[tuple[str, str]], bytes]:
    answer = []

    def start(status, headers, exc_info=None):
        answer[:] = [int(status.split()[0]), headers]

    body = application(environ_of(question), start)
    try:
        return (*answer, b"".join(body))
    finally:
        if hasattr(body, "close"):
            body.close()


def test_site_never_fails_whatever_it_is_asked(application):
    answers = Counter()
    pages = page_of_each_kind()
    lists = [page.url for page in pages if page.kind in LISTS]

    drawn = Questions(SEED, [page.url for page in pages], lists)

    for question in [*OF_EACH_ANSWER.values(), *(drawn.draw() for _ in range(NUMBER))]:
        status, headers, body = ask(application, question)
        answers[status] += 1
        assert status < 500 or status == NOT_IMPLEMENTED, question
        for name, value in headers:
            assert not set("\r\n\0") & set(name + value), question
            if name == "Location":
                assert urlsplit(value).netloc in ("", "testserver", "localhost"), question
        assert b"Traceback" not in body, question
        assert "Set-Cookie" not in dict(headers) or question.path.startswith("/admin"), question

    print(f"{sum(answers.values())} questions: {dict(sorted(answers.items()))}")
    assert sum(answers.values()) == NUMBER + len(OF_EACH_ANSWER)
    assert answers[200] > NUMBER // 5
    assert set(OF_EACH_ANSWER) <= set(answers)


def test_site_that_fails_is_found_out(application, settings):
    """Else the test above would prove nothing."""
    settings.ROOT_URLCONF = "tests.urls_with_an_error"

    status, _headers, _body = ask(application, Question("GET", "/fault/", ""))

    assert status == 500
