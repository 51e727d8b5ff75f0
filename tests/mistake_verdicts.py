"""The verdict on a trial of the bed: whether what was said is what the entry wants, at its place and in one line."""

import re
from dataclasses import dataclass, field
from typing import Any

from mistake_entries import Entry, Place

RIGHT = ("caught", "allowed", "mended")
SLOW = 2  # seconds of the processor that no check of a tiny library may take


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
    if entry.want == "stopped" and not [one for one in said if not one[3]]:
        if trial.build or trial.lacking:
            return Verdict("refused" if trial.build else "published", trial.build or "; ".join(trial.lacking))
        return Verdict("mended")
    if entry.want == "quick":
        return Verdict("refused", trial.build) if trial.build.startswith("traceback") else Verdict("allowed")
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
    here = [one for one in said if place.file in (one[0], "any") and place.first <= one[1] <= place.last]
    if not here:
        lines = str(place.first) if place.first == place.last else f"{place.first}–{place.last}"
        return Verdict("misplaced", f"wanted {place.file}:{lines}; said {said[0][4]}")
    right = [one for one in here if entry.want == "told" or one[3] is (entry.want == "notice")]
    if not right:
        return Verdict("too-soft" if entry.want != "notice" else "too-hard", here[0][4])
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
