"""Link commands: `fhp check-links` and `fhp explain-link`, from what the command line says to what it prints."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from fhp.check import check, print_problems
from fhp.content.link_states import FILE as STATE
from fhp.content.resources import FILE as RESOURCES
from fhp.content.settings import read_settings
from fhp.link_checker import read_input
from fhp.link_checker.fix import splice_moves
from fhp.link_checker.options import Options, Report
from fhp.link_checker.report import progress_bar, render_annotations, render_issue, render_json, render_table
from fhp.link_checker.targets import Target
from fhp.link_targets import find_targets

__all__ = ["STATE", "check_links", "explain_link"]


def check_links(options: argparse.Namespace) -> int:
    """Asks every address once and says what is true of it; the exit code is the report's (0, 1, 2 or 3)."""
    targets = _targets(options)
    if targets is None:
        return 1
    from fhp.link_checker import check as network  # here: a build and `fhp check` never load what speaks to the network

    try:
        report = network.check_links(targets, _options(options))
    except ValueError as error:  # the state file, or a network that is none
        print(error, file=sys.stderr)
        return 1
    _write(report, options)
    code = report.exit_code(fail_on_dead=options.fail_on == "dead")
    return min(code, 2) if options.once else code


def explain_link(options: argparse.Namespace) -> int:
    """Prints the evidence for one address, and when it is asked next."""
    from fhp.link_checker import check as network

    options.once, options.ttl = False, 1
    print(network.explain(options.url, _options(options), tuple(options.name)))
    return 0


def _targets(options: argparse.Namespace) -> list[Target] | None:
    """What is to be asked; None, with the reason printed, where the library's own data is wrong."""
    if options.input:
        try:
            return read_input(options.input)
        except OSError as error:
            print(f"{options.input}: {error.strerror}", file=sys.stderr)
            return None
    library, problems = check(Path())
    wrong = [found for found in problems if not found.is_notice and found.path == RESOURCES]
    return None if print_problems(wrong) or library is None else list(find_targets(library))


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


def _write(report: Report, options: argparse.Namespace) -> None:
    print(render_table(report), end="")
    if os.environ.get("GITHUB_ACTIONS") == "true":
        print(render_annotations(report), end="")
    if options.issue:
        options.issue.write_text(render_issue(report), encoding="utf-8")
    if options.json and not report.void:
        options.json.write_text(render_json(report), encoding="utf-8")
    if options.fix and report.moves():
        for line in splice_moves(Path(RESOURCES), report.moves()):
            print(f"{RESOURCES}:{line}: dirección nueva / new address")
