"""A page of another site shows pieces of this one, as its editor copied them."""

import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from playwright.sync_api import expect

from partners.models import PartnerRegion
from publishing.naming import current_names
from syndication.embeds.snippets import Snippet, of_map, of_partner, of_table


def of_card(partner: PartnerRegion) -> Snippet:
    return of_partner(partner, current_names())


@pytest.fixture
def host():
    """Another site: its address, and what its page holds."""

    class Host(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            html = (
                '<!doctype html><html lang="hu"><title>Host</title><link rel="icon" href="data:">'
            )
            self.wfile.write(f"{html}<h1>Host</h1>{self.server.content}".encode())

        def log_message(self, *arguments):
            pass

    server = HTTPServer(("127.0.0.1", 0), Host)
    server.content = ""
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def show(page, host, site, content):
    host.content = content.replace("https://testserver", site)
    page.goto(f"http://127.0.0.1:{host.server_port}/")


def errors_of_page(page, *allowed) -> list[str]:
    """What the console says, and what is asked of others than the two sites."""
    errors = []
    page.on("console", lambda message: errors.append(message.text))
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on(
        "request",
        lambda request: request.url.startswith(allowed) or errors.append(request.url),
    )
    return errors


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("piece", ["card", "table", "map"])
def test_frame_becomes_as_high_as_what_it_shows(browser, site, host, piece, width):
    partner = PartnerRegion.objects.get(iso_code="HU-BK")
    snippet = {"card": of_card(partner), "table": of_table(), "map": of_map()}[piece]
    page = browser.new_page(viewport={"width": width, "height": 900})
    errors = errors_of_page(page, site, f"http://127.0.0.1:{host.server_port}", "data:")

    show(page, host, site, snippet.html)

    frame = page.locator("iframe")
    page.wait_for_function(
        "([before]) => document.querySelector('iframe').height !== String(before)",
        arg=[snippet.height],
    )
    inner = page.frames[1]
    page.wait_for_function(
        "(frame) => Math.abs(frame.height - frame.getBoundingClientRect().height) < 2",
        arg=frame.element_handle(),
    )
    content = inner.evaluate("document.documentElement.getBoundingClientRect().height")
    assert abs(frame.bounding_box()["height"] - content) < 2
    assert inner.evaluate("document.documentElement.scrollWidth") <= width
    assert errors == []
    page.close()


def test_frame_works_where_no_script_is_allowed(browser, site, host):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()

    show(page, host, site, of_card(PartnerRegion.objects.get(iso_code="HU-BK")).iframe)

    card = page.frame_locator("iframe")
    expect(card.get_by_role("heading", level=1)).to_be_visible()
    assert page.locator("iframe").bounding_box()["height"] == 520
    context.close()


def test_link_in_a_frame_opens_the_page_beside_the_other_site(browser, site, host):
    page = browser.new_page()
    show(page, host, site, of_card(PartnerRegion.objects.get(iso_code="HU-BK")).html)

    with page.expect_popup() as opened:
        page.frame_locator("iframe").get_by_role("heading").get_by_role("link").click()

    expect(opened.value.get_by_role("heading", level=1)).to_have_text("Județul Bács-Kiskun")
    assert page.url == f"http://127.0.0.1:{host.server_port}/"
    page.close()


def test_page_that_is_not_for_frames_stays_empty_in_one(browser, site, host):
    page = browser.new_page()

    with page.expect_console_message(lambda message: "frame-ancestors" in message.text):
        show(page, host, site, '<iframe src="https://testserver/ro/parteneri/"></iframe>')

    expect(page.frame_locator("iframe").get_by_role("table")).to_have_count(0)
    page.close()
