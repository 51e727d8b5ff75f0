"""Begin: a new entry or a pair of pages, written in its place from answers; what is not known yet says so itself.

Each gap carries a mark that `fhp check` reports until somebody has written what belongs there.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

from fhp.content.glossary import FILE as GLOSSARY
from fhp.content.library import Library
from fhp.content.pages import FOLDERS
from fhp.content.timeline import FILE as TIMELINE
from fhp.desk.places import add_event, add_resource, add_term, add_to_nav, write
from fhp.desk.questions import DATE, PAGES, Answers, Question, WrongAnswerError, judge, questions, sections, slug, split
from fhp.desk.yaml_text import write_item, write_mapping
from fhp.rules.unfinished import MARKS
from fhp.text.markdown import plain

DIRECTORY = "directory/support.md"  # where a tool sends whoever needs more than a tool
MINUTES = {"es": "minutos", "en": "minutes"}
NEED_HELP = {"es": "Necesito apoyo ahora", "en": "I need help now"}


def begin(library: Library, kind: str, raw: Answers) -> list[str]:
    """Writes what the answers describe; returns the files that are new or longer. WrongAnswerError where it cannot."""
    asked = questions(kind, library)
    answers = {question.key: judge(question, raw.get(question.key, "")) for question in asked}
    missing = [question.option for question in asked if question.must and not answers[question.key]]
    if missing:
        raise WrongAnswerError(f"falta / missing: {' '.join(missing)}")
    answers["id"] = _choose_id(library, kind, answers)
    if kind in PAGES:
        return _begin_pages(library, kind, answers, asked)
    return [ENTRIES[kind](library, answers)]


def _choose_id(library: Library, kind: str, answers: Answers) -> str:
    """The lasting name: the one given, otherwise one made of a name or title; never one that is taken."""
    given = answers.get("id") or answers.get("slug")
    named = next((answers[key] for key in ("name.en", "title.en", "term.en", "name.es", "title.es")
                  if answers.get(key)), "")  # fmt: skip
    found = given or slug(named)
    if not found:
        raise WrongAnswerError("falta / missing: " + ("--slug" if kind in PAGES else "--id"))
    whole = f"{kind}-{found.removeprefix(f'{kind}-')}" if kind in PAGES else found
    taken = {
        *library.paths, *library.resources.places, *library.unread, *(entry.id for entry in library.withdrawn),
    } if kind in (*PAGES, "organisation", "publication") else {
        entry.id for entry in (library.glossary if kind == "term" else library.timeline)
    }  # fmt: skip
    if whole in taken:
        raise WrongAnswerError(f"'{whole}' ya existe / already exists → {'--slug' if kind in PAGES else '--id'}")
    return whole


def gap(code: str, question: str) -> str:
    """The mark of what is still to be written."""
    return f"{MARKS.get(code, MARKS['es'])}: {question}"


def _texts(library: Library, answers: Answers, key: str, asked: str = "") -> dict[str, str]:
    """A text in every language, with a gap where it is not known."""
    texts = {language.code: answers.get(f"{key}.{language.code}", "") for language in library.languages}
    return {code: text or gap(code, asked or key) for code, text in texts.items()}


def _note(library: Library, answers: Answers) -> list[dict[str, Any]]:
    return [{"note": _texts(library, answers, "note"), "confidence": "medium" if answers.get("note.es") else "low"}]


def _begin_organisation(library: Library, answers: Answers) -> str:
    today = library.today
    values = {
        "id": answers["id"], "name": _texts(library, answers, "name"),
        "url": answers["url"], "contact_url": answers["contact_url"],
        "help": split(answers["help"]), "people": split(answers["people"]) or None,
        "urgent": answers["urgent"] == "true",
        "reach": split(answers["reach"]), "languages": split(answers["languages"]),
        "summary": _texts(library, answers, "summary"), "status": "unverified",
        "verified": {"on": today, "how": "general-knowledge"},
        "sources": _note(library, answers), "created": today, "updated": today,
    }  # fmt: skip
    return f"resources.yaml:{add_resource(library.root, 'organisations', answers['id'], write_item(values, 2))}"


def _begin_publication(library: Library, answers: Answers) -> str:
    today = library.today
    values = {
        "id": answers["id"], "title": _texts(library, answers, "title"),
        "own_title": split(answers["own_title"]) or None, "authors": split(answers["authors"]) or None,
        "body": answers["body"], "year": int(answers["year"]) if answers["year"] else None,
        "kind": answers["kind"], "languages": split(answers["languages"]),
        "url": answers["url"], "archive_url": answers["archive_url"],
        "access": answers["access"], "licence": answers["licence"],
        "reuse": answers["reuse"], "purpose": split(answers["purpose"]) or None,
        "cited_for": _texts(library, answers, "cited_for"),
        "sources": _note(library, answers), "created": today, "updated": today,
    }  # fmt: skip
    return f"resources.yaml:{add_resource(library.root, 'publications', answers['id'], write_item(values, 2))}"


def _begin_term(library: Library, answers: Answers) -> str:
    attested = set(split(answers["attested"])) & _languages_of(library, split(answers["sources"]))
    values = {
        "id": answers["id"], "term": _texts(library, answers, "term"), "plain": _texts(library, answers, "plain"),
        "attested": {language.code: language.code in attested for language in library.languages},
        "sources": split(answers["sources"]) or None, "related": split(answers["related"]) or None,
        "confidence": answers["confidence"],
    }  # fmt: skip
    return f"{GLOSSARY}:{add_term(library.root, GLOSSARY, answers['id'], write_item(values, 0))}"


def _languages_of(library: Library, sources: list[str]) -> set[str]:
    """The languages that sources are written in: in others nobody has seen the word yet."""
    publications = library.resources.publications
    return {code for source in sources if source in publications for code in publications[source].languages}


def _begin_event(library: Library, answers: Answers) -> str:
    dates = _dates(answers)
    values = {
        "id": answers["id"], **dates, "text": _texts(library, answers, "text"),
        "sources": split(answers["sources"]) or None, "related": split(answers["related"]) or None,
        "confidence": answers["confidence"],
    }  # fmt: skip
    return f"{TIMELINE}:{add_event(library.root, TIMELINE, dates['start'], write_item(values, 0))}"


ENTRIES: dict[str, Callable[[Library, Answers], str]] = {
    "organisation": _begin_organisation,
    "publication": _begin_publication,
    "term": _begin_term,
    "event": _begin_event,
}


def _dates(answers: Answers) -> dict[str, Any]:
    """What is known of a date, and how exactly: '2026-11' is the month, written as its first day."""
    start, end = DATE.fullmatch(answers["dates.start"]), DATE.fullmatch(answers.get("dates.end", ""))
    if start is None:
        raise WrongAnswerError("--dates-start: 2026, 2026-11, 2026-11-21")
    precision = "day" if start[3] else "month" if start[2] else "year"
    days = [datetime.date(int(one[1]), int(one[2] or 1), int(one[3] or 1)) for one in (start, end) if one]
    if days[-1] < days[0]:
        raise WrongAnswerError("--dates-end: antes de / before --dates-start")
    last = {"end": days[1]} if len(days) > 1 else {}
    return {"start": days[0], **last, "precision": precision, "inferred": False}


def _begin_pages(library: Library, kind: str, answers: Answers, asked: list[Question]) -> list[str]:
    """The pair of pages and its line in `nav:`."""
    original = answers["original"]
    if not answers.get(f"title.{original}"):
        raise WrongAnswerError(f"falta / missing: --title-{original}")
    path = f"{FOLDERS[kind]}{answers['id'].removeprefix(f'{kind}-')}.md"
    names = {language.code: f"docs/{language.code}/{path}" for language in library.languages}
    for name in names.values():
        if (library.root / name).exists():
            raise WrongAnswerError(f"{name}: ya existe / already exists → --slug")
    texts = {
        code: _page(library, kind, answers, code, asked) for code in names
    }  # whatever is wrong shows before writing
    for code, name in names.items():
        write(library.root / name, texts[code])
    add_to_nav(library.root, path)
    return [*names.values(), "mkdocs.yml"]


def _page(library: Library, kind: str, answers: Answers, code: str, asked: list[Question]) -> str:
    head = write_mapping(_front_matter(library, kind, answers, code, asked))
    return f"---\n{head}\n---\n\n{_body(library, kind, answers, code)}"


def _front_matter(library: Library, kind: str, answers: Answers, code: str, asked: list[Question]) -> dict[str, Any]:
    keys = {question.key for question in asked}
    of_text = {question.key: question for question in asked if question.text}
    own = _own(library, kind, answers)
    for key, question in of_text.items():
        text = answers[key] if code == answers["original"] else ""
        text = text or gap(code, getattr(question, code, question.es).split(",")[0])
        own[key] = split(text) if question.kind == "list" else text
    head = {
        "id": answers["id"],
        "title": answers.get(f"title.{code}") or gap(code, "title"),
        "description": answers.get(f"description.{code}") or gap(code, "description"),
        "type": kind, "created": library.today, "updated": library.today, "original": answers["original"],
    }  # fmt: skip
    if f"brief.{code}" in keys or "brief.es" in keys:
        head["brief"] = " ".join(answers.get(f"brief.{code}", "").split()) or gap(code, "brief")
    head |= own
    lists = {key: split(answers[key]) for key in ("sources", "related", "tags")}
    return head | {"sources": lists["sources"] or [gap_id()]} | {
        key: lists[key] or None for key in ("related", "tags")
    }  # fmt: skip


def gap_id() -> str:
    """Stands in `sources:` until the first is known: no publication has this id, so the check asks for one."""
    return "falta-la-fuente"


def _own(library: Library, kind: str, answers: Answers) -> dict[str, Any]:
    """What only pages of this kind say, the same in every language."""
    if kind in ("news", "dialogue"):
        own: dict[str, Any] = {"dates": _dates(answers)}
        if kind == "dialogue":
            own |= {"platform": _texts(library, answers, "platform"), "convenors": split(answers["convenors"])}
        return own
    if kind == "tool":
        most = {"max": int(answers["people.max"])} if answers["people.max"] else {}
        return {
            "time": int(answers["time"]), "people": {"min": int(answers["people.min"])} | most,
            "materials": None, "audience": None, "not_for": None, "risks": None,
            "ours": answers["ours"] == "true" or None,
        }  # fmt: skip
    return {}


def _body(library: Library, kind: str, answers: Answers, code: str) -> str:
    """The text so far, in the language in which it is written first, and a gap in each section."""
    known = code == answers["original"] and answers["text"]
    told = (
        [plain(part).replace("\\[^", "&#91;^") for part in answers["text"].split("\n") if part.strip()] if known else []
    )
    citing = "".join(f"[^{source}]" for source in split(answers["sources"]) or [gap_id()])
    first = "\n\n".join(told) or gap(code, "…")
    opening = [f"{first}{citing}"] if kind in ("news", "tool") else []
    parts = list(opening)
    for number, section in enumerate(sections(kind)):
        text = f"{first}{citing}" if not opening and number == 0 else gap(code, "…")
        if kind == "tool":
            text = _of_tool(library, section["anchor"], answers, code)
        parts.append(f"## {section.get(code, section['es'])} {{#{section['anchor']}}}\n\n{text}")
    return "\n\n".join(parts) + "\n"


def _of_tool(library: Library, anchor: str, answers: Answers, code: str) -> str:
    if anchor == "steps":
        return f"1. **{gap(code, '…')}** ({answers['time']} {MINUTES.get(code, MINUTES['es'])})."
    if not library.is_there(code, DIRECTORY):
        return f"- {gap(code, '…')}"
    return f"- {gap(code, '…')} [{NEED_HELP.get(code, NEED_HELP['es'])}](../{DIRECTORY})."
