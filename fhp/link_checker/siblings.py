"""Invented neighbours of a page: how does this site answer for what cannot exist?

The idea is Bar-Yossef et al., "Sic Transit Gloria Telae" (WWW 2004). No wording is known here.
"""

import asyncio
import random
import re
import string
from dataclasses import dataclass, replace
from urllib.parse import quote, unquote

from fhp.link_checker.addresses import Address
from fhp.link_checker.fetch import Fetcher
from fhp.link_checker.follow import Landing, follow
from fhp.link_checker.likeness import content_words, face, is_same_answer
from fhp.link_checker.page import Page

EXTENSION = re.compile(r"\.[A-Za-z][A-Za-z0-9]{0,4}$")
TRACKING = re.compile(r"(utm_\w+|fbclid|gclid|ref|lang|hl|locale|session\w*|sid)", re.IGNORECASE)


@dataclass(frozen=True)
class Probe:
    """What two invented neighbours got; none where the site told them apart, or did not answer."""

    landings: tuple[Landing, ...] = ()
    honest: bool = False  # said in so many words that there is no such page
    silent: bool = False  # nothing came: how the site answers is not known


class Siblings:
    """Asks once a run for each host and directory.

    Nothing is remembered over runs: a site that told invented pages apart last week may be another's today.
    """

    def __init__(self, fetcher: Fetcher) -> None:
        self.fetcher = fetcher
        self.known: dict[str, Probe] = {}
        self.locks: dict[str, asyncio.Lock] = {}

    async def probe(self, address: Address, left: float, browser: bool = False) -> Probe:
        """Ask for two neighbours of `address` within `left` seconds."""
        name = key(address)
        async with self.locks.setdefault(name, asyncio.Lock()):
            if name not in self.known:
                found = await self.ask([invent(address), invent(address)], left, browser)
                if not found.landings and not found.honest:
                    return found  # silence is not remembered
                self.known[name] = found
        return self.known[name]

    async def ask(self, invented: list[Address], left: float, browser: bool) -> Probe:
        landings = []
        for address in invented:
            async with self.fetcher.visit(browser) as visit:
                visit.left = left
                landing = await follow(self.fetcher, visit, address)
                left = visit.left
            if not landing.good:
                return Probe(honest=landing.status in (404, 410), silent=landing.failure is not None)
            landings.append(landing)
        return Probe(tuple(landings))


def key(address: Address) -> str:
    """Host, directory, extension and kind of name: what one neighbour can speak for."""
    folder, name, extension = split_path(address.path)
    kind = "0" if name.isdigit() else "a"
    return f"{address.origin}{folder}{kind}{extension}"


def split_path(path: str) -> tuple[str, str, str]:
    """Directory, name and what follows it (extension or slash): '/a/b.html' is '/a/', 'b', '.html'."""
    slash = "/" if path.endswith("/") else ""
    folder, _, name = path.rstrip("/").rpartition("/")
    found = None if slash else EXTENSION.search(name)
    extension = found[0] if found else slash
    return f"{folder}/", unquote(name.removesuffix(extension)), extension


def invent(address: Address) -> Address:
    """A neighbour of the same shape, so that the site's own rules send it the same way."""
    folder, name, extension = split_path(address.path)
    return replace(address, path=f"{folder}{quote(mimic(name))}{extension}", query="", fragment="")


def mimic(name: str) -> str:
    """Random letters for letters, digits for digits; long enough to exist nowhere."""
    if name.isdigit():
        return "9" + "".join(random.choices(string.digits, k=max(8, len(name))))
    shape = re.sub(r"[^\W\d_]", "a", name)
    shape = re.sub(r"[^a\d_-]", "a", shape)
    shape += "a" * max(0, 12 - shape.count("a"))
    choices = dict.fromkeys(string.digits, string.digits) | {"a": "bcdfghjkmnpqrtvwxz"}
    return "".join(random.choice(choices.get(sign, sign)) for sign in shape)


def is_echo(landing: Landing, probe: Probe) -> bool:
    """Whether the page is what the site gives for any address."""
    if len(probe.landings) < 2 or landing.page is None:
        return False
    one, two = probe.landings
    if one.page is None or two.page is None:
        return False
    asked = [spot for each in (landing, one, two) for spot in (each.asked, each.address)]
    pages = (landing.page, one.page, two.page)
    mine, *others = (face(page, asked) for page in pages)
    if others[0] == others[1] != mine:
        return False
    same_face = bool(mine) and mine == others[0] == others[1]
    page, first, second = (content_words(each, asked) for each in pages)
    return is_same_answer(page, first, second, same_face)


def ends_with(landing: Landing, probe: Probe) -> bool:
    """Whether invented neighbours were sent to the very place where the link was sent."""
    return bool(landing.hops) and any(is_same_place(landing, other) for other in probe.landings if other.hops)


def is_same_place(one: Landing, two: Landing) -> bool:
    if (one.address.origin, one.address.path) != (two.address.origin, two.address.path):
        return False
    return one.address.query == two.address.query or repeats(one, one.asked.path.strip("/"))


def will_return(landing: Landing) -> bool:
    """Whether the landing's query holds the path we came from, to bring us back to it.

    A search holds the words without the slash.
    """
    return bool(landing.hops) and repeats(landing, landing.asked.path)


def repeats(landing: Landing, question: str) -> bool:
    return len(question) > 2 and question in unquote(unquote(landing.address.query))


def is_its_own(page: Page, landing: Landing, probe: Probe) -> bool:
    """Whether the site itself sends or points from an invented neighbour to this page."""
    ours = landing.address.path.rstrip("/")
    if not landing.hops and any(other.hops and is_same_place(landing, other) for other in probe.landings):
        return True
    named = [other.page.canonical.rstrip("/") for other in probe.landings if other.page]
    return bool(ours) and bool(page.canonical) and any(name.endswith(ours) for name in named)


def cousin(address: Address) -> Address | None:
    """Where the directory is a number and not a year: the same name under another number.

    Sites that write /note/4711/any-words read the number only.
    """
    folder, name, extension = split_path(address.path)
    above, _, number = folder.rstrip("/").rpartition("/")
    if not number.isdigit() or re.fullmatch(r"(19|20)\d\d|\d{1,2}", number):
        return None
    return replace(address, path=f"{above}/{mimic(number)}/{quote(name)}{extension}")


def query_neighbours(address: Address) -> list[Address]:
    """The same page asked for invented values: where the page itself is named in the query."""
    fields = [field.partition("=") for field in address.query.split("&") if field]
    if not fields or all(TRACKING.fullmatch(name) for name, _, _ in fields):
        return []
    queries = ["&".join(invent_value(*field) for field in fields) for _ in range(2)]
    return [replace(address, query=query, fragment="") for query in queries]


def invent_value(name: str, sign: str, value: str) -> str:
    kept = TRACKING.fullmatch(name) or not value
    return name + sign + (value if kept else quote(mimic(unquote(value))))
