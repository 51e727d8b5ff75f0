"""Issue forms: the questions of `fhp new` as forms on the host, and what somebody answered there read back.

Written by `fhp forms` (docs.github.com, "Syntax for GitHub's form schema"). What comes back is untrusted text: it is
only ever judged and written as text.
"""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from fhp.content.library import Library
from fhp.desk.questions import MANY, YES, Answers, Question, WrongAnswerError, clean, questions

FOLDER = ".github/ISSUE_TEMPLATE"
LONGEST = 65_536  # characters of an issue
SAFETY = "Seguridad / Safety"
EMPTY = "_No response_"
MEANING = " · "  # between a value and what it means
KIND = Question("kind", "Qué es", "What it is", kind="choice", must=True)
NAMES = {
    "case": "Un caso / A case", "tool": "Una herramienta / A tool",
    "news": "Una noticia / News", "dialogue": "Un diálogo / A dialogue",
}  # fmt: skip
YES_NO = {"no": "No / No", "sí": "Sí / Yes"}
HEAD = "# Lo escribe `fhp forms`. / Written by `fhp forms`.\n"


@cache
def _read() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("forms.yaml").read_text(encoding="utf-8"))
    return loaded


def fields(name: str, library: Library) -> list[Question]:
    """What a form asks, in order; of a form for two kinds each question once, `must` only where both insist."""
    form = _read()["forms"][name]
    if "fields" in form:
        return [Question(**row) for row in form["fields"]]
    kinds = form["kinds"]
    asked = [[question for question in questions(kind, library) if question.form] for kind in kinds]
    found: dict[str, Question] = {}
    for question in (question for one in asked for question in one):
        needed = all(any(question.key == other.key for other in one) for one in asked)
        found.setdefault(question.key, _loosened(question, needed, kinds))
    choice = [_kind_question(kinds)] if len(kinds) > 1 else []
    return [*choice, *found.values()]


def _loosened(question: Question, needed: bool, kinds: list[str]) -> Question:
    """A question that only one of two kinds asks says so, and may be left out."""
    if needed:
        return question
    suffix = next(NAMES[kind].partition(" / ") for kind in reversed(kinds))
    return Question(**{**vars(question), "must": False, "es": f"{suffix[0]}: {question.es}",
                       "en": f"{suffix[2]}: {question.en}"})  # fmt: skip


def _kind_question(kinds: list[str]) -> Question:
    return Question(**{**vars(KIND), "options": {kind: NAMES[kind] for kind in kinds}})


def render_forms(library: Library) -> dict[str, str]:
    """Maps the name of each file under FOLDER to its text."""
    said = _read()
    forms = {f"{name}.yml": HEAD + _dump(_form(name, form, said, library)) for name, form in said["forms"].items()}
    return forms | {"config.yml": HEAD + _dump({"blank_issues_enabled": False})}


def _form(name: str, form: dict[str, Any], said: dict[str, Any], library: Library) -> dict[str, Any]:
    body: list[dict[str, Any]] = [
        {"type": "markdown", "attributes": {"value": f"{said['warning']['es']}\n\n{said['warning']['en']}\n"}}
    ]
    body += [_field(question) for question in fields(name, library)]
    if "fields" not in form:
        body.append(
            _field(Question("evidence", said["evidence"]["es"], said["evidence"]["en"], kind="long", must=True))
        )
    promise = {"label": f"{said['promise']['es']} / {said['promise']['en']}", "required": True}
    body.append({"type": "checkboxes", "id": "promise", "attributes": {
        "label": SAFETY, "options": [promise]}})  # fmt: skip
    return {
        "name": f"{form['name']['es']} / {form['name']['en']}",
        "description": f"{form['about']['es']} / {form['about']['en']}",
        "title": f"{form['name']['es']}: ",
        "labels": ["propuesta"],
        "body": body,
    }


