"""What is known of every link from one run to the next, and what one more look makes of it.

`advance` is the state machine: days of failure, days of success, and what may be trusted no longer (drift.py). No
network: the offline build reads the same records (state_file.py) to decide what a page shows.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Annotated, Literal

from pydantic import AfterValidator

from fhp.link_checker.drift import LEFT_ITS_OWNER, Known, doubt, is_same_mark, mark
from fhp.link_checker.finding import Finding, Outcome

SLOW_KINDS = {Outcome.BROKEN, Outcome.TROUBLE}
# Findings that are our own trouble: they say nothing of the link, but nobody is trusted longer for them.
SAYS_NOTHING = {"dns-trouble", "crash"}
LONGEST_TRUST = 14  # days since the last good look
# States that only a good look, a wall or worse news ends; what is merely unclear does not.
LASTING = {"suspect", "dead", "taken-over", "unsafe"}
MOST_TURNS = 12  # of the history that is kept


def as_day(text: str) -> str:
    """A day as ISO writes it, or ''."""
    return text and date.fromisoformat(text).isoformat()


Day = Annotated[str, AfterValidator(as_day)]
State = Literal["alive", "moved", "suspect", "blocked", "unclear", "dead", "taken-over", "unsafe"]


@dataclass(frozen=True)
class Fail:
    """One failed day."""

    day: Day
    kind: Outcome
    evidence: str


@dataclass(frozen=True)
class Turn:
    """The day on which the state changed, and why."""

    day: Day
    state: State
    reason: str


@dataclass(frozen=True)
class Record(Known):
    """One link's memory; days as ISO dates."""

    state: State = "unclear"
    since: Day = ""
    last_ok: Day = ""
    last_check: Day = ""
    reason: str = "ok"
    detail: str = ""
    status: int | None = None
    fails: tuple[Fail, ...] = ()
    new_url: str = ""
    moved_on: Day = ""  # the day on which the move was first seen
    fixable: bool = False
    archived: str = ""
    by_hand: Day = ""  # the day on which a person looked
    doubted_on: Day = ""  # the day on which a person was asked to look, and at what:
    doubted: str = ""
    history: tuple[Turn, ...] = ()


@dataclass
class Memory:
    """All records by address."""

    links: dict[str, Record] = field(default_factory=dict)

    def is_due(self, url: str, today: date, ttl: int) -> bool:
        """Suspects daily, all others when their time is over."""
        record = self.links.get(url)
        if record is None or not record.last_check:
            return True
        age = (today - date.fromisoformat(record.last_check)).days
        return age < 0 or age >= (min(ttl, 1) if record.state in ("suspect", "unclear") else ttl)

    def next_check(self, url: str, today: date, ttl: int) -> date:
        """The first day on which the link is due."""
        day = today
        while not self.is_due(url, day, ttl):
            day += timedelta(days=1)
        return day

    def merged(self, other: "Memory") -> "Memory":
        """Both memories in one: of two runs, what was seen later holds, and no human look is lost."""
        links = dict(self.links)
        for url, record in other.links.items():
            known = links.get(url)
            latest = record if known is None or record.last_check >= known.last_check else known
            links[url] = replace(latest, by_hand=max(record.by_hand, known.by_hand if known else ""))
        return Memory(links)


def advance(record: Record, finding: Finding, today: date) -> Record:
    """The record after one more look."""
    finding, record = question(record, finding, today)
    seen = replace(
        record,
        last_check=today.isoformat(),
        reason=finding.reason,
        detail=finding.detail[:200],
        status=finding.status,
    )
    if finding.outcome in (Outcome.ALIVE, Outcome.MOVED):
        return succeed(seen, finding, today)
    # A move is believed when two looks in a row saw it: what came between ends it.
    seen = replace(seen, new_url="", moved_on="", fixable=False)
    if finding.outcome is Outcome.UNCLEAR:
        return puzzle(seen, finding, today)
    if finding.outcome is Outcome.WALL:
        return wall_off(seen, today)
    if finding.outcome is Outcome.TAKEN_OVER:
        return enter(seen, "taken-over", today)
    if finding.outcome is Outcome.UNSAFE:
        return enter(seen, "unsafe", today)
    return fail(seen, finding, today)


