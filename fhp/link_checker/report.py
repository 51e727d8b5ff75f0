"""The run for people and for programs: JSON, a table, GitHub annotations, the weekly issue.

Pure text from a Report; the command decides where each goes.
"""

import json
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict
from datetime import date
from typing import TextIO

from fhp.link_checker.options import Report, Verdict

ORDER = ["unsafe", "dead", "moved", "uncertain", "alive"]
MARKS = {"unsafe": "✗", "dead": "✗", "moved": "→", "uncertain": "?", "alive": "✓"}
UNSEEN_DAYS = 90  # a wall against robots: after this a person looks
VOID = {
    "controls": "los sitios de control no responden / the control sites do not answer",
    "failing": "falla más del 30 % de los enlaces / over 30 % of the links fail",
}
STOPPED = "Corrida interrumpida: vale lo averiguado hasta ahí / Run stopped: what it had found counts"
LISTS = {
    "act": ("Actuar ya / Act now", "Quitar o cambiar el enlace. / Remove or change the link."),
    "moved": (
        "Cambió la dirección / Address changed",
        "Correr `fhp check-links --fix`, o escribir la nueva. / Run it with `--fix`, or write the new one.",
    ),
    "look": (
        "Mirar a mano / Look by hand",
        "Abrirlo en un navegador; si está bien, marcar la casilla. / Open it in a browser; if all is well, tick it.",
    ),
    "watched": (
        "En observación / Being watched",
        "No hay que hacer nada todavía. / Nothing to do yet.",
    ),
}


def render_json(report: Report) -> str:
    """The verdicts for other tools."""
    verdicts = [
        {
            "url": verdict.url,
            "verdict": verdict.verdict,
            "state": verdict.state,
            "new_url": verdict.new_url,
            "reason": verdict.reason,
            "status": verdict.status,
            "where": [asdict(place) for place in verdict.where],
            "checked": verdict.checked,
        }
        for verdict in report.verdicts
    ]
    return json.dumps({"verdicts": verdicts}, ensure_ascii=False, indent=1) + "\n"


def render_table(report: Report) -> str:
    """What needs attention, the worst first, and how many are well."""
    if report.void:
        return f"Corrida nula, no se escribió nada / Void run, nothing written: {VOID[report.void]}\n"
    told = [STOPPED] * report.stopped + [report.unsaved] * bool(report.unsaved)
    lines = [line for kind in ORDER[:-1] for line in table_rows(report, kind)]
    counts = {kind: sum(verdict.verdict == kind for verdict in report.verdicts) for kind in ORDER}
    summary = ", ".join(f"{count} {kind}" for kind, count in counts.items() if count)
    return "\n".join([*told, *lines, f"{len(report.verdicts)}: {summary or '-'}"]) + "\n"


def table_rows(report: Report, kind: str) -> Iterator[str]:
    for verdict in report.verdicts:
        if verdict.verdict == kind:
            places = ", ".join(one_line(f"{place.file}:{place.line}") for place in verdict.where)
            yield f"{MARKS[kind]} {verdict.state:<10} {one_line(verdict.url)}"
            yield f"             {one_line(verdict.reason)}  {places}".rstrip()


def render_annotations(report: Report) -> str:
    """GitHub's workflow commands: an error for what fails the run, a warning for the rest."""
    lines = []
    for verdict in report.verdicts:
        if verdict.verdict == "alive":
            continue
        level = "error" if verdict.verdict == "unsafe" else "warning"
        for place in verdict.where:
            spot = f"file={property_value(place.file)},line={place.line}"
            lines.append(f"::{level} {spot}::{data_value(f'{verdict.url}: {verdict.reason}')}")
    return "".join(f"{line}\n" for line in lines)


def data_value(text: str) -> str:
    """GitHub's escapes (actions/toolkit, packages/core/src/command.ts)."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def property_value(text: str) -> str:
    return data_value(text).replace(":", "%3A").replace(",", "%2C")


def render_issue(report: Report) -> str:
    """The standing weekly issue: four lists, each saying what to do."""
    title = f"# Enlaces / Links – {report.today.isoformat()}\n"
    told = [f"{VOID[report.void]}; lo de antes sigue valiendo / what was known still holds"] if report.void else []
    told += [STOPPED] * report.stopped + [code(report.unsaved)] * bool(report.unsaved)
    title += "".join(f"\n> {line}\n" for line in told)
    sorted_in: dict[str, list[Verdict]] = {name: [] for name in LISTS}
    for verdict in report.remembered if report.void else report.verdicts:
        name = list_of(verdict, report.today)
        if name:
            sorted_in[name].append(verdict)
    return title + "".join(render_list(name, sorted_in[name]) for name in LISTS)


def render_list(name: str, verdicts: list[Verdict]) -> str:
    heading, advice = LISTS[name]
    if not verdicts:
        return f"\n## {heading}\n\n–\n"
    return f"\n## {heading}\n\n{advice}\n\n" + "".join(issue_line(verdict) for verdict in verdicts)


def list_of(verdict: Verdict, today: date) -> str:
    """Which list a link belongs in; "" for one that is well."""
    if verdict.verdict in ("unsafe", "dead"):
        return "act"
    if verdict.verdict == "moved":
        return "moved"
    if verdict.verdict == "alive":
        return ""
    if verdict.state == "suspect":
        return "watched"
    seen = (verdict.by_hand or "") if verdict.state in ("blocked", "unclear") else ""
    last = max(seen, verdict.since or "") if verdict.state == "blocked" else seen
    return "watched" if last and (today - date.fromisoformat(last)).days < UNSEEN_DAYS else "look"


def ticked(issue: str) -> frozenset[str]:
    """Addresses, as `code` writes them, whose box a person ticked in the list of those to look at by hand."""
    found, looking = set(), False
    for line in issue.splitlines():
        if line.startswith("#"):
            looking = line.strip() == f"## {LISTS['look'][0]}"
        box = re.match(r"\s*[-*] \[[xX]\] (`[^`]*`)", line)
        if looking and box:
            found.add(box[1])
    return frozenset(found)


def issue_line(verdict: Verdict) -> str:
    places = ", ".join(one_line(f"{place.file}:{place.line}") for place in verdict.where)
    since = f", {verdict.since}" if verdict.since else ""
    return f"- [ ] {code(verdict.url)} ({places or '-'}) – {code(verdict.reason)} ({verdict.state}{since})\n"


def code(text: str) -> str:
    """Text of strangers as code: no mention, link or markup of theirs comes alive."""
    return "`" + one_line(text).replace("`", "'") + "`"


def one_line(text: str) -> str:
    """Strangers' text without line breaks and without what moves a terminal's cursor."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


def progress_bar(stream: TextIO = sys.stderr) -> Callable[[int, int], None] | None:
    """A bar on a terminal; nothing elsewhere, where it would only fill a log."""
    if not stream.isatty():
        return None

    def show(done: int, total: int) -> None:
        filled = 30 * done // max(1, total)
        end = "\n" if done == total else ""
        stream.write(f"\r[{'#' * filled}{'.' * (30 - filled)}] {done}/{total}{end}")
        stream.flush()

    return show
