"""A feed as a reader understands it."""

import xml.etree.ElementTree as ET

import feedparser

HOST = "https://testserver"
ATOM = "{http://www.w3.org/2005/Atom}"
ALL = "/ro/feeds/all.atom"


def read(client, url=ALL):
    """The feed as a reader sees it, which finds no fault in it."""
    response = client.get(url)
    assert response.status_code == 200, url
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    feed = feedparser.parse(response.content)
    assert (feed.bozo, feed.version) == (False, "atom10"), url
    return feed


def titles(client, url=ALL):
    return [entry.title for entry in read(client, url).entries]


def entries(client, url=ALL):
    """The entries as they are written."""
    return ET.fromstring(client.get(url).content).findall(f"{ATOM}entry")


def text_of(entry, name):
    return entry.findtext(f"{ATOM}{name}")
