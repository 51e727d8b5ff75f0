"""The run: what is due, in which order, how many at once, and whether the run counts at all.

`check_links` is what `fhp check-links` calls, `explain` what `fhp explain-link` calls.
"""

import asyncio
from collections.abc import Iterable
from itertools import groupby
from urllib.parse import urlsplit

from fhp.link_checker.fetch import HOSTS_AT_ONCE, Fetcher
from fhp.link_checker.finding import Finding, Outcome, say
from fhp.link_checker.judge import look
from fhp.link_checker.memory import Memory, Record, advance, load, save
from fhp.link_checker.options import Options, Place, Report, Verdict
from fhp.link_checker.siblings import Siblings
from fhp.link_checker.targets import Target, merge

MOST_FAILING = 0.3  # of all links; beyond it the fault is ours
ONCE = {
    Outcome.ALIVE: ("alive", "alive"),
    Outcome.MOVED: ("moved", "moved"),
    Outcome.GONE: ("dead", "dead"),
    Outcome.BROKEN: ("dead", "dead"),
    Outcome.TROUBLE: ("uncertain", "suspect"),
    Outcome.WALL: ("uncertain", "blocked"),
    Outcome.UNCLEAR: ("uncertain", "unclear"),
    Outcome.TAKEN_OVER: ("dead", "taken-over"),
    Outcome.UNSAFE: ("unsafe", "unsafe"),
}
VERDICTS = {
    "alive": "alive",
    "moved": "moved",
    "suspect": "uncertain",
    "blocked": "uncertain",
    "unclear": "uncertain",
    "dead": "dead",
    "taken-over": "dead",
    "unsafe": "unsafe",
}
ASKS_A_PERSON = {"name-gone", "drift"}


def check_links(targets: Iterable[Target], options: Options) -> Report:
    """Check what is due and report on everything; writes the state file unless `once` or void."""
    return asyncio.run(run(merge(targets), options))


async def run(targets: list[Target], options: Options) -> Report:
    memory = Memory() if options.once else load(options.state, options.today)
    due = [target for target in targets if memory.is_due(target.url, options.today, options.ttl)]
    fetcher = Fetcher(options)
    try:
        if due and not options.once and not await network_works(fetcher):
            return Report((), options.today, void="controls", asked=fetcher.asked)
        findings = await look_at_all(fetcher, memory, due)
    finally:
        await fetcher.connector.close()
    if options.once:
        verdicts = tuple(verdict_of_today(target, findings[target.url], options) for target in targets)
        return Report(verdicts, options.today, asked=fetcher.asked)
    if too_many_fail(findings, memory, len(targets)):
        return Report((), options.today, void="failing", asked=fetcher.asked)
    for url, finding in findings.items():
        memory.links[url] = advance(url, memory.links.get(url, Record()), finding, options.today)
    if findings and options.state:
        save(memory, options.state)
    verdicts = tuple(verdict_of_memory(target, memory.links[target.url]) for target in targets)
    return Report(verdicts, options.today, asked=fetcher.asked)


async def look_at_all(fetcher: Fetcher, memory: Memory, due: list[Target]) -> dict[str, Finding]:
    """Look host by host: links of one host in a row, many hosts at once. Maps url to finding."""
    siblings = Siblings(fetcher, memory.honest)
    places = asyncio.Semaphore(HOSTS_AT_ONCE)
    findings: dict[str, Finding] = {}

    async def look_at_host(targets: list[Target]) -> None:
        async with places:
            for target in targets:
                findings[target.url] = await look_safely(fetcher, siblings, target)
                if fetcher.options.progress:
                    fetcher.options.progress(len(findings), len(due))

    hosts = groupby(sorted(due, key=host_of), key=host_of)
    await asyncio.gather(*(look_at_host(list(group)) for _, group in hosts))
    return findings


async def look_safely(fetcher: Fetcher, siblings: Siblings, target: Target) -> Finding:
    """One link that breaks the checker must not lose the run."""
    try:
        return await look(fetcher, siblings, target)
    except Exception as error:
        return Finding(Outcome.UNCLEAR, "crash", f"{type(error).__name__}: {error}"[:200])


def host_of(target: Target) -> str:
    try:
        return urlsplit(target.url).hostname or ""
    except ValueError:
        return ""


async def network_works(fetcher: Fetcher) -> bool:
    """Whether most control hosts answer; without any, there is nothing to say against it."""
    controls = [Target(url) for url in fetcher.options.control_urls]
    siblings = Siblings(fetcher, {})
    findings = await asyncio.gather(*(look_safely(fetcher, siblings, control) for control in controls))
    answering = sum(finding.status is not None for finding in findings)
    return not controls or answering * 2 > len(controls)


def too_many_fail(findings: dict[str, Finding], memory: Memory, total: int) -> bool:
    """Whether the run is void: one link cannot accuse the network, nor can those long dead."""
    failing = [
        url
        for url, finding in findings.items()
        if finding.outcome in (Outcome.GONE, Outcome.BROKEN, Outcome.TROUBLE) or finding.reason == "dns-trouble"
        if memory.links.get(url, Record()).state != "dead"
    ]
    return len(failing) > 1 and len(failing) > MOST_FAILING * total


def verdict_of_today(target: Target, finding: Finding, options: Options) -> Verdict:
    """The finding as it stands alone."""
    verdict, state = ONCE[finding.outcome]
    return Verdict(
        target.url,
        verdict,
        state,
        finding.new_url,
        finding.text(),
        finding.status,
        places_of(target),
        options.today.isoformat(),
        fixable=finding.fixable,
    )


def verdict_of_memory(target: Target, record: Record) -> Verdict:
    """What all looks together say."""
    verdict = "uncertain" if record.reason in ASKS_A_PERSON else VERDICTS[record.state]
    moved = record.state == "moved"
    return Verdict(
        target.url,
        verdict,
        record.state,
        record.new_url if moved else None,
        say(record.reason, record.detail),
        record.status,
        places_of(target),
        record.last_check or None,
        record.since or None,
        fixable=moved and record.fixable,
    )


def places_of(target: Target) -> tuple[Place, ...]:
    return tuple(Place(file, line) for file, line in target.where)


def explain(url: str, options: Options, names: tuple[str, ...] = ()) -> str:
    """Ask one address now; give the evidence, today's verdict, its memory and the next check."""
    memory = load(options.state, options.today)
    finding = asyncio.run(look_once(Target(url, names), options))
    verdict, state = ONCE[finding.outcome]
    lines = [url, f"  {verdict} ({state}): {finding.text()}"]
    lines += [f"  · {line}" for line in finding.evidence]
    record = memory.links.get(url)
    if record:
        lines.append(f"  memoria / memory: {record.state}, {record.since}; ok {record.last_ok or '-'}")
        lines += [f"  · {fail.day} {say(fail.evidence)}" for fail in record.fails]
    next_check = memory.next_check(url, options.today, options.ttl)
    lines.append(f"  próxima revisión / next check: {next_check.isoformat()}")
    return "\n".join(lines)


async def look_once(target: Target, options: Options) -> Finding:
    fetcher = Fetcher(options)
    try:
        return await look_safely(fetcher, Siblings(fetcher, {}), target)
    finally:
        await fetcher.connector.close()
