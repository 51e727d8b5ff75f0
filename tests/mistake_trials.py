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
import tempfile
import time
import traceback
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from conftest import ROOT, TODAY, make_tiny_site
from mistake_entries import Entry, Place, apply

LONGEST = 12  # seconds until a trial counts as hanging, its build included
SLOW = 3  # seconds that no check of a tiny library may take
RIGHT = ("caught", "allowed", "mended")
FOREIGN = {
    "script", "style", "iframe", "frame", "frameset", "object", "embed", "applet", "form", "button", "select",
    "textarea", "template", "plaintext", "xmp", "noscript", "noembed", "noframes", "base", "meta", "link", "marquee",
    "video", "audio", "source", "track", "portal", "math", "dialog", "title", "main", "body", "html", "head",
}  # fmt: skip
SCHEMES = re.compile(r"^(?:https?|mailto):|^[^:]*(?:[/?#]|$)")


@dataclass
class Trial:
    """What happened: problems as (file, line, rule, is_notice, message), the place that was expected, what broke."""

    place: Place = field(default_factory=Place)
    said: list[tuple[str, int, str, bool, str]] = field(default_factory=list)
    broke: str = ""  # the last line of a traceback, 'hang' or 'crash'
    seconds: float = 0.0
    build: str = ""  # what a build that was asked for did wrong
    lacking: list[str] = field(default_factory=list)  # what the built files should or should not hold


@dataclass(frozen=True)
class Verdict:
    """One word, and what an editor of the rules needs to see."""

    word: str
    detail: str = ""

    @property
    def is_right(self) -> bool:
        return self.word in RIGHT


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
    if not here.poll(LONGEST):
        trial = Trial(broke="hang")
        process.kill()
    else:
        with contextlib.suppress(EOFError):
            trial = here.recv()
    process.join()
    return trial


def _child(entry: Entry, template: Path, library: Path, build: bool, pipe: Any) -> None:
    resource.setrlimit(resource.RLIMIT_DATA, (2 << 30, 2 << 30))
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
    began = time.perf_counter()
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
    trial.seconds = time.perf_counter() - began
    errors = [one for one in trial.said if not one[3]]
    if build and not trial.broke and not errors and (entry.spec.get("build") or "built" in entry.spec):
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
    if trial.build:
        return
    for rule in entry.spec.get("built", []):
        trial.lacking += _compare(library / "site", rule)
    for page in ("strategies/accompaniment/index.html", "en/strategies/accompaniment/index.html"):
        if (library / "site" / page).is_file():
            trial.lacking += [f"{page}: {what}" for what in foreign_in((library / "site" / page).read_text())]


def _compare(site: Path, rule: dict[str, Any]) -> list[str]:
    """What a built file should have and has not, or the other way round; patterns, told with the file."""
    path = site / rule["file"]
    if "missing" in rule:
        return [f"{rule['file']} is published"] if path.exists() else []
    if not path.exists():
        return [f"{rule['file']} is not published"]
    text = path.read_text(encoding="utf-8", errors="replace")
    has = [rule["has"]] if isinstance(rule.get("has"), str) else rule.get("has", [])
    lacks = [rule["lacks"]] if isinstance(rule.get("lacks"), str) else rule.get("lacks", [])
    wrong = [f"{rule['file']} lacks /{one}/" for one in has if not re.search(one, text, re.DOTALL)]
    return wrong + [f"{rule['file']} has /{one}/" for one in lacks if re.search(one, text, re.DOTALL)]


def foreign_in(html: str) -> list[str]:
    """What no article of ours holds: elements, attributes, addresses and ids that could run, ask, hide or break."""
    walker = _Walker()
    walker.feed(html)
    walker.close()
    ids = [one for one in walker.ids if walker.ids.count(one) > 1]
    found = walker.found + [f"id '{one}' stands twice" for one in dict.fromkeys(ids)]
    return found + ([] if walker.is_whole else ["the article does not end, or the footer is in it"])


