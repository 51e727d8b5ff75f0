"""From evidence to a finding for one link. Behaviour decides; words only support.

Called by check for each target, and by explain for one.
"""

from dataclasses import replace
from enum import Enum

from fhp.link_checker.addresses import Address, RefusalError, is_home, parse
from fhp.link_checker.drift import Known, is_strange, new_words
from fhp.link_checker.echo import judge_echo
from fhp.link_checker.fetch import Fetcher
from fhp.link_checker.finding import Finding, Outcome
from fhp.link_checker.follow import LONGEST_PATIENCE, Landing, follow, retry_after
from fhp.link_checker.fragments import misses_fragment
from fhp.link_checker.kinds import breaks_promise, is_tiny, kind_of, says_gone
from fhp.link_checker.likeness import fingerprint
from fhp.link_checker.moves import moved, stays_put
from fhp.link_checker.siblings import Probe, Siblings, is_echo
from fhp.link_checker.signs import Name, Signs, read_signs, taken_over
from fhp.link_checker.targets import Target
from fhp.link_checker.walls import is_challenge, is_shell

# Answers that many sites give to robots only; with every 5xx, silence, a closed connection and an empty page.
ASK_AS_BROWSER = {400, 401, 403, 404, 405, 406, 410, 418, 429, 999}
TURNED_AWAY = {"timeout", "network", "unreadable"}
HONEST_SHARE = 2 / 3  # of a link's time; the rest is for asking as a browser
WALLS = {401, 402, 403, 405, 406, 407, 429, 451, 999}


class Change(Enum):
    """What is another than at the last good look, where the owner's name is not on the page."""

    NONE = 0
    WORDS = 1  # under the same title
    ALL = 2


async def look(fetcher: Fetcher, siblings: Siblings, target: Target, known: Known | None = None) -> Finding:
    """One look at one link; `known` is what the last good look saw."""
    try:
        address = parse(target.url, fetcher.options.public)
    except RefusalError as refusal:
        return Finding(refusal.outcome, refusal.reason, refusal.detail)
    landing, left, browser = await approach(fetcher, address)
    if not landing.good:
        return replace(judge_failure(landing), evidence=landing.trail())
    signs = read_signs(landing, target.names)
    seen = describe(landing, signs)
    change = Change.NONE
    if known is not None and not seen.named and new_words(known, seen):
        change = Change.ALL if is_strange(known, seen) else Change.WORDS
    finding = await judge_good(landing, signs, Asker(siblings, left, browser), change)
    if finding.fixable and not await stays_put(fetcher, landing):
        finding = replace(finding, fixable=False)
    return replace(
        seen,
        outcome=finding.outcome,
        reason=finding.reason,
        detail=finding.detail,
        new_url=finding.new_url,
        fixable=finding.fixable,
        evidence=(*landing.trail(), *signs.lines(), *finding.evidence),
    )


def describe(landing: Landing, signs: Signs) -> Finding:
    """What is seen of a good answer, before it is judged."""
    page, answer = landing.page, landing.answer
    kind = kind_of(answer) if answer else ""
    return Finding(
        Outcome.ALIVE,
        "ok",
        status=landing.status,
        final_url=landing.address.url,
        title=page.title[:120] if page else "",
        simhash=fingerprint(page) if page else "",
        kind="page" if page and not kind else kind,
        words=len(page.words) if page else 0,
        place=answer.place if answer else "",
        named=signs.name is Name.PRESENT,
        foreign=bool(signs.words),
    )


async def approach(fetcher: Fetcher, address: Address) -> tuple[Landing, float, bool]:
    """Ask honestly, and once as a browser where robots are often turned away.

    Gives the landing, the seconds left, and whether the browser's name was needed.
    """
    async with fetcher.visit() as visit:
        spare = visit.left * (1 - HONEST_SHARE)
        visit.left -= spare
        first = await follow(fetcher, visit, address)
    left = visit.left + spare
    if not turned_away(first) or told_to_wait(first):
        return first, left, False
    async with fetcher.visit(browser=True) as visit:
        visit.left = left
        second = await follow(fetcher, visit, address)
    keep_first = prefers(first, second)
    return (first if keep_first else second), visit.left, not keep_first


def turned_away(landing: Landing) -> bool:
    """Whether this may be said to robots alone."""
    if landing.failure:
        return landing.failure.reason in TURNED_AWAY
    if landing.good:
        return is_empty(landing)
    return landing.status in ASK_AS_BROWSER or (landing.status or 0) >= 500


def prefers(first: Landing, second: Landing) -> bool:
    """Whether the honest answer is the one to judge."""
    if second.failure is not None:
        return second.failure.outcome is not Outcome.UNSAFE
    # A site that says "no such page" to an honest robot and "no robots" to a false browser is honest.
    if first.status in (404, 410):
        return not second.good and not is_challenge(first)
    return first.good and not second.good and second.status not in (404, 410)


def is_empty(landing: Landing) -> bool:
    """A header without a body."""
    answer = landing.answer
    return answer is not None and answer.body is not None and not answer.body.strip()


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
        self.silent = False  # whether a neighbour could not be asked

    async def probe(self, address: Address) -> Probe:
        probe = await self.siblings.probe(address, self.left, self.browser)
        self.silent = self.silent or probe.silent
        return probe

    async def ask(self, addresses: list[Address]) -> Probe:
        return await self.siblings.ask(addresses, self.left, self.browser)


async def judge_good(landing: Landing, signs: Signs, asker: Asker, change: Change = Change.NONE) -> Finding:
    """What an answer of 200 means; where the page is another than we knew, the site is asked for its neighbours."""
    if is_empty(landing):
        return empty(landing)
    if landing.page is None:
        return conclude(landing, signs)
    home = is_home(landing.asked)
    echo = None if home else await judge_echo(landing, asker)
    catch_all = bool(echo and echo.outcome is Outcome.GONE)
    if home and (change is not Change.NONE or needs_probe(signs)):
        probe = await asker.probe(landing.address)
        catch_all = is_echo(landing, probe)
        if catch_all and (is_shell(landing.page) or is_challenge(landing)):
            return Finding(Outcome.UNCLEAR, "shell")
    if echo and echo.outcome is not Outcome.GONE:
        return echo
    reason = taken_over(signs, catch_all, home, change is Change.ALL)
    if reason:
        return Finding(Outcome.TAKEN_OVER, reason)
    if echo:
        return echo
    if change is not Change.NONE and (asker.silent or (home and catch_all)):
        return Finding(Outcome.UNCLEAR, "drift")  # other words, and the same for every address as far as we know
    if signs.name is not Name.PRESENT and is_challenge(landing):
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
    """The page stands, as far as it came and is what it should be: where it was asked, or for good somewhere else."""
    broken = breaks_promise(landing)
    if broken:
        gone = landing.page is not None and says_gone(landing.page)
        return Finding(Outcome.GONE, "says-gone") if gone else Finding(Outcome.UNCLEAR, "other-kind", broken)
    if landing.answer and landing.answer.end == "cut":
        return Finding(Outcome.UNCLEAR, "cut")
    if is_tiny(landing):
        return Finding(Outcome.UNCLEAR, "tiny")
    if landing.permanent and landing.address.url != landing.asked.url:
        return moved(landing, signs)
    missing = misses_fragment(landing)
    if missing is not None:
        return Finding(Outcome.ALIVE, "no-fragment", missing)
    return Finding(Outcome.ALIVE, "ok")
