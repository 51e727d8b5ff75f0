"""Soft 404: pages that say 200 and are what the site gives for any address.

`judge_echo` compares a landing with invented neighbours; None where the page is itself.
"""

from dataclasses import replace
from typing import Protocol

from fhp.link_checker import words
from fhp.link_checker.addresses import Address, is_home
from fhp.link_checker.finding import Finding, Outcome
from fhp.link_checker.follow import Landing
from fhp.link_checker.likeness import content_words, is_same_answer, plain
from fhp.link_checker.page import Page
from fhp.link_checker.siblings import (
    Probe,
    cousin,
    ends_with,
    is_echo,
    is_its_own,
    query_neighbours,
    will_return,
)
from fhp.link_checker.walls import is_challenge, is_login, is_shell


class Asks(Protocol):
    """Who asks invented neighbours for us."""

    async def probe(self, address: Address) -> Probe: ...
    async def ask(self, addresses: list[Address]) -> Probe: ...


async def judge_echo(landing: Landing, asker: Asks) -> Finding | None:
    """Whether a page below the front page is really there."""
    if landing.hops:
        finding, settled = await judge_redirect(landing, asker)
        if settled:
            return finding
    probe = await asker.probe(landing.address)
    if is_echo(landing, probe):
        return await judge_copy(landing, probe, asker)
    return await judge_query(landing, asker)


async def judge_redirect(landing: Landing, asker: Asks) -> tuple[Finding | None, bool]:
    """What it means to be sent on; the second value says whether that settles it."""
    asked, ended = landing.asked, landing.address
    if ended.fragment != asked.fragment and ended.fragment.startswith(("/", "!")):
        return Finding(Outcome.UNCLEAR, "shell"), True
    if words.ERROR_PATH.fullmatch(ended.path):
        return Finding(Outcome.GONE, "to-error", ended.url), True
    if is_trivial(asked, ended):
        return None, False
    if leads_to_login(landing):
        return Finding(Outcome.WALL, "login", ended.url), True
    probe = await asker.probe(asked)
    if ends_with(landing, probe):
        if is_home(ended):
            return Finding(Outcome.GONE, "to-home", ended.url), True
        return judge_mask(landing, "soft-404"), True
    if is_home(ended):
        return judge_arrival_home(asked, ended, probe), True
    return None, False


def is_trivial(asked: Address, ended: Address) -> bool:
    """The same page under https, www, another case or a slash."""
    same_host = asked.host.removeprefix("www.") == ended.host.removeprefix("www.")
    return same_host and asked.path.rstrip("/").lower() == ended.path.rstrip("/").lower()


def leads_to_login(landing: Landing) -> bool:
    """Sent to a page that asks for a password, or that will send us back once it is content."""
    page = landing.page or Page()
    if is_home(landing.address):
        return False
    if is_login(page) or (words.LOGIN_PATH.fullmatch(landing.address.path) and page.forms):
        return True
    interactive = page.forms or page.scripts
    return will_return(landing) and bool(interactive) and is_thin(page) and not page.inputs > 2


def is_thin(page: Page) -> bool:
    return len(page.words) < 150


def judge_arrival_home(asked: Address, ended: Address, probe: Probe) -> Finding | None:
    """A page that became a front page is lost, unless it got a site of its own."""
    if asked.host.removeprefix("www.") == ended.host.removeprefix("www."):
        return Finding(Outcome.GONE, "to-home", ended.url)
    if probe.honest:
        return None
    return Finding(Outcome.UNCLEAR, "to-home", ended.url)


async def judge_copy(landing: Landing, probe: Probe, asker: Asks) -> Finding | None:
    """The page is a copy of its invented neighbours: an error page, or something that only looks so."""
    page = landing.page or Page()
    if is_its_own(page, landing, probe):
        return None
    cousins = [relative for _ in range(2) if (relative := cousin(landing.address))]
    if cousins and not is_echo(landing, await asker.ask(cousins)):
        return None
    return judge_mask(landing, "soft-404")


def judge_mask(landing: Landing, reason: str) -> Finding:
    """Every address gives this page; walls, logins, shells and works do so too, and are not dead."""
    page = landing.page or Page()
    if is_challenge(landing):
        return Finding(Outcome.WALL, "wall")
    if is_login(page):
        return Finding(Outcome.WALL, "login", landing.address.url)
    if is_shell(page):
        return Finding(Outcome.UNCLEAR, "shell")
    if is_thin(page) and words.hits(words.MAINTENANCE, plain(f"{page.title} {page.text}")):
        return Finding(Outcome.UNCLEAR, "maintenance")
    return Finding(Outcome.GONE, reason)


async def judge_query(landing: Landing, asker: Asks) -> Finding | None:
    """A page named in its query (`?id=12`) differs from the pages of invented values."""
    neighbours = query_neighbours(landing.address)
    if not neighbours:
        return None
    probe = await asker.ask(neighbours)
    if not is_echo(landing, probe):
        return None
    bare = await asker.ask([replace(landing.address, query="", fragment="")])
    if not bare.landings or bare.landings[0].page is None or landing.page is None:
        return judge_mask(landing, "soft-404")
    # The same without any value: the query names nothing here, it only travels along.
    asked = (landing.asked, landing.address)
    mine, without = content_words(landing.page, asked), content_words(bare.landings[0].page, asked)
    return None if is_same_answer(mine, without, without) else judge_mask(landing, "soft-404")