def question(record: Record, finding: Finding, today: date) -> tuple[Finding, Record]:
    """A good answer that a stranger may have given is unclear, until a person has looked at this very answer."""
    reason = doubt(record, finding, [fail.evidence for fail in record.fails], bool(record.last_ok))
    if not reason:
        return finding, record
    same = is_same_mark(record.doubted, mark(finding))
    if same and record.by_hand >= record.doubted_on:
        return finding, record
    if not same:
        record = replace(record, doubted_on=today.isoformat(), doubted=mark(finding))
    return replace(finding, outcome=Outcome.UNCLEAR, reason=reason, detail="", new_url=None), record


def puzzle(record: Record, finding: Finding, today: date) -> Record:
    """What a look could not tell: no longer alive, no sooner dead."""
    if record.state in LASTING and record.since:
        return record
    trusted = bool(record.last_ok) and (today - date.fromisoformat(record.last_ok)).days <= LONGEST_TRUST
    if finding.reason in SAYS_NOTHING and trusted:
        return record
    return enter(record, "unclear", today)


def wall_off(record: Record, today: date) -> Record:
    """Behind a wall is whoever holds the site: a stranger who was there before it stays one until a person looks."""
    strangers = record.state == "taken-over" or (
        record.state == "dead" and LEFT_ITS_OWNER & {fail.evidence for fail in record.fails}
    )
    if strangers and record.by_hand <= record.since:
        return record
    # The site answers again, so older failures prove nothing about the page.
    return enter(replace(record, fails=()), "blocked", today)


def enter(record: Record, state: State, today: date) -> Record:
    """Change the state; `since` stays while the state stays."""
    if record.state == state and record.since:
        return record
    history = (*record.history, Turn(today.isoformat(), state, record.reason))[-MOST_TURNS:]
    return replace(record, state=state, since=today.isoformat(), history=history)


def succeed(record: Record, finding: Finding, today: date) -> Record:
    """One success clears all failures; a move counts when two days saw the same one."""
    day, new_url = today.isoformat(), finding.new_url or ""
    again = bool(new_url) and new_url == record.new_url
    cleared = replace(
        record,
        last_ok=day,
        fails=(),
        new_url=new_url,
        moved_on=record.moved_on if again else (day if new_url else ""),
        fixable=finding.fixable,
        final_url=finding.final_url or "",
        title=finding.title,
        simhash=finding.simhash,
        kind=finding.kind,
        words=finding.words,
        place=finding.place,
        doubted_on="",
        doubted="",
    )
    return enter(cleared, "moved" if again and cleared.moved_on < day else "alive", today)


def fail(record: Record, finding: Finding, today: date) -> Record:
    """One more failed day: first suspect, dead once the days are enough."""
    day = today.isoformat()
    earlier = tuple(fail for fail in record.fails if fail.day != day)
    fails = (*earlier, Fail(day, finding.outcome, finding.reason))
    failed = replace(record, fails=fails)
    dead = record.state == "dead" or is_dead(fails)
    # A site that passed into other hands does not come back by being out of reach for a day.
    quarantined = record.state == "taken-over" and not dead
    state: State = "taken-over" if quarantined else "dead" if dead else "suspect"
    return enter(replace(failed, fails=fails[-8:]), state, today)


def is_dead(fails: tuple[Fail, ...]) -> bool:
    """Gone on 3 days over a week, or out of reach on 5 over a fortnight."""
    gone = [fail.day for fail in fails if fail.kind not in SLOW_KINDS]
    every = [fail.day for fail in fails]
    return (len(gone) >= 3 and span(gone) >= 7) or (len(every) >= 5 and span(every) >= 14)


def span(days: Iterable[str]) -> int:
    """Days from the first to the last."""
    ordered = sorted(date.fromisoformat(day) for day in days)
    return (ordered[-1] - ordered[0]).days