def _field(question: Question) -> dict[str, Any]:
    options = YES_NO if question.kind == "yes" else question.options
    attributes: dict[str, Any] = {"label": question.both}
    if options:
        attributes["options"] = [f"{value}{MEANING}{meaning}" for value, meaning in options.items()]
        attributes |= {"multiple": True} if question.kind in MANY else {}
    kind = "dropdown" if options else "textarea" if question.kind == "long" else "input"
    return {
        "type": kind, "id": question.key.replace(".", "-").replace("_", "-"), "attributes": attributes,
        "validations": {"required": question.must},
    }  # fmt: skip


def _dump(values: dict[str, Any]) -> str:
    return yaml.safe_dump(values, allow_unicode=True, sort_keys=False, width=110)


def write_forms(root: Path, library: Library) -> None:
    """Puts the forms where the host looks for them."""
    (root / FOLDER).mkdir(parents=True, exist_ok=True)
    for name, text in render_forms(library).items():
        (root / FOLDER / name).write_text(text, encoding="utf-8")


def read_body(path: Path) -> str:
    """The text of an issue from a file: as it is, or inside what the host tells a workflow (a `.json`)."""
    try:
        text = path.read_text(encoding="utf-8")
        if path.suffix == ".json":
            text = str(json.loads(text)["issue"]["body"] or "")
    except (OSError, UnicodeDecodeError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise WrongAnswerError(f"{path.name}: no se puede leer / cannot be read ({type(error).__name__})") from None
    return text.replace("\r\n", "\n")


def read_issue(body: str, library: Library) -> tuple[str, Answers]:
    """What kind of thing an issue proposes, and the answers in it; WrongAnswerError where it is no such form."""
    if len(body) > LONGEST:
        raise WrongAnswerError(f"más de / more than {LONGEST}")
    said = _read()["forms"]
    parsed = {name: _answers(body, fields(name, library)) for name in said}
    name = max(parsed, key=lambda one: (len(parsed[one]), parsed[one].get("kind") in said[one].get("kinds", ())))
    if len(parsed[name]) < len(fields(name, library)) / 2:
        raise WrongAnswerError("no viene de un formulario de la casa / it does not come from a form of the house")
    if "kinds" not in said[name]:
        raise WrongAnswerError("corregir y retirar lo hace una persona / a person corrects and withdraws: fhp retire, "
                               "fhp withdraw")  # fmt: skip
    kinds, answers = said[name]["kinds"], parsed[name]
    kind = answers.pop("kind", "") if len(kinds) > 1 else kinds[0]
    if kind not in kinds:
        raise WrongAnswerError(f"{KIND.both}: {', '.join(kinds)}")
    known = {question.key for question in questions(kind, library) if question.form}
    return kind, {key: answer for key, answer in answers.items() if key in known}


def _answers(body: str, asked: list[Question]) -> Answers:
    """The answers under the headings of a form, each heading only where its turn comes: the rest is somebody's text."""
    turns = {question.both: (number, question) for number, question in enumerate(asked)}
    found: dict[int, list[str]] = {}
    now = -1
    for row in body.split("\n"):
        turn = turns.get(row[4:].strip()) if row.startswith("### ") else None
        if turn and turn[0] > now:
            now = turn[0]
            found[now] = []
        elif row.strip() in (f"### {' / '.join(_read()['evidence'].values())}", f"### {SAFETY}"):
            now = len(asked)
        elif now in found:
            found[now].append(row)
    return {asked[number].key: _answer(asked[number], "\n".join(rows)) for number, rows in found.items()}


def _answer(question: Question, text: str) -> str:
    text = clean(text)
    if text == EMPTY:
        return ""
    options = YES_NO if question.kind == "yes" else question.options
    if not options:
        return text
    chosen = [value for value in options if re.search(rf"(?:^|, ){re.escape(value + MEANING)}", text)]
    value = ", ".join(chosen) if question.kind in MANY else next(iter(chosen), text.partition(MEANING)[0])
    return YES.get(value, "false") if question.kind == "yes" else value
