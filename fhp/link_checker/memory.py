"""What is known of every link from one run to the next: one committed JSON file.

One link a line, sorted, no page content, so that a diff shows what changed. `advance` is the
state machine of links.md section 3; the offline build reads the file to decide what a page shows.
"""

import json
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from fhp.link_checker.addresses import RefusalError, parse
from fhp.link_checker.finding import Finding, Outcome
from fhp.link_checker.likeness import distance

HONEST_DAYS = 30  # how long a site is trusted to tell missing pages apart
SLOW_KINDS = {Outcome.BROKEN, Outcome.TROUBLE}
DRIFTED = 20  # bits of a simhash


@dataclass(frozen=True)
class Fail:
    """One failed day."""

    day: str
    kind: str  # Outcome
    evidence: str


@dataclass(frozen=True)
class Record:
    """One link's memory; days as ISO dates."""

    state: str = "unclear"
    since: str = ""
    last_ok: str = ""
    last_check: str = ""
    reason: str = "ok"
    detail: str = ""
    status: int | None = None
    fails: tuple[Fail, ...] = ()
    new_url: str = ""
    moved_on: str = ""  # the day on which the move was first seen
    fixable: bool = False
    final_url: str = ""
    title: str = ""
    simhash: str = ""
    archived: str = ""
    by_hand: str = ""  # the day on which a person looked


@dataclass
class Memory:
    """All records, and which directories of which sites answer honestly for invented pages."""

    links: dict[str, Record] = field(default_factory=dict)
    honest: dict[str, str] = field(default_factory=dict)

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


def load(path: Path | None, today: date) -> Memory:
    """Read the file; none yet is an empty memory. Raises ValueError where it is not ours."""
    if path is None or not path.exists():
        return Memory()
    try:
        data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        oldest = (today - timedelta(days=HONEST_DAYS)).isoformat()
        honest = {key: day for key, day in data["honest"].items() if day >= oldest}
        return Memory({url: read_record(entry) for url, entry in data["links"].items()}, honest)
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"{path}: {error!r}") from None


def read_record(entry: dict[str, Any]) -> Record:
    """A record from JSON; a key that we do not know is somebody's note and is not kept."""
    known = {spot.name: entry[spot.name] for spot in fields(Record) if spot.name in entry}
    known["fails"] = tuple(Fail(**fail) for fail in entry.get("fails", []))
    return Record(**known)


def save(memory: Memory, path: Path) -> None:
    """Write one link a line; whole or not at all."""
    sections: dict[str, dict[str, Any]] = {
        "honest": memory.honest,
        "links": {url: without_empty(record) for url, record in memory.links.items()},
    }
    parts = []
    for name, section in sections.items():
        lines = [f"{dumps(key)}: {dumps(value)}" for key, value in sorted(section.items())]
        parts.append(f'"{name}": {{\n' + ",\n".join(lines) + "\n}")
    draft = path.with_name(path.name + ".new")
    path.parent.mkdir(parents=True, exist_ok=True)
    draft.write_text("{\n" + ",\n".join(parts) + "\n}\n", encoding="utf-8")
    draft.replace(path)


def dumps(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def without_empty(record: Record) -> dict[str, Any]:
    return {name: value for name, value in asdict(record).items() if value not in ("", None, (), False)}


def advance(url: str, record: Record, finding: Finding, today: date) -> Record:
    """The record after one more look."""
    finding = notice_drift(url, record, finding)
    seen = replace(
        record,
        last_check=today.isoformat(),
        reason=finding.reason,
        detail=finding.detail[:200],
        status=finding.status,
    )
    if finding.outcome in (Outcome.ALIVE, Outcome.MOVED):
        return succeed(seen, finding, today)
    if finding.outcome is Outcome.UNCLEAR:
        return seen if seen.since else enter(seen, "unclear", today)
    if finding.outcome is Outcome.WALL:
        # The site answers again, so older failures prove nothing about the page.
        return enter(replace(seen, fails=()), "blocked", today)
    if finding.outcome in (Outcome.TAKEN_OVER, Outcome.UNSAFE):
        return enter(seen, finding.outcome.value, today)
    return fail(seen, finding, today)


def enter(record: Record, state: str, today: date) -> Record:
    """Change the state; `since` stays while the state stays."""
    same = record.state == state and record.since
    return replace(record, state=state, since=record.since if same else today.isoformat())


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
    )
    return enter(cleared, "moved" if again and cleared.moved_on < day else "alive", today)


def fail(record: Record, finding: Finding, today: date) -> Record:
    """One more failed day: first suspect, dead once the days are enough."""
    day = today.isoformat()
    earlier = tuple(fail for fail in record.fails if fail.day != day)
    fails = (*earlier, Fail(day, finding.outcome.value, finding.reason))
    failed = replace(record, fails=fails)
    dead = record.state == "dead" or is_dead(fails)
    return enter(replace(failed, fails=fails[-8:]), "dead" if dead else "suspect", today)


def is_dead(fails: tuple[Fail, ...]) -> bool:
    """Gone on 3 days over a week, or out of reach on 5 over a fortnight."""
    gone = [fail.day for fail in fails if Outcome(fail.kind) not in SLOW_KINDS]
    every = [fail.day for fail in fails]
    return (len(gone) >= 3 and span(gone) >= 7) or (len(every) >= 5 and span(every) >= 14)


def span(days: list[str]) -> int:
    """Days from the first to the last."""
    return (date.fromisoformat(max(days)) - date.fromisoformat(min(days))).days


def notice_drift(url: str, record: Record, finding: Finding) -> Finding:
    """Title, text and host all new since the last good look: perhaps another owner."""
    good = finding.outcome in (Outcome.ALIVE, Outcome.MOVED)
    if not (good and record.title and record.simhash and finding.simhash):
        return finding
    looked_since = record.by_hand > record.last_ok
    other_text = finding.title != record.title and distance(finding.simhash, record.simhash) > DRIFTED
    other_host = host(finding.final_url or url) != host(record.final_url or url)
    if other_text and other_host and not looked_since:
        return replace(finding, outcome=Outcome.UNCLEAR, reason="drift", detail="", new_url=None)
    return finding


def host(url: str) -> str:
    try:
        return parse(url).host
    except RefusalError:
        return url
