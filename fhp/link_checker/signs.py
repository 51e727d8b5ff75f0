"""Signs that a site has passed into other hands, and whether it still says its owner's name.

The name decides how much must be shown: gone, one sign is enough; unknown, the site's behaviour
must agree; present, everything must. Called by judge with what it has already fetched.
"""

import contextlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urljoin, urlsplit

from fhp.link_checker import words
from fhp.link_checker.addresses import is_home_path
from fhp.link_checker.follow import Landing
from fhp.link_checker.likeness import plain
from fhp.link_checker.page import Page

THIN = 200  # words; parked pages say little
DOMAIN_NAME = re.compile(r"(?<![\w@.])(?:[\w-]{2,}\.)+[a-z]{2,12}\b", re.IGNORECASE)
DEMANDS = {
    "parked": (words.DOMAIN, words.SALE, THIN),
    "suspended": (words.ACCOUNT, words.SUSPENDED, 80),
}


class Name(StrEnum):
    """Whether the page says a name of its owner."""

    PRESENT = "present"
    GONE = "gone"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Signs:
    """What speaks for other hands; `words` is a reason of finding, or ""."""

    name: Name
    words: str
    dense: bool
    titled: bool  # its title or heading is a domain name
    vendor: bool  # signed by a parking company
    thin: bool
    lonely: bool  # has hardly a page of its own to link to

    def lines(self) -> tuple[str, ...]:
        """For `explain`."""
        behaviour = [n for n in ("dense", "titled", "vendor", "thin", "lonely") if getattr(self, n)]
        return (f"name: {self.name}; words: {self.words or '-'}; signs: {', '.join(behaviour) or '-'}",)


def read_signs(landing: Landing, names: Iterable[str]) -> Signs:
    page = landing.page or Page()
    reason, dense = read_words(page)
    heads = " ".join([page.title, *page.headings])
    trail = " ".join([*(hop.address.origin for hop in landing.hops[1:]), landing.address.url])
    signed = " ".join([*page.marks, *page.scripts])
    return Signs(
        find_name(landing, tuple(names)),
        reason,
        dense,
        is_titled_by_domain(landing, heads),
        bool(words.PARKING.search(f"{trail} {signed}".lower())),
        len(page.words) < THIN,
        len(own_pages(landing)) < 3,
    )


def own_pages(landing: Landing) -> set[str]:
    """Pages of the site itself that its page links to; parked pages lead to searches and away."""
    links = landing.page.links if landing.page else []
    found = set()
    for link in links:
        with contextlib.suppress(ValueError):
            parts = urlsplit(urljoin(landing.address.url, link))
            if parts.hostname == landing.address.host and not parts.query and not is_home_path(parts.path):
                found.add(parts.path)
    return found


def is_titled_by_domain(landing: Landing, heads: str) -> bool:
    """Whether the page calls itself by its bare domain, as parked pages do."""
    said = {name.lower().removeprefix("www.") for name in DOMAIN_NAME.findall(heads)}
    hosts = {address.host.removeprefix("www.") for address in (landing.asked, landing.address)}
    plain_address = any(host.rpartition(".")[2].isdigit() for host in hosts)
    return bool(said & hosts) or (plain_address and bool(said))


def find_name(landing: Landing, names: tuple[str, ...]) -> Name:
    """Whether one of the names stands on the page, in any of its usual guises."""
    page = landing.page
    wanted = [name for name in names if plain(name)]
    if not wanted or page is None:
        return Name.UNKNOWN
    said = " ".join([page.title, page.text, *page.extra])
    # A parked page repeats the domain, and that often holds the name.
    own = landing.asked.host.removeprefix("www.")
    masked = f" {plain(re.sub(DOMAIN_NAME, ' ', said).replace(own, ' '))} "
    for name in wanted:
        heard = f" {plain(said)} " if DOMAIN_NAME.search(name) else masked
        if any(says(heard, guise) for guise in guises(name)):
            return Name.PRESENT
    return Name.GONE


def guises(name: str) -> list[str]:
    """'Mujeres Unidas (MU) – Red' may be called by each of its parts that can stand alone."""
    parts = re.split(r"[()\[\]|/]|\s[–—-]\s", name)
    return [guise for guise in {plain(part) for part in [name, *parts]} if len(guise) > 1]


def says(text: str, name: str) -> bool:
    """Whether the name is said, in full or by nearly all its weighty words close together."""
    if f" {name} " in text or (not name.isascii() and name in text):
        return True
    weighty = {word for word in name.split() if len(word) > 3}
    if len(weighty) < 3:
        return False
    said = text.split()
    places = [place for place, word in enumerate(said) if word in weighty]
    return any(len(weighty & set(said[place : place + 15])) >= 0.75 * len(weighty) for place in places)


def read_words(page: Page) -> tuple[str, bool]:
    """The family of words that the page is full of, and whether it is very full."""
    heads = plain(" ".join([page.title, *page.headings]))
    text = f"{heads} {plain(page.text)}"
    size = len(text.split())
    for reason, stems in (("gambling", words.GAMBLING), ("spam", words.SPAM)):
        found = words.hits(stems, text)
        kinds, heard = len(set(found)), len(found) / max(1, size)
        if kinds >= 2 and (heard >= 0.04 or (kinds >= 4 and heard >= 0.02)):
            return reason, kinds >= 3 and heard >= 0.06 and bool(words.hits(stems, heads))
    for reason, (one, two, longest) in DEMANDS.items():
        if size < longest and words.near(one, two, text):
            return reason, words.near(one, two, heads)
    return "", False


def taken_over(signs: Signs, catch_all: bool, home: bool, strange: bool = False) -> str:
    """The reason to call a site taken over, or "".

    `catch_all`: it gives this page for any address; `strange`: nothing of what we knew of it is left.
    """
    foreign = signs.words in ("gambling", "spam")
    behaviour = catch_all + signs.titled + signs.vendor
    if signs.name is Name.GONE:
        if signs.words and (home or behaviour or (foreign and signs.dense)):
            return signs.words
        # No word of ours, but it behaves as parked pages do.
        return "parked" if signs.thin and signs.lonely and (catch_all or signs.vendor) else ""
    if strange and signs.name is Name.UNKNOWN:
        if signs.words and (home or behaviour or foreign):
            return signs.words
        return "parked" if signs.thin and signs.lonely and (catch_all or signs.vendor) else ""
    if signs.name is Name.UNKNOWN:
        if signs.words and (behaviour or (foreign and signs.dense and home)):
            return signs.words
        return "parked" if signs.thin and signs.lonely and catch_all and signs.titled else ""
    everything = signs.words and signs.thin and catch_all and (signs.titled or signs.vendor or signs.dense)
    return signs.words if everything else ""
