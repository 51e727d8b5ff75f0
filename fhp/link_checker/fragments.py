"""Sections of a page: a missing one is advice, never a fault."""

import re
from urllib.parse import unquote

from fhp.link_checker.follow import Landing
from fhp.link_checker.walls import is_shell

# Browsers, PDF readers and scripts read these themselves.
NOT_A_SECTION = re.compile(r"|top|.*:~:.*|[!/].*|.*=.*", re.IGNORECASE)


def misses_fragment(landing: Landing) -> bool:
    """A link to a section finds it: an id, or a name of old; judged only where we saw it all."""
    fragment, page = landing.asked.fragment, landing.page
    if NOT_A_SECTION.fullmatch(fragment) or page is None or landing.answer is None:
        return False
    label = landing.answer.headers.get("content-type", "")
    if not landing.answer.complete or is_shell(page) or "html" not in label:
        return False
    return not page.anchors & {fragment, unquote(fragment)}
