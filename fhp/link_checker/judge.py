"""From evidence to a finding for one link. Behaviour decides; words only support.

Called by check for each target, and by explain for one.
"""

from dataclasses import replace

from fhp.link_checker import words
from fhp.link_checker.addresses import Address, RefusalError, is_home, parse
from fhp.link_checker.echo import judge_echo
from fhp.link_checker.fetch import Fetcher
from fhp.link_checker.finding import Finding, Outcome
from fhp.link_checker.follow import LONGEST_PATIENCE, Landing, follow, retry_after
from fhp.link_checker.fragments import misses_fragment
from fhp.link_checker.likeness import content_words, simhash
from fhp.link_checker.siblings import Probe, Siblings, is_echo
from fhp.link_checker.signs import Name, Signs, read_signs, taken_over
from fhp.link_checker.targets import Target
from fhp.link_checker.walls import is_challenge, is_shell

ASK_AS_BROWSER = {401, 403, 404, 405, 406, 410, 429, 503, 999}
WALLS = {401, 402, 403, 405, 406, 407, 429, 451, 999}


async def look(fetcher: Fetcher, siblings: Siblings, target: Target) -> Finding:
    """One look at one link."""
    try:
        address = parse(target.url, fetcher.options.public)
    except RefusalError as refusal:
        return Finding(refusal.outcome, refusal.reason, refusal.detail)
    landing, left, browser = await approach(fetcher, address)
    if not landing.good:
        return replace(judge_failure(landing), evidence=landing.trail())
    signs = read_signs(landing, target.names)
    finding = await judge_good(landing, signs, Asker(siblings, left, browser))
    return replace(
        finding,
        status=landing.status,
        final_url=landing.address.url,
        title=landing.page.title[:120] if landing.page else "",
        simhash=simhash(content_words(landing.page, ())) if landing.page else "",
        evidence=(*landing.trail(), *signs.lines(), *finding.evidence),
    )


async def approach(fetcher: Fetcher, address: Address) -> tuple[Landing, float, bool]:
    """Ask honestly, and once as a browser where robots are often turned away.

    Gives the landing, the seconds left, and whether the browser's name was needed.
    """
    async with fetcher.visit() as visit:
        first = await follow(fetcher, visit, address)
    left = visit.left
    if first.status not in ASK_AS_BROWSER or told_to_wait(first):
        return first, left, False
    async with fetcher.visit(browser=True) as visit:
        visit.left = left
        second = await follow(fetcher, visit, address)
    # A site that says "no such page" to an honest robot and "no robots" to a false browser is honest.
    keep_first = first.status in (404, 410) and not second.good and not is_challenge(first)
    keep_first = keep_first or (second.failure is not None and second.failure.outcome is not Outcome.UNSAFE)
    return (first, visit.left, False) if keep_first else (second, visit.left, True)


def told_to_wait(landing: Landing) -> bool:
    """Asked to stay away for longer than we can wait: coming back in disguise would be rude."""
    wait = retry_after(landing.answer) if landing.answer else None
    return wait is not None and wait > LONGEST_PATIENCE and landing.status in (429, 503)


def judge_failure(landing: Landing) -> Finding:
    """What an answer that is no page means."""
    if landing.failure:
        failure = landing.failure
        return Finding(failure.outcome, failure.reason, failure.detail, final_url=landing.address.url)
    status = landing.status or 0
    finding = Finding(Outcome.UNCLEAR, "odd-status", str(status), status, landing.address.url)
    if status in WALLS or is_challenge(landing):
        return replace(finding, outcome=Outcome.WALL, reason="wall")
    if status in (404, 410):
        return replace(finding, outcome=Outcome.GONE, reason="status")
    if status >= 500:
        return replace(finding, outcome=Outcome.TROUBLE, reason="server-error")
    return finding


class Asker:
    """Asks invented neighbours within the link's own time and under the same name."""

    def __init__(self, siblings: Siblings, left: float, browser: bool) -> None:
        self.siblings = siblings
        self.left = left
        self.browser = browser

    async def probe(self, address: Address) -> Probe:
        return await self.siblings.probe(address, self.left, self.browser)

    async def ask(self, addresses: list[Address]) -> Probe:
        return await self.siblings.ask(addresses, self.left, self.browser)


async def judge_good(landing: Landing, signs: Signs, asker: Asker) -> Finding:
    """What an answer of 200 means."""
    if landing.page is None:
        return conclude(landing, signs)
    if not landing.page.words and landing.answer and not (landing.answer.body or b"").strip():
        return empty(landing)
    home = is_home(landing.asked)
    echo = None if home else await judge_echo(landing, asker)
    catch_all = bool(echo and echo.outcome is Outcome.GONE)
    if home and needs_probe(signs):
        catch_all = is_echo(landing, await asker.probe(landing.address))
        if catch_all and (is_shell(landing.page) or is_challenge(landing)):
            return Finding(Outcome.UNCLEAR, "shell")
    if echo and echo.outcome is not Outcome.GONE:
        return echo
    reason = taken_over(signs, catch_all, home)
    if reason:
        return Finding(Outcome.TAKEN_OVER, reason)
    if echo:
        return echo
    if home and signs.name is not Name.PRESENT and is_challenge(landing):
        return Finding(Outcome.WALL, "wall")
    if home and signs.name is Name.GONE:
        return Finding(Outcome.UNCLEAR, "name-gone")
    return conclude(landing, signs)


def needs_probe(signs: Signs) -> bool:
    """A front page is asked about its neighbours only where something about it is odd."""
    if signs.name is Name.PRESENT:
        return bool(signs.words) and signs.thin
    return signs.name is Name.GONE or bool(signs.words) or (signs.thin and signs.titled)


def empty(landing: Landing) -> Finding:
    """A header without a body is no page; one cut off by the clock may be one tomorrow."""
    if landing.answer and landing.answer.complete:
        return Finding(Outcome.UNCLEAR, "empty")
    return Finding(Outcome.TROUBLE, "timeout")


def conclude(landing: Landing, signs: Signs) -> Finding:
    """The page stands: where it was asked, or for good somewhere else."""
    if landing.permanent and landing.address.url != landing.asked.url:
        return moved(landing, signs)
    if misses_fragment(landing):
        return Finding(Outcome.ALIVE, "no-fragment", "#" + landing.asked.fragment)
    return Finding(Outcome.ALIVE, "ok")


def moved(landing: Landing, signs: Signs) -> Finding:
    """A permanent move; a machine may write it down where the owner is surely the same."""
    fragment = f"#{landing.address.fragment}" if landing.address.fragment else ""
    url = landing.address.url + fragment
    same = registrable(landing.asked.host) == registrable(landing.address.host)
    safe = not words.LOGIN_PATH.fullmatch(landing.address.path)
    safe = safe and (is_home(landing.asked) or not is_home(landing.address))
    return Finding(Outcome.MOVED, "moved", url, new_url=url, fixable=safe and (same or signs.name is Name.PRESENT))


def registrable(host: str) -> str:
    """The part of a name that somebody registered: near enough without the public suffix list."""
    labels = host.split(".")
    second_level = len(labels) > 2 and len(labels[-1]) == 2 and len(labels[-2]) <= 3
    return host if labels[-1].isdigit() else ".".join(labels[-3 if second_level else -2 :])
