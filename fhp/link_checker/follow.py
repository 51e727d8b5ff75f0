"""From an asked address to where it ends: retries, redirects by hand, refreshes, simple scripts."""

import asyncio
import contextlib
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from fhp.link_checker.addresses import Address, RefusalError, join
from fhp.link_checker.failures import Failure
from fhp.link_checker.fetch import Answer, Fetcher, Visit
from fhp.link_checker.finding import Outcome
from fhp.link_checker.page import Page, read_page

MOST_HOPS = 10
TRIES = 3
LONGEST_PATIENCE = 30  # seconds of Retry-After that we obey within a run
PERMANENT = {301, 308}
REDIRECTS = {301, 302, 303, 307, 308}
# Failures of a host, not of a page: its other links need not find out again.
OF_THE_HOST = {"no-name", "dns-trouble", "refused", "certificate", "incomplete-chain"}


@dataclass(frozen=True)
class Hop:
    """One step on the way: what sent us on, and from where."""

    address: Address
    how: str

    @property
    def permanent(self) -> bool:
        return self.how in {str(status) for status in PERMANENT}


@dataclass(frozen=True)
class Landing:
    """Where an address led: an answer with its page, or a failure."""

    asked: Address
    address: Address
    hops: tuple[Hop, ...] = ()
    answer: Answer | None = None
    page: Page | None = None
    failure: Failure | None = None

    @property
    def status(self) -> int | None:
        return self.answer.status if self.answer else None

    @property
    def good(self) -> bool:
        return self.status is not None and 200 <= self.status < 300

    @property
    def permanent(self) -> bool:
        return bool(self.hops) and all(hop.permanent for hop in self.hops)

    def trail(self) -> tuple[str, ...]:
        """The way as lines for a person."""
        steps = [f"{hop.address.url} -> {hop.how}" for hop in self.hops]
        end = self.failure.reason if self.failure else str(self.status)
        return (*steps, f"{self.address.url} = {end}")


async def follow(fetcher: Fetcher, visit: Visit, asked: Address) -> Landing:
    """Go where the address leads, checking every hop before it is asked."""
    address, hops = asked, list[Hop]()
    seen: set[tuple[str, frozenset[tuple[str, str]]]] = set()
    while True:
        # A page that sends us back to itself may only have wanted its cookie.
        here = (address.url, frozenset((c.key, c.value) for c in visit.session.cookie_jar))
        if here in seen or len(hops) > MOST_HOPS:
            failure = Failure(Outcome.BROKEN, "loop", passing=False)
            if hops and hops[-1].how in ("refresh", "script"):
                # A page that sends us on by a script, again and again, waits for something that only browsers do.
                failure = Failure(Outcome.WALL, "wall", passing=False)
            return Landing(asked, address, tuple(hops), failure=failure)
        seen.add(here)
        got = await ask(fetcher, visit, address)
        if isinstance(got, Failure):
            return Landing(asked, address, tuple(hops), failure=got)
        page = read_page(got.text) if is_text(got) else None
        how, location = next_stop(got, page)
        if not location:
            return Landing(asked, address, tuple(hops), got, page)
        try:
            target = join(address, location, fetcher.options.public)
        except RefusalError as refusal:
            return Landing(asked, address, (*hops, Hop(address, how)), failure=refused(refusal, location))
        if target.url == address.url and how in ("refresh", "script"):
            return Landing(asked, address, tuple(hops), got, page)
        hops.append(Hop(address, how))
        address = target


def refused(refusal: RefusalError, location: str) -> Failure:
    """A redirect to a mailbox is odd, however well-formed the mailbox is."""
    if refusal.outcome is Outcome.ALIVE:
        return Failure(Outcome.UNCLEAR, "scheme", location[:80], passing=False)
    return Failure(refusal.outcome, refusal.reason, refusal.detail, passing=False)


def next_stop(answer: Answer, page: Page | None) -> tuple[str, str]:
    """How and where this answer sends its reader on; the place is "" where it does not."""
    location = answer.headers.get("location", "").strip()
    if answer.status in REDIRECTS and location:
        return str(answer.status), location
    if page is None or not 200 <= answer.status < 300:
        return "", ""
    if page.refresh:
        return "refresh", page.refresh
    return "script", page.script_target


async def ask(fetcher: Fetcher, visit: Visit, address: Address) -> Answer | Failure:
    """Ask, and twice more where the trouble may pass."""
    if address.origin in fetcher.down:
        return fetcher.down[address.origin]
    for attempt in range(1, TRIES + 1):
        got = await fetcher.get(visit, address)
        wait = patience(got, attempt, fetcher.options.deadline)
        if wait is None or attempt == TRIES or wait >= visit.left:
            break
        visit.left -= wait
        await asyncio.sleep(wait)
    if isinstance(got, Failure) and got.reason in OF_THE_HOST and attempt == TRIES:
        fetcher.down[address.origin] = got
    return got


def patience(got: Answer | Failure, attempt: int, deadline: float) -> float | None:
    """Seconds before another try; None where it would not help or we were asked to stay away."""
    backoff = deadline / 75 * (1 << attempt)
    if isinstance(got, Failure):
        return backoff if got.passing else None
    if got.end == "cut":
        return backoff
    if got.status != 429 and got.status < 500 or got.status == 999:
        return None
    wait = retry_after(got)
    if wait is None:
        return backoff
    return max(wait, backoff) if wait <= LONGEST_PATIENCE else None


def retry_after(answer: Answer) -> float | None:
    """Seconds named by the server: as a number or as a date (RFC 9110, 10.2.3)."""
    value = answer.headers.get("retry-after", "").strip()
    if value.isascii() and value.isdigit():
        return float(value[:9])
    with contextlib.suppress(TypeError, ValueError, OverflowError):
        moment = parsedate_to_datetime(value)
        away = moment.replace(tzinfo=moment.tzinfo or UTC) - datetime.now(UTC)
        return float(max(0.0, away.total_seconds()))
    return None


def is_text(answer: Answer) -> bool:
    """Whether a reader gets words: by what came first, and only then by its label."""
    if answer.body is None:
        return False
    start = answer.body[:512].lstrip(b"\xef\xbb\xbf \t\r\n\0")
    if start.startswith(b"<"):
        return True
    label = answer.headers.get("content-type", "text/plain").lower()
    binary = start.startswith(b"%PDF") or b"\0" in start
    return not binary and any(kind in label for kind in ("text", "html", "xml", "json"))
