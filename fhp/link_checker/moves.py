"""Permanent moves: which of them a machine may write down.

A redirect that carries somebody's session, that was chosen by our own header, or that leads to a page in the way is
reported and never written: everybody who follows the link later would be sent there.
"""

from __future__ import annotations

import re
from urllib.parse import unquote

from fhp.link_checker import words
from fhp.link_checker.addresses import Address, is_home
from fhp.link_checker.fetch import Fetcher
from fhp.link_checker.finding import Finding, Outcome
from fhp.link_checker.follow import Landing, follow
from fhp.link_checker.likeness import plain
from fhp.link_checker.signs import Name, Signs
from fhp.link_checker.walls import is_challenge, is_login

THIN = 150  # words
FEW = 40
OTHER_LANGUAGE = "de,fr;q=0.8"
LANGUAGE = re.compile(r"[a-z]{2}([-_]([a-z]{2}|[a-z]{4}|\d{3}))?", re.IGNORECASE)
SESSION = re.compile(r";|\(S\(|(?<![a-z])(sess|sid|jsession|phpsess|token|ticket)", re.IGNORECASE)
RANDOM = re.compile(r"(?=.*\d)(?=.*[a-z])\w{16,}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
IN_THE_WAY = re.compile(
    r"(^|[/._-])(mantenimiento|maintenance|manutencao|wartung|under-?construction|offline|unavailable|suspend\w*|"
    r"cookies?|consent\w*|gdpr|rgpd|privacy-?gate|age-?(gate|check)|geo\w*|countr(y|ies)|pais(es)?|regions?|select\w*|"
    r"choose\w*|elegir|splash|interstitial|notice|aviso|redirect\w*|captcha|challenge|error\w*|timeout)([/._-]|$)",
    re.IGNORECASE,
)


def moved(landing: Landing, signs: Signs) -> Finding:
    """A permanent move; a machine may write it down where the owner is surely the same, and so is the page."""
    fragment = f"#{landing.address.fragment}" if landing.address.fragment else ""
    url = landing.address.url + fragment
    if is_in_maintenance(landing):
        return Finding(Outcome.UNCLEAR, "maintenance", url)
    same = registrable(landing.asked.host) == registrable(landing.address.host)
    safe = leads_to_a_page(landing) and adds_nothing(landing.asked, landing.address)
    owner = same or signs.name is Name.PRESENT
    return Finding(Outcome.MOVED, "moved", url, new_url=url, fixable=safe and owner)


def is_in_maintenance(landing: Landing) -> bool:
    page = landing.page
    if page is None or len(page.words) >= THIN:
        return False
    heads = plain(" ".join([page.title, *page.headings]))
    said = heads if len(page.words) > FEW else f"{heads} {plain(page.text)}"
    return bool(words.hits(words.MAINTENANCE, said))


def leads_to_a_page(landing: Landing) -> bool:
    """Whether the end is a page to read: no login, wall, notice or front page in place of what was asked for."""
    path, page = landing.address.path, landing.page
    if words.LOGIN_PATH.fullmatch(path) or words.ERROR_PATH.fullmatch(path):
        return False
    if is_home(landing.address) and not is_home(landing.asked):
        return False
    if page is not None and (is_login(page) or is_challenge(landing)):
        return False
    gate = page is not None and bool(page.forms or page.buttons) and len(page.words) < THIN / 3
    bared = landing.address.scheme == "http" and any(hop.address.scheme == "https" for hop in landing.hops)
    return not (gate or bared)


def adds_nothing(asked: Address, ended: Address) -> bool:
    """Whether the new address holds nothing of this one visit: no new value, language, country or random name."""
    before, now = named_values(asked.query), named_values(ended.query)
    if any(value not in before for value in now) or (ended.fragment and ended.fragment != asked.fragment):
        return False
    old, new = (set(unquote(each.path).lower().split("/")) for each in (asked, ended))
    gained = new - old
    if any(LANGUAGE.fullmatch(part) or RANDOM.fullmatch(part) for part in gained):
        return False
    if SESSION.search("/".join(gained)) or any(IN_THE_WAY.search(f"/{part}") for part in gained):
        return False
    labels = set(ended.host.split(".")[:-2]) - set(asked.host.split("."))
    if any(LANGUAGE.fullmatch(label) or IN_THE_WAY.search(label) for label in labels):
        return False
    if ended.port != asked.port and ended.port is not None and ended.host == asked.host:
        return False
    return not changes_country(asked.host, ended.host)


def named_values(query: str) -> set[str]:
    return {part for part in re.split("[&;]", query) if part}


def changes_country(one: str, two: str) -> bool:
    """'red.org' to 'red.mx': the same name under a country's own ending, chosen perhaps by where we ask from."""
    if one.rpartition(".")[2] == two.rpartition(".")[2]:
        return False
    ending = two.rpartition(".")[2]
    return len(ending) == 2 and ending.isalpha() and bool(set(one.split(".")[:-1]) & set(two.split(".")[:-1]) - {"www"})


async def stays_put(fetcher: Fetcher, landing: Landing) -> bool:
    """Whether a visitor with another language and no cookies is sent to the very same address."""
    async with fetcher.visit(language=OTHER_LANGUAGE) as visit:
        again = await follow(fetcher, visit, landing.asked)
    return again.good and again.address == landing.address and again.permanent


def registrable(host: str) -> str:
    """The part of a name that somebody registered: near enough without the public suffix list."""
    labels = host.split(".")
    second_level = len(labels) > 2 and len(labels[-1]) == 2 and len(labels[-2]) <= 3
    return host if labels[-1].isdigit() else ".".join(labels[-3 if second_level else -2 :])
