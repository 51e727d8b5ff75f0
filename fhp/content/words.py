"""Words: what each file of data/words/ must hold, as models like those of pages and resources.

SHAPE names every word that the site speaks, with the places that the build fills in. The lists in LISTS are open:
a value added there can be used in resources.yaml, and every language needs a word for it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from string import Formatter
from typing import Annotated, Any
from urllib.parse import urlsplit

from babel import Locale
from babel.core import UnknownLocaleError
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, create_model

from fhp.content.yaml_files import Marked, Number

LISTS = ("help", "people", "reach", "kind", "purpose", "reuse", "tags", "languages")
SHAPE = """
status: active paused renamed historical unverified
verified: person stored-pages general-knowledge
confidence: high medium low
access: free paid unknown
types: page strategy principle pillar concept case dialogue news tool organisation publication
precision: day month year
ties: strategy tool pillar principle concept case dialogue news page organisation term event
state: original up-to-date behind missing
state_line: original up-to-date behind missing
citation: own-title described inferred undated read back{} sources
doors: learn learn-about in-a-group in-a-group-about find-help find-help-about follow
  follow-about
support: before choose mind more read situations far{kind} none{kind} common{how}{date} unchecked country
directory: name help people reach languages status formerly limits summary verified sources website
  contact updated page by-help by-people by-reach by-languages by-name all
  help-page{value} people-page{value} reach-page{value} languages-page{value} names-page
  part{title}{part}{parts} wider last-sign{date} verified-on{date}{how} stale paused
  historical unverified nobody few download{size} due confidence{value}
regions: mesoamerica latin-america world elsewhere
links: none unchecked onion alive{date} blocked blocked-by-hand{date} unclear{date} suspect{date}
  dead{date} taken-over archive archive-note
picture: caption
pictures: see{size} leaflet{size} licence{licence}
lists: by-letter related sources
a-z: page term organisation
bibliography: cited further original-title cited-by bibtex languages{languages}
timeline: inferred no-month label{first}{last} beginning meeting publication law other
  legend-inferred
glossary: also{variants} own uncertain{confidence}
record: when platform convenors convene calendar download invitation exact month year inferred
  read{address}
tool: time minutes{minutes} people range{min}{max} or-more{min} materials audience not-for
  risks turn turn-text ours ours-note
feeds: created created-about updated updated-about news news-about directory directory-about
  rights all calendar added{title} added-text{detail} changed{title} changed-text{detail}
  withdrawn{title} withdrawn-text{detail} edition{month} edition-text{month}
ui: short-name front-title copy copied skip menu crumbs brief on-this-page sections
  neighbours previous following ties updated{date} edit languages corrections
  retired{date} attested attested-note not-emergency licence moved missing-title
  missing-text home task-done task-open exit exit-address
search: label go waiting found failed without asking
editions: iso-639-3 title short discreet-title file discreet-file file-help file-tools file-brief file-lists contents
  tools-title{title} lists-title{title} dated{date} newer age{days} needs-connection mark licence
  accessibility card-intro card-mind card-first card-who none sums discreet-note kb{size}{date}
  for-help for-brief for-html for-epub for-zip for-zim for-print for-lists for-tools