class _Walker(HTMLParser):
    """Reads a page as a browser's parser does, roughly: what stands between <article> and </article>."""

    def __init__(self) -> None:
        super().__init__()
        self.inside, self.found, self.ids, self.is_whole, self.seen = 0, [], [], False, False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if "id" in given:
            self.ids.append(given["id"])
        if tag == "footer" and self.seen and not self.inside:
            self.is_whole = True
        if tag == "article":
            self.inside, self.seen = self.inside + 1, True
        elif self.inside:
            self.found += [f"<{tag}>"] if tag in FOREIGN else []
            for name, value in given.items():
                if name.startswith("on") or name in ("style", "srcdoc", "ping", "formaction", "autofocus", "xmlns"):
                    self.found.append(f"{name}=")
                address = re.sub(r"[\x00-\x20]+", "", value)
                if name in ("href", "src", "action", "data", "xlink:href") and not SCHEMES.match(address):
                    self.found.append(f"{name}={value[:40]}")
                if name == "href" and re.match(r"[\\/]{2}", address) and "rel" not in given:
                    self.found.append(f"an outside link without rel: {value[:40]}")
                if name == "src" and re.match(r"(?:https?:)?[\\/]{2}", address):
                    self.found.append(f"something from outside: {value[:40]}")

    def handle_endtag(self, tag: str) -> None:
        if tag == "article":
            self.inside -= 1


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


def judge(entry: Entry, trial: Trial) -> Verdict:
    """What is to be said of what happened."""
    if trial.broke:
        return Verdict(trial.broke if trial.broke in ("hang", "crash") else "traceback", trial.broke)
    keep = entry.spec.get("keep", False)
    said = [one for one in trial.said if keep or not one[2].startswith("translation-")]
    first = said[0][4] if said else ""
    if any(one[4].startswith("UNSAFE") for one in said):
        return Verdict("unsafe-line", first)
    if trial.seconds > SLOW:
        return Verdict("slow", f"{trial.seconds:.1f} s")
    if entry.want == "quick":
        return Verdict("allowed")
    if entry.want in ("allowed", "mended", "no-error"):
        return _judge_innocent(entry, trial, [one for one in said if entry.want != "no-error" or not one[3]])
    if not said:
        detail = trial.build or "; ".join(trial.lacking)
        return Verdict("published" if trial.lacking else "refused" if trial.build else "silent", detail)
    return _judge_told(entry, trial, said)


def _judge_innocent(entry: Entry, trial: Trial, said: list[tuple[str, int, str, bool, str]]) -> Verdict:
    if said:
        return Verdict("false-alarm", f"{said[0][4]}" + (f" (+{len(said) - 1})" if said[1:] else ""))
    if trial.build:
        return Verdict("refused", trial.build)
    if trial.lacking:
        return Verdict("wrong-page", "; ".join(trial.lacking))
    return Verdict("mended" if entry.want == "mended" else "allowed")


def _judge_told(entry: Entry, trial: Trial, said: list[tuple[str, int, str, bool, str]]) -> Verdict:
    place, spec = trial.place, entry.spec
    here = [one for one in said if one[0] == place.file and place.first <= one[1] <= place.last]
    if not here:
        lines = str(place.first) if place.first == place.last else f"{place.first}–{place.last}"
        return Verdict("misplaced", f"wanted {place.file}:{lines}; said {said[0][4]}")
    right = [one for one in here if entry.want == "told" or one[3] == (entry.want == "notice")]
    if not right:
        return Verdict("too-soft" if entry.want == "error" else "too-hard", here[0][4])
    if trial.lacking:
        return Verdict("wrong-page", "; ".join(trial.lacking))
    if len(said) > spec.get("max_lines", 1):
        return Verdict("noisy", f"{len(said)} lines: {', '.join(one[2] for one in said)}")
    text = " ".join(one[4] for one in right)
    unsaid = [one for one in _listed(spec.get("says")) if not re.search(one, text, re.IGNORECASE)]
    unfit = [one for one in _listed(spec.get("says_not")) if re.search(one, text, re.IGNORECASE)]
    if unsaid or unfit or ("rule" in spec and spec["rule"] not in [one[2] for one in right]):
        return Verdict("misleading", f"says {text}")
    return Verdict("caught", text)


def _listed(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else list(value or [])


def make_template(folder: Path) -> Path:
    """The tiny library that every trial copies; what a trial imports is imported here, once, before the forks."""
    import click.testing  # noqa: F401
    import mkdocs.__main__
    import mkdocs.commands.build  # noqa: F401

    import fhp.check
    import fhp.cli  # noqa: F401

    return make_tiny_site(folder / "template")
