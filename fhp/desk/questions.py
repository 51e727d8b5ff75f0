"""Questions: what must be known to begin an entry or a page, read from questions.yaml, and what answers are good."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from fhp.content.library import Library
from fhp.content.pages import TYPES
from fhp.problems import nearest

PAGES = ("news", "dialogue", "case", "tool")
KINDS = ("organisation", "publication", *PAGES, "term", "event")
ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
DATE = re.compile(r"([12][0-9]{3})(?:-(0[1-9]|1[0-2]))?(?:-([0-3][0-9]))?")
MANY = ("list", "choices")
YES = {"sí": "true", "si": "true", "yes": "true", "y": "true", "s": "true", "true": "true"}
NO = {"no": "false", "n": "false", "false": "false"}
LONGEST = 4000  # characters of one answer

Answers = dict[str, str]  # the key of a question → what was answered, lists with commas between


class WrongAnswerError(ValueError):
    """An answer that cannot be written, in one line for whoever gave it."""


@dataclass(frozen=True)
class Question:
    """One thing that is asked; `key` is 'title.es' or 'time', `options` maps the values allowed to their meaning."""

    key: str
    es: str
    en: str
    kind: str = "text"  # text, long, url, number, date, yes, list, choice, choices
    must: bool = False
    form: bool = True
    text: bool = False  # its words are of the language in which the page is written first
    flag: str = ""
    options: Mapping[str, str] | None = None

    @property
    def option(self) -> str:
        """How the command line calls it: '--title-es'."""
        return "--" + (self.flag or self.key).replace(".", "-").replace("_", "-")

    @property
    def both(self) -> str:
        """The question in both languages."""
        return f"{self.es} / {self.en}"


@cache
def _read(name: str) -> dict[str, list[dict[str, Any]]]:
    loaded: dict[str, list[dict[str, Any]]] = yaml.safe_load(Path(__file__).with_name(name).read_text("utf-8"))
    return loaded


def sections(kind: str) -> list[dict[str, str]]:
    """The sections that a page of this kind begins with."""
    return _read("skeletons.yaml")[kind]


def questions(kind: str, library: Library) -> list[Question]:
    """What is asked for one of KINDS, in order."""
    rows = _read("questions.yaml")
    mine = [*rows["page"], *rows[kind]] if kind in PAGES else rows[kind]
    fields = TYPES[kind].model_fields if kind in PAGES else {}
    return [_question(row, library) for row in mine if "page" not in row or row["page"] in fields]


def _question(row: dict[str, Any], library: Library) -> Question:
    row = {key: value for key, value in row.items() if key != "page"}
    section = row.get("options")
    if section == "LANGUAGES":
        row["options"] = {language.code: language.name for language in library.languages}
    elif section:
        row["options"] = {
            value: " / ".join(dict.fromkeys(language.word(section, value) for language in library.languages))
            for value in library.default.words[section]
        }
    return Question(**row)


def clean(text: str) -> str:
    """An answer without signs that nobody sees, lines kept."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return "".join(char for char in text if char == "\n" or char.isprintable()).strip()


def split(answer: str) -> list[str]:
    """The parts of an answer that is a list."""
    return [part.strip() for part in re.split(r"[,\n]", answer) if part.strip()]


def judge(question: Question, answer: str) -> str:
    """The answer as it is written down; WrongAnswerError where it cannot be."""
    answer = clean(answer)
    if len(answer) > LONGEST:
        raise WrongAnswerError(f"{question.option}: más de / more than {LONGEST}")
    if not answer:
        return ""
    if question.options is not None:
        return _judge_choice(question, answer)
    if question.kind == "yes":
        return _judge_yes(question, answer)
    good = {
        "number": answer.isdecimal() and answer.isascii() and 0 < int(answer[:6]) < 100_000,
        "date": _is_date(answer),
        "url": re.fullmatch(r"https://\S+", answer) is not None,
    }
    expected = {"number": "un número / a number", "date": "2026, 2026-11, 2026-11-21", "url": "https://…"}
    if not good.get(question.kind, True):
        raise WrongAnswerError(f"{question.option}: '{answer[:60]}' → {expected[question.kind]}")
    if question.key in ("id", "slug") and not (ID.fullmatch(answer) and len(answer) <= 80):
        raise WrongAnswerError(f"{question.option}: '{answer[:60]}' → mi-grupo-2")
    if question.key in ("sources", "related", "convenors"):
        wrong = [part for part in split(answer) if not ID.fullmatch(part)]
        if wrong:
            raise WrongAnswerError(f"{question.option}: '{wrong[0][:60]}' → mi-grupo-2")
    return answer if question.kind == "long" else " ".join(answer.split())


def _judge_choice(question: Question, answer: str) -> str:
    parts = split(answer) if question.kind in MANY else [answer]
    options = question.options or {}
    for part in parts:
        if part not in options:
            hint = nearest(part, options)
            hint = f"¿{hint}? " if hint else ""
            raise WrongAnswerError(f"{question.option}: '{part[:60]}' → {hint}{', '.join(options)}")
    return ", ".join(dict.fromkeys(parts))


def _judge_yes(question: Question, answer: str) -> str:
    found = (YES | NO).get(answer.lower())
    if found is None:
        raise WrongAnswerError(f"{question.option}: sí/yes, no")
    return found


def _is_date(answer: str) -> bool:
    found = DATE.fullmatch(answer)
    if not found:
        return False
    try:
        datetime.date(int(found[1]), int(found[2] or 1), int(found[3] or 1))
    except ValueError:
        return False
    return True


def slug(text: str) -> str:
    """A name for an address, made of a title: 'Una pausa entre todas' → 'una-pausa-entre-todas'."""
    bare = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", bare)[:60].strip("-")
