"""What the checker of accessibility finds on a page, at several sizes and in both schemes."""

from itertools import cycle

from axe_playwright_python.sync_playwright import Axe

from tests.browser.settling import settle

# Without "preload", in which the checker itself breaks the policy to read the style sheets.
# Describing what passed takes long.
CHECKED = {"preload": False, "resultTypes": ["violations"]}
PUBLIC = {
    **CHECKED,
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}
ADMIN = {**CHECKED, "rules": {"target-size": {"enabled": True}}}
# What depends on the size of the window and not on names, roles and structure.
OF_LAYOUT = ["color-contrast", "link-in-text-block", "scrollable-region-focusable", "target-size"]
RUN = "options => axe.run(options).then((results) => results.violations)"
SETTLED = "() => document.getAnimations().forEach((change) => change.finish())"
HEIGHT = "() => document.documentElement.scrollHeight"
SCHEME = "() => matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'"
SCHEMES = ("light", "dark")


def find_barriers(page, rules, views, is_whole=False) -> list[str]:
    """Check a page in views, each a width in pixels and a scheme of colours.

    In the widest and the narrowest window all rules are checked, once; elsewhere those of layout.
    If asked for, the whole page is in view, so that what stays at the edge of the window covers
    nothing. In the end all is as it was.
    """
    size, scheme = page.viewport_size, page.evaluate(SCHEME)
    found, widths = [], [width for width, _scheme in views]
    of_layout = {**rules, "runOnly": {"type": "rule", "values": OF_LAYOUT}}
    wholly = {min(widths), max(widths)}
    page.evaluate(Axe().axe_script)
    for width, shown in views:
        page.emulate_media(color_scheme=shown)
        page.set_viewport_size({**size, "width": width})
        if is_whole:
            height = max(size["height"], page.evaluate(HEIGHT))
            page.set_viewport_size({"width": width, "height": height})
        page.evaluate(SETTLED)
        found += page.evaluate(RUN, rules if width in wholly else of_layout)
        wholly.discard(width)
    page.set_viewport_size(size)
    page.emulate_media(color_scheme=scheme)
    page.evaluate(SETTLED)
    return [f"{rule['id']}: {node['html'][:200]}" for rule in found for node in rule["nodes"]]


def find_admin_barriers(page, widths=None) -> list[str]:
    """Check a page of the admin at its width in both schemes, or at several in either."""
    settle(page)
    widths = widths or [page.viewport_size["width"]] * 2
    return find_barriers(page, ADMIN, list(zip(widths, cycle(SCHEMES))), is_whole=True)
