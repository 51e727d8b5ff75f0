"""Link commands: `fhp check-links` and `fhp explain-link`, from what the command line says to what it prints."""

from __future__ import annotations

import argparse
import os
import sys
from dataclasses import replace
from pathlib import Path

from fhp.check import check, print_problems
from fhp.content.library import load_library
from fhp.content.link_states import FILE as STATE
from fhp.content.resources import FILE as RESOURCES
from fhp.content.settings import read_settings
from fhp.link_branch import BranchError, bring, keep
from fhp.link_checker.fix import splice_moves
from fhp.link_checker.input_files import read_input
from fhp.link_checker.options import Options, Report
from fhp.link_checker.report import (
    one_line,
    progress_bar,
    render_annotations,
    render_issue,
    render_json,
    render_table,
    ticked,
)  # fmt: skip
from fhp.link_checker.state_file import StateFile, load
from fhp.link_checker.targets import Target
from fhp.link_checker.whole_file import new_draft, replace_whole
from fhp.link_targets import find_targets

__all__ = ["STATE", "check_links", "explain_link"]


def check_links(options: argparse.Namespace) -> int:
    """Asks every address once and says what is true of it; the exit code is the report's, 1 where a file is at fault.

    Whatever can be wrong with a file, or with the branch that keeps the memory, is found before anything is asked.
    """
    try:
        targets, refused = _targets(options)
        if targets is None:
            return 1
        _check_outputs(options)
        if options.keep:
            bring(Path(), options.keep)
        report = _ask(targets, options)
    except (ValueError, OSError, BranchError) as error:
        return _complain(error)
    code = report.exit_code(fail_on_dead=options.fail_on == "dead")
    code = min(code, 2) if options.once and not report.stopped else code
    done = [_write(report, options), _keep(report, options)]
    return code if all(done) and not refused else code or 1


def _ask(targets: list[Target], options: argparse.Namespace) -> Report:
    from fhp.link_checker.check import check_links as ask  # here: a build never loads what speaks to the network

    looked = frozenset[str]()
    if options.issue and options.issue.exists():
        looked = ticked(options.issue.read_text(encoding="utf-8", errors="replace"))
    return ask(targets, replace(_options(options), looked=looked))


def explain_link(options: argparse.Namespace) -> int:
    """Prints the evidence for one address, its history, and when it is asked next; `--seen` notes a person's look."""
    from fhp.link_checker.explain import explain

    options.once = False
    try:
        if options.seen:
            _note_look(options)
        names = tuple(options.name) or _names_of(options.url)
        print(explain(options.url, _options(options), names))
    except (ValueError, OSError) as error:
        return _complain(error)
    return 0


def _note_look(options: argparse.Namespace) -> None:
    with StateFile(options.state) as state:
        memory = load(options.state)
        if options.url not in memory.links:
            raise ValueError(f"{options.state}: no se conoce / is not known: {one_line(options.url)}")
        memory.links[options.url] = replace(memory.links[options.url], by_hand=options.today.isoformat())
        state.save(memory)


def _names_of(url: str) -> tuple[str, ...]:
    """The names that the library knows for the owner of that address."""
    if not Path("mkdocs.yml").exists():
        return ()
    library, _ = load_library(Path())
    return next((target.names for target in find_targets(library) if target.url == url), ())


def _complain(error: Exception) -> int:
    where = f"{error.filename}: " if isinstance(error, OSError) and error.filename else ""
    said = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    print(one_line(f"{where}{said}"), file=sys.stderr)
    return 1


def _targets(options: argparse.Namespace) -> tuple[list[Target] | None, bool]:
    """What is to be asked (None, with the reason printed, where our own data is wrong), and were lines refused."""
    if options.input:
        listed = read_input(options.input)
        for line in listed.refused:
            print(one_line(str(line)), file=sys.stderr)
        return list(listed.targets), bool(listed.refused)
    library, problems = check(Path())
    wrong = [found for found in problems if not found.is_notice and found.path == RESOURCES]
    found = None if print_problems(wrong) or library is None else list(find_targets(library))
    return found, False


def _check_outputs(options: argparse.Namespace) -> None:
    """A result that cannot be written is known before anything is asked. Raises OSError."""
    for path in (options.json, options.issue):
        if path:
            if path.is_dir():
                raise IsADirectoryError(21, "es una carpeta / is a folder", str(path))
            new_draft(Path(os.path.realpath(path))).unlink()


def _options(options: argparse.Namespace) -> Options:
    settings = read_settings(Path())[0] if Path("mkdocs.yml").exists() else None
    return Options(
        today=options.today,
        once=options.once,
        state=None if options.once else options.state,
        pause=options.pause,
        deadline=options.deadline,
        ttl=options.ttl,
        public_nets=tuple(options.public_net),
        progress=progress_bar(),
        contact=settings.site_url if settings else Options.contact,
    )


def _write(report: Report, options: argparse.Namespace) -> bool:
    """Prints and writes all results; False where one could not be written, and the others still are."""
    print(render_table(report), end="")
    if os.environ.get("GITHUB_ACTIONS") == "true":
        print(render_annotations(report), end="")
    written = True
    for path, text in ((options.issue, render_issue(report)), (options.json, render_json(report))):
        if path and not (path == options.json and report.void):
            try:
                replace_whole(path, text)
            except OSError as error:
                written = bool(_complain(OSError(error.errno, error.strerror, str(path)))) and False
    if options.fix and report.moves():
        try:
            for line in splice_moves(Path(RESOURCES), report.moves()):
                print(f"{RESOURCES}:{line}: dirección nueva / new address")
        except (OSError, ValueError) as error:
            return not _complain(error)
    return written


def _keep(report: Report, options: argparse.Namespace) -> bool:
    """Puts the memory on its branch, and tells a workflow whether readers have something new to see."""
    if not options.keep or report.void or report.unsaved or not Path(STATE).exists():
        return True
    try:
        kept = keep(Path(), options.keep)
    except (BranchError, OSError, ValueError) as error:
        return not _complain(error)
    output = os.environ.get("GITHUB_OUTPUT")
    if output and kept:
        with Path(output).open("a", encoding="utf-8") as stream:
            stream.write("kept=true\n")
    return True