"""
MARKUP = re.compile(r"[<>&\[\]`*\\]")  # a word is text: on a page, in a feed, in a list of Markdown


class _Words(BaseModel):
    """A section, or the whole file, in which a key nobody knows is a mistake."""

    model_config = ConfigDict(extra="forbid")


def find_places(text: str) -> list[str]:
    """What the build fills in, in order: ['{date}']; ValueError where the braces make no sense."""
    return ["{" + name + (f"!{turn}" if turn else "") + (f":{form}" if form else "") + "}"
            for _, name, form, turn in Formatter().parse(text) if name is not None]  # fmt: skip


def _plain(text: str) -> str:
    if MARKUP.search(text):
        raise ValueError("markup-in-text")
    return text


def _with(places: list[str]) -> Callable[[str], str]:
    """A word holds exactly the places that the build fills."""

    def check(text: str) -> str:
        try:
            found = find_places(text)
        except ValueError:
            found = ["?"]
        if sorted(found) != sorted(places):
            raise ValueError("word-placeholder")
        return text

    return check


def _address(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme != "https" or not re.fullmatch(r"[a-z0-9.-]+\.[a-z]+", parts.netloc):
        raise ValueError("malformed-link")
    return text


def _locale(text: str) -> str:
    try:
        Locale.parse(text.replace("-", "_"))
    except (UnknownLocaleError, ValueError, TypeError) as error:
        raise ValueError("unknown-locale") from error
    return text.replace("-", "_")


def _alphabet(text: str) -> str:
    letters = text.split()
    if len(set(letters)) != len(letters) or not letters:
        raise ValueError("wrong-alphabet")
    return text


Word = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True, max_length=600), AfterValidator(_plain)]


def read_shape() -> dict[str, dict[str, list[str]]]:
    """Maps section → word → the places in it."""
    shape: dict[str, dict[str, list[str]]] = {}
    for row in SHAPE.strip().replace("\n  ", " ").split("\n"):
        section, _, words = row.partition(": ")
        shape[section] = {word.partition("{")[0]: re.findall(r"\{\w*\}", word) for word in words.split()}
    return shape


def _section(name: str, words: dict[str, list[str]]) -> Any:
    fields: dict[str, Any] = {
        _safe(word): (Annotated[Word, AfterValidator(_with(places))], Field(alias=word))
        for word, places in words.items()
    }
    if "exit-address" in words:
        fields[_safe("exit-address")] = (Annotated[str, AfterValidator(_address)], Field(alias="exit-address"))
    return create_model(f"Words_{_safe(name)}", __base__=_Words, **fields)


def _safe(word: str) -> str:
    return "word_" + word.replace("-", "_")


def _make() -> type[BaseModel]:
    fields: dict[str, Any] = {
        _safe(name): (_section(name, words), Field(alias=name)) for name, words in read_shape().items()
    }
    fields |= {_safe(name): (dict[str, Word], Field(alias=name, min_length=1)) for name in LISTS}
    fields |= {
        "locale": (Annotated[str, AfterValidator(_locale)], None),
        "alphabet": (Annotated[str, AfterValidator(_alphabet)], ...),
        "dictionary": (Annotated[str, StringConstraints(pattern=r"^[A-Za-z_-]+$")] | None, None),
        "small-words": (Annotated[str, StringConstraints(min_length=1)] | None, None),
        "numbers": (dict[str, Number], {}),
        "percent": (list[Word], []),
    }
    return create_model("Words", __base__=_Words, **fields)


Words = _make()


def complete(marked: Marked | None) -> dict[str, Any]:
    """The words as section → key → text, each there: one that is missing, or wrong, speaks as its key."""
    held = marked.value if marked and isinstance(marked.value, dict) else {}
    words: dict[str, Any] = {"numbers": {}, "percent": []}
    for name, shape in read_shape().items():
        found = _mapping(held.get(name))
        words[name] = {key: _fitting(found.get(key), key, places) for key, places in shape.items()}
    for name in LISTS:
        words[name] = {key: value for key, value in _mapping(held.get(name)).items() if isinstance(value, str)}
    words |= {key: held[key] for key in ("alphabet", "dictionary", "small-words") if isinstance(held.get(key), str)}
    numbers = _mapping(held.get("numbers")).items()
    words["numbers"] = {word: int(value) for word, value in numbers if re.fullmatch(r"[0-9]{1,9}", str(value))}
    if isinstance(held.get("percent"), list):
        words["percent"] = [str(word) for word in held["percent"]]
    return words | dict(_locales(held))


def _locales(held: dict[str, Any]) -> Iterator[tuple[str, str]]:
    try:
        yield "locale", _locale(str(held["locale"]))
    except (ValueError, KeyError):
        return


def _mapping(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _fitting(value: Any, key: str, places: list[str]) -> str:
    """The word, or its key with the places that it should have."""
    if isinstance(value, str) and value:
        try:
            return _with(places)(value)
        except ValueError:
            pass
    return " ".join([key, *places])
