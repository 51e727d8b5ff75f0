"""Pages that are no content: walls against robots, and shells that only scripts fill.

Both must never be called dead. Called by judge and echo.
"""

import re

from fhp.link_checker import words
from fhp.link_checker.follow import Landing
from fhp.link_checker.likeness import plain
from fhp.link_checker.page import Page

THIN = 150  # words
FEW = 60
VENDOR_HEADERS = {"cf-mitigated", "x-datadome", "x-amzn-waf-action", "x-sucuri-block", "x-kpsdk-ct"}
# What a test for robots does by itself, without a person: leave a cookie, come back, send its form.
ACTS = re.compile(
    r"document\s*\.\s*cookie\s*=|location\s*\.\s*reload\s*\(|\.\s*submit\s*\(|location\s*(\.\s*href)?\s*=\s*(window\.|document\.)?"
    r"location|requestSubmit\s*\("
)


def is_challenge(landing: Landing) -> bool:
    """Whether this is a test for robots: its maker's mark, or a small page that acts like one."""
    if landing.answer is None:
        return False
    if VENDOR_HEADERS & landing.answer.headers.keys():
        return True
    page = landing.page
    # A test for robots leads nowhere; a page with a cookie notice has the rest of its site around it.
    if page is None or len(page.words) > THIN or len(page.links) > 4:
        return False
    marked = any(words.CHALLENGE.search(mark) for mark in [*page.marks, *page.scripts])
    if marked and len(page.words) < FEW and len(page.links) <= 2:
        return True
    acts = bool(ACTS.search(page.code)) + bool(page.noscript and page.scripts) + sends_itself(page)
    acts += page.reloads
    said = plain(f"{page.title} {page.text} {page.noscript}")
    says = len(set(words.hits(words.ROBOT, said))) >= 2 or bool(words.hits(words.WAIT, said))
    return acts + marked + says >= 2


def sends_itself(page: Page) -> bool:
    """Whether there is a form with nothing for a person to fill in or press, and a script to send it."""
    return bool(page.forms and page.hidden and page.scripts) and not (page.inputs or page.buttons or page.passwords)


def is_shell(page: Page) -> bool:
    """Whether scripts make this page: they are its own, and without them it says next to nothing."""
    own = [source for source in page.scripts if not re.match(r"(https?:)?//", source)]
    silent = len(page.words) <= 12 and not page.headings and not page.links
    if silent and (own or page.frames or (page.scripts and page.empty_rooms)):
        return True
    return bool(own) and len(page.words) <= FEW and bool(page.noscript or page.empty_rooms)


def is_login(page: Page) -> bool:
    """Whether the page is there to ask for a password."""
    return page.passwords > 0 and len(page.words) < THIN
