"""What the memory of pages keeps and gives up, and which of them it compresses."""

import pytest

from harghita_intl.page_cache.entries import MIN_COMPRESSED, Entries, Page

SMALL = Page("200 OK", [], b"", 0.0)


def test_page_asked_for_least_recently_is_given_up_when_the_memory_is_full():
    probe = Entries(1_000_000)
    probe.set("0", 1, SMALL)
    entries = Entries(8 * probe.bytes)
    for key in "01234567":
        entries.set(key, 1, SMALL)
    full = "".join(entries.pages)

    entries.get("0", 1)
    entries.set("8", 1, SMALL)

    assert (full, "".join(entries.pages)) == ("01234567", "23456708")


@pytest.mark.parametrize(
    ("kind", "length", "is_compressed"),
    [
        ("text/html", MIN_COMPRESSED, True),
        ("text/html", MIN_COMPRESSED - 1, False),
        ("image/png", MIN_COMPRESSED, False),
    ],
)
def test_text_is_compressed_if_it_is_worth_it(kind, length, is_compressed):
    page = Page("200 OK", [("Content-Type", kind)], b"a" * length, 0.0)

    answer = page.answer({"HTTP_ACCEPT_ENCODING": "gzip", "REQUEST_METHOD": "GET"})

    assert ("Content-Encoding" in dict(answer.headers)) == is_compressed
