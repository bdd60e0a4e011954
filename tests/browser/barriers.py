"""What the checker of accessibility finds on a page, at several sizes and in both schemes."""

from axe_playwright_python.sync_playwright import Axe

# Without "preload", in which the checker itself breaks the policy to read the style sheets.
# Describing what passed takes long.
CHECKED = {"preload": False, "resultTypes": ["violations"]}
PUBLIC = {
    **CHECKED,
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}
ADMIN = {**CHECKED, "rules": {"target-size": {"enabled": True}}}
COLOURS = {**CHECKED, "runOnly": ["color-contrast", "link-in-text-block"]}
RUN = "options => axe.run(options).then((results) => results.violations)"
SETTLED = "() => document.getAnimations().forEach((change) => change.finish())"
HEIGHT = "() => document.documentElement.scrollHeight"
SCHEME = "() => matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'"
OTHER = {"light": "dark", "dark": "light"}


def find_barriers(page, rules, widths, is_whole=False) -> list[str]:
    """Check by all rules at each width; in the other scheme by those of colours.

    The scheme is another one from each width to the next. If asked for, the whole page is in view,
    so that what stays at the edge of the window covers nothing. In the end all is as it was.
    """
    size, scheme, found = page.viewport_size, page.evaluate(SCHEME), []
    page.evaluate(Axe().axe_script)
    for width in widths:
        page.set_viewport_size({**size, "width": width})
        if is_whole:
            height = max(size["height"], page.evaluate(HEIGHT))
            page.set_viewport_size({"width": width, "height": height})
        found += page.evaluate(RUN, rules)
        page.emulate_media(color_scheme=OTHER[page.evaluate(SCHEME)])
        page.evaluate(SETTLED)
        found += page.evaluate(RUN, COLOURS)
    page.set_viewport_size(size)
    page.emulate_media(color_scheme=scheme)
    page.evaluate(SETTLED)
    return [f"{rule['id']}: {node['html'][:200]}" for rule in found for node in rule["nodes"]]


def find_admin_barriers(page, widths=None) -> list[str]:
    """Check a page of the admin at its width, or at several."""
    page.wait_for_load_state("networkidle")
    return find_barriers(page, ADMIN, widths or [page.viewport_size["width"]], is_whole=True)
