"""The run: what is due, in which order, how many at once, and whether the run counts at all.

`check_links` is what `fhp check-links` calls.
"""

import asyncio
import contextlib
import signal
from collections.abc import Iterable
from dataclasses import replace
from itertools import groupby
from urllib.parse import urlsplit

from fhp.link_checker.fetch import HOSTS_AT_ONCE, Fetcher
from fhp.link_checker.finding import Finding, Outcome, say
from fhp.link_checker.judge import look
from fhp.link_checker.memory import Memory, Record, advance
from fhp.link_checker.options import Options, Place, Report, Verdict
from fhp.link_checker.report import code
from fhp.link_checker.siblings import Siblings
from fhp.link_checker.state_file import StateError, StateFile, load
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
PLAINLY_WELL = {"ok", "form-only", "moved"}
# News about a site, not a page: its other links are asked in the same run, whenever they would have been due.
OF_THE_SITE = {
    "no-name", "refused", "certificate", "parked", "suspended", "gambling", "spam", "drift", "returned", "other-owner",
}  # fmt: skip


def check_links(targets: Iterable[Target], options: Options) -> Report:
    """Check what is due and report on everything; writes the state file unless `once` or void.

    Raises StateError, before anything is asked, where the state file cannot be read or written.
    """
    merged = merge(targets)
    if options.once or options.state is None:
        return asyncio.run(run(merged, options, Memory(), None))
    with StateFile(options.state) as state:
        return asyncio.run(run(merged, options, load(options.state), state))


async def run(targets: list[Target], options: Options, memory: Memory, state: StateFile | None) -> Report:
    for url, record in memory.links.items():
        if code(url) in options.looked:
            memory.links[url] = replace(record, by_hand=options.today.isoformat())
    due = [
        target
        for target in targets
        if memory.is_due(target.url, options.today, options.ttl) or code(target.url) in options.looked
    ]
    fetcher = Fetcher(options)
    findings: dict[str, Finding] = {}
    try:
        if due and not options.once and not await network_works(fetcher):
            return void("controls", targets, memory, fetcher)
        stopped = await look_until_stopped(fetcher, memory, targets, due, findings)
    finally:
        await fetcher.connector.close()
    if options.once:
        looked = [target for target in targets if target.url in findings]
        verdicts = tuple(verdict_of_today(target, findings[target.url], options) for target in looked)
        return Report(verdicts, options.today, asked=fetcher.asked, stopped=stopped)
    if too_many_fail(findings, memory, len(findings) if stopped else len(targets)):
        return void("failing", targets, memory, fetcher)
    memory.links |= advanced(memory, findings, options)
    unsaved = save(memory, state) if findings and state else ""
    return Report(verdicts_of(memory, targets), options.today, "", fetcher.asked, stopped, unsaved=unsaved)


def void(reason: str, targets: list[Target], memory: Memory, fetcher: Fetcher) -> Report:
    """A run that does not count: nothing is written, and what earlier ones knew still holds."""
    return Report((), fetcher.options.today, reason, fetcher.asked, remembered=verdicts_of(memory, targets))


def verdicts_of(memory: Memory, targets: list[Target]) -> tuple[Verdict, ...]:
    return tuple(
        verdict_of_memory(target, memory.links[target.url]) for target in targets if target.url in memory.links
    )


def advanced(memory: Memory, findings: dict[str, Finding], options: Options) -> dict[str, Record]:
    return {url: advance(memory.links.get(url, Record()), finding, options.today) for url, finding in findings.items()}


def save(memory: Memory, state: StateFile) -> str:
    """Writes the memory; gives what went wrong, so that the report is not lost with it."""
    try:
        state.save(memory)
    except StateError as error:
        return str(error)
    return ""


async def look_until_stopped(
    fetcher: Fetcher, memory: Memory, targets: list[Target], due: list[Target], findings: dict[str, Finding]
) -> bool:
    """Look at what is due, then at the other links of sites with bad news; True where somebody ended the run."""
    task = asyncio.current_task()
    if task:
        with contextlib.suppress(NotImplementedError, RuntimeError, ValueError):  # not the main thread, or Windows
            asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
    try:
        await look_at_all(fetcher, memory, due, findings)
        if not fetcher.options.once:
            records = advanced(memory, findings, fetcher.options)
            sites = {host_of(url) for url, record in records.items() if record.reason in OF_THE_SITE} - {""}
            others = [target for target in targets if target.url not in findings and host_of(target.url) in sites]
            await look_at_all(fetcher, memory, others, findings)
    except asyncio.CancelledError:
        if task:
            task.uncancel()
        return True
    return False


async def look_at_all(fetcher: Fetcher, memory: Memory, targets: list[Target], findings: dict[str, Finding]) -> None:
    """Look host by host: links of one host in a row, many hosts at once. Fills `findings`."""
    siblings = Siblings(fetcher)
    places = asyncio.Semaphore(HOSTS_AT_ONCE)
    total = len(findings) + len(targets)

    async def look_at_host(group: list[Target]) -> None:
        async with places:
            for target in group:
                findings[target.url] = await look_safely(fetcher, siblings, target, memory.links.get(target.url))
                if fetcher.options.progress:
                    fetcher.options.progress(len(findings), total)

    hosts = groupby(sorted(targets, key=lambda target: host_of(target.url)), key=lambda target: host_of(target.url))
    await asyncio.gather(*(look_at_host(list(group)) for _, group in hosts))


async def look_safely(fetcher: Fetcher, siblings: Siblings, target: Target, record: Record | None = None) -> Finding:
    """One link that breaks the checker must not lose the run."""
    try:
        return await look(fetcher, siblings, target, record if record and record.last_ok else None)
    except Exception as error:
        return Finding(Outcome.UNCLEAR, "crash", f"{type(error).__name__}: {error}"[:200])


def host_of(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


async def network_works(fetcher: Fetcher) -> bool:
    """Whether most control hosts answer; without any, there is nothing to say against it."""
    controls = [Target(url) for url in fetcher.options.control_urls]
    siblings = Siblings(fetcher)
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
    if finding.reason == "no-fragment":
        verdict, state = ONCE[Outcome.UNCLEAR]
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
    """What all looks together say; a page that stands but is not plainly well asks for a person."""
    verdict = VERDICTS[record.state]
    if verdict in ("alive", "moved") and record.reason not in PLAINLY_WELL:
        verdict = "uncertain"
    moved = verdict == "moved"
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
        record.by_hand or None,
        fixable=moved and record.fixable,
    )


def places_of(target: Target) -> tuple[Place, ...]:
    return tuple(Place(file, line) for file, line in target.where)
