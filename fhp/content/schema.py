"""Schema: the rules of resources.yaml as a JSON Schema, so that editors' own tools complete and check what is typed.

Written by `fhp schema` to data/resources.schema.json, which the first line of resources.yaml names.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from fhp.content.languages import Language
from fhp.content.pages import Strict
from fhp.content.resources import LISTED, Organisation, Publication

DIALECT = "https://json-schema.org/draft/2020-12/schema"
FILE = "data/resources.schema.json"
# What the models check beyond the form of a single value, in the schema's own words.
CONDITIONS: dict[str, dict[str, Any]] = {
    "Provenance": {"anyOf": [{"required": ["publication"]}, {"required": ["note"]}]},
    "Organisation": {
        "if": {"properties": {"check_link": {"const": False}}, "required": ["check_link"]},
        "then": {"required": ["check_reason"]},
    },
}
CONDITIONS["Publication"] = CONDITIONS["Organisation"]


class _File(Strict):
    """resources.yaml: organizaciones y publicaciones / organisations and publications."""

    organisations: list[Organisation]
    publications: list[Publication]


def render_schema(languages: tuple[Language, ...]) -> str:
    """The JSON Schema (draft 2020-12), with the values of the controlled lists and what each means to a reader."""
    schema = _File.model_json_schema() | {"$schema": DIALECT, "title": "resources.yaml"}
    for name, definition in schema["$defs"].items():
        definition |= CONDITIONS.get(name, {})
        for key, part in definition["properties"].items():
            part.pop("title", None)
            for option in [part, *part.get("anyOf", [])]:
                _say_languages(option, [language.code for language in languages])
            if key in LISTED and name in ("Organisation", "Publication"):
                choice = _choice(LISTED[key], languages)
                part |= {"items": choice} if "items" in part else choice
            elif key == "own_title":
                part["items"] = {"enum": [language.code for language in languages]}
    return json.dumps(schema, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _say_languages(part: dict[str, Any], codes: list[str]) -> None:
    """A text for readers: each language of the house, and no other key."""
    text = part.get("additionalProperties")
    if part.get("type") == "object" and isinstance(text, dict):
        part |= {"properties": dict.fromkeys(codes, text), "required": codes, "additionalProperties": False}


def _choice(section: str, languages: tuple[Language, ...]) -> dict[str, Any]:
    """One value of a controlled list; the descriptions show beside it while it is chosen."""
    values = list(languages[0].words[section])
    meanings = [" / ".join(language.word(section, value) for language in languages) for value in values]
    return {"enum": values, "enumDescriptions": meanings}


def write_schema(root: Path, languages: tuple[Language, ...]) -> None:
    """Puts the schema where resources.yaml looks for it."""
    (root / FILE).write_text(render_schema(languages), encoding="utf-8")
