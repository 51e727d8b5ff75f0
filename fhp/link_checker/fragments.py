"""Sections of a page: where one is missing, the page stays, and the nearest one is named."""

import difflib
import re
from urllib.parse import unquote

from fhp.link_checker.follow import Landing
from fhp.link_checker.page import Page
from fhp.link_checker.walls import is_shell

# Browsers, PDF readers and scripts read these themselves.
NOT_A_SECTION = re.compile(r"|top|.*:~:.*|[!/].*|.*=.*", re.IGNORECASE)
MADE_BY_SCRIPTS = ("user-content-",)  # what code hosts put before an id, and their script takes away


def misses_fragment(landing: Landing) -> str | None:
    """The section that the page lacks, and the nearest that it has: '#no → #si'; None where nothing is missing.

    Judged only where we saw the whole page, and where no script makes it.
    """
    fragment, page = landing.asked.fragment, landing.page
    if NOT_A_SECTION.fullmatch(fragment) or page is None or landing.answer is None:
        return None
    label = landing.answer.headers.get("content-type", "html")
    if not landing.answer.complete or is_shell(page) or "html" not in label:
        return None
    wanted = {fragment, unquote(fragment)}
    if page.anchors & (wanted | {prefix + name for prefix in MADE_BY_SCRIPTS for name in wanted}):
        return None
    if any(link.startswith("#") and unquote(link[1:]) in wanted for link in page.links):
        return None  # the page itself links there, so a script puts it there
    near = nearest(unquote(fragment), page)
    return f"#{fragment} → #{near}" if near else f"#{fragment}"


def nearest(fragment: str, page: Page) -> str:
    """The anchor that is most like the missing one, else ''."""
    names = sorted(name for name in page.anchors if name.strip() and len(name) < 200)
    small = {name.lower(): name for name in names}
    found = difflib.get_close_matches(fragment.lower()[:200], list(small)[:2000], n=1, cutoff=0.5)
    return small[found[0]] if found else ""
