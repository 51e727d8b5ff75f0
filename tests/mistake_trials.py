"""Tries one entry of the bed: the tiny library with its mistake, checked (and built, where it asks) in a process of
its own, so that what hangs or dies is seen for what it is; and the verdict on what was said.
"""

import contextlib
import io
import multiprocessing
import os
import re
import resource
import shutil
import signal
import tempfile
import time
import traceback
from pathlib import Path
from typing import Any

from conftest import ROOT, TODAY, make_tiny_site
from mistake_entries import Entry, apply
from mistake_pages import compare, foreign_in
from mistake_verdicts import Trial, Verdict, judge

LONGEST = 15  # seconds of the processor until a trial counts as hanging, its build included
PATIENCE = 60  # seconds of the clock until one that waits for something counts so; other work may slow us down


def try_entry(entry: Entry, template: Path, *, build: bool = True) -> Verdict:
    """Tries the entry on a copy of the tiny library in `template`."""
    if "repository" in entry.spec or "developer" in entry.spec:
        return _try_repository(entry)
    folder = Path(tempfile.mkdtemp(prefix="bed-"))
    try:
        verdict = judge(entry, _in_a_process(entry, template, folder, build))
        return Verdict(verdict.word, verdict.detail.encode("utf-8", "backslashreplace").decode())
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _in_a_process(entry: Entry, template: Path, folder: Path, build: bool) -> Trial:
    context = multiprocessing.get_context("fork")
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=_child, args=(entry, template, folder / "library", build, there))
    process.start()
    there.close()
    trial = Trial(broke="crash")
    if not here.poll(PATIENCE):
        trial = Trial(broke="hang")
        process.kill()
    else:
        with contextlib.suppress(EOFError):
            trial = here.recv()
    process.join()
    return Trial(broke="hang") if process.exitcode == -signal.SIGXCPU else trial


def _child(entry: Entry, template: Path, library: Path, build: bool, pipe: Any) -> None:
    resource.setrlimit(resource.RLIMIT_DATA, (2 << 30, 2 << 30))
    used = int(time.process_time())
    resource.setrlimit(resource.RLIMIT_CPU, (used + LONGEST, used + LONGEST + 5))
    os.environ.pop("SITE_URL", None)
    os.environ.update({"SOURCE_DATE_EPOCH": TODAY, "NO_MKDOCS_2_WARNING": "1"})
    os.environ.update({key: str(value) for key, value in entry.spec.get("env", {}).items()})
    quiet = io.StringIO()
    with contextlib.redirect_stdout(quiet), contextlib.redirect_stderr(quiet):
        pipe.send(_try(entry, template, library, build))
    pipe.close()
    os._exit(0)


def _try(entry: Entry, template: Path, library: Path, build: bool) -> Trial:
    from fhp.check import check
    from fhp.problems import render, render_annotation

    trial = Trial()
    shutil.copytree(template, library)
    try:
        trial.place = apply(entry, library)
    except (AssertionError, KeyError, ValueError, StopIteration, OSError) as error:
        trial.broke = f"the bed's own mistake: {error!r}"
        return trial
    os.chdir(library)
    began = time.process_time()
    try:
        if "command" in entry.spec:
            _command(entry, trial)
        else:
            _, found = check(library)
            for one in found:
                line = render(one)
                lines = line + render_annotation(one)
                safe = line if lines.isprintable() else f"UNSAFE {ascii(line)}"
                trial.said.append((one.path, one.line, one.rule, one.is_notice, safe))
    except (Exception, SystemExit) as error:  # what an editor would see as a traceback
        trial.broke = _last_of(error)
    trial.seconds = time.process_time() - began
    errors = [one for one in trial.said if not one[3]]
    asked = entry.spec.get("build") or "built" in entry.spec
    if build and not trial.broke and asked and (not errors or asked == "refused"):
        _build(entry, library, trial)
    return trial


def _last_of(error: BaseException) -> str:
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__}: {str(error)[:80]} ({Path(frame.filename).name}:{frame.lineno})"


def _command(entry: Entry, trial: Trial) -> None:
    """`fhp COMMAND …` must end with `rc`; what it printed is taken for one message."""
    from fhp.cli import main

    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
        try:
            code = main([str(part).replace("{root}", str(Path().resolve())) for part in entry.spec["command"]])
        except SystemExit as stop:  # argparse
            code = int(stop.code or 0)
    text = " ".join(out.getvalue().split())
    trial.said = [] if code == 0 else [(trial.place.file, trial.place.first, f"rc-{code}", False, text)]
    wanted = entry.spec.get("rc")
    if wanted is not None and code != wanted:
        trial.lacking.append(f"exit code {code}, not {wanted}")


def _build(entry: Entry, library: Path, trial: Trial) -> None:
    """A strict build, and what it published: the files that the entry names, and the pages whole and clean."""
    from click.testing import CliRunner
    from mkdocs.__main__ import cli

    done = CliRunner().invoke(cli, ["build", "--strict", *entry.spec.get("options", ["--clean"])])
    if done.exception and not isinstance(done.exception, SystemExit):
        trial.build = f"traceback in the build: {_last_of(done.exception)}"
    elif done.exit_code:
        lines = [row for row in done.output.splitlines() if row.startswith(("WARNING", "ERROR", "Aborted"))]
        trial.build = "the build refuses: " + " | ".join(lines)[:200]
    if entry.spec.get("build") == "refused":
        trial.lacking += [] if trial.build.startswith("the build refuses") else [trial.build or "the build is content"]
        return
    if trial.build:
        return
    for rule in entry.spec.get("built", []):
        trial.lacking += compare(library / "site", rule)
    for page in ("strategies/accompaniment/index.html", "en/strategies/accompaniment/index.html"):
        if (library / "site" / page).is_file():
            trial.lacking += [f"{page}: {what}" for what in foreign_in((library / "site" / page).read_text())]


def _try_repository(entry: Entry) -> Verdict:
    """What is of the repository or of its developers, not of a library: a file that holds a text, a code with words."""
    if "developer" in entry.spec:
        from fhp.problems import problem

        try:
            problem(entry.spec["developer"], "docs/es/index.md")
        except Exception:  # any: what matters is that it is at once
            return Verdict("caught")
        return Verdict("silent", "a rule without words is named, and dies only where it is printed")
    path = ROOT / entry.spec["repository"]["file"]
    held = path.read_text(encoding="utf-8") if path.exists() else ""
    return Verdict("allowed" if re.search(entry.spec["repository"]["has"], held) else "silent", path.name)


def make_template(folder: Path) -> Path:
    """The tiny library that every trial copies; what a trial imports is imported here, once, before the forks."""
    import click.testing  # noqa: F401
    import mkdocs.__main__
    import mkdocs.commands.build  # noqa: F401

    import fhp.check
    import fhp.cli  # noqa: F401

    return make_tiny_site(folder / "template")
