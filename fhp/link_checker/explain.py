"""All that can be said of one link: today's evidence, what is remembered, and when it is asked next.

`explain` is what `fhp explain-link` calls; nothing is written.
"""

import asyncio

from fhp.link_checker.check import ONCE, look_safely
from fhp.link_checker.fetch import Fetcher
from fhp.link_checker.finding import Finding, say
from fhp.link_checker.memory import Record, question
from fhp.link_checker.options import Options
from fhp.link_checker.siblings import Siblings
from fhp.link_checker.state_file import load
from fhp.link_checker.targets import Target


def explain(url: str, options: Options, names: tuple[str, ...] = ()) -> str:
    """Ask one address now; give the evidence, today's verdict, its history and the next check. Nothing is written."""
    memory = load(options.state)
    record = memory.links.get(url)
    finding = asyncio.run(look_once(Target(url, names), options, record))
    judged, _ = question(record or Record(), finding, options.today)
    verdict, state = ONCE[judged.outcome]
    lines = [url, f"  hoy / today: {verdict} ({state}): {judged.text()}"]
    lines += [f"  · {line}" for line in finding.evidence]
    lines += tell_record(record) if record else ["  memoria / memory: –"]
    next_check = memory.next_check(url, options.today, options.ttl)
    lines.append(f"  próxima revisión / next check: {next_check.isoformat()}")
    return "\n".join(lines)


def tell_record(record: Record) -> list[str]:
    """What is remembered, as lines for a person: the state, its days of failure, its history."""
    lines = [
        f"  memoria / memory: {record.state}, {record.since or '–'}: {say(record.reason, record.detail)}",
        f"  respondió bien / last good: {record.last_ok or '–'}; revisado / checked: {record.last_check or '–'}",
    ]
    if record.title or record.place:
        lines.append(f"  era / it was: «{record.title}» {record.final_url} {record.kind} {record.place}".rstrip())
    if record.by_hand or record.doubted_on:
        lines.append(
            f"  dudas / doubts: {record.doubted_on or '–'}; una persona miró / a person looked: {record.by_hand or '–'}"
        )
    lines += [f"  falla / failure: {fail.day} {say(fail.evidence)}" for fail in record.fails]
    lines += [f"  historia / history: {turn.day} {turn.state}: {say(turn.reason)}" for turn in record.history]
    return lines


async def look_once(target: Target, options: Options, record: Record | None) -> Finding:
    fetcher = Fetcher(options)
    try:
        return await look_safely(fetcher, Siblings(fetcher), target, record)
    finally:
        await fetcher.connector.close()
