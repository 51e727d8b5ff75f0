"""The pages of the library that hold long lists, for tests that want them in a tiny library."""

from pathlib import Path

import yaml

from fhp.content.library import Library, load_library

PAGES = {
    "library/bibliography": "bibliography",
    "library/timeline": "timeline",
    "library/glossary": "glossary",
    "a-z": "a-z",
}
TITLES = {
    "bibliography": ("Bibliografía", "Bibliography"), "timeline": ("Cronología", "Timeline"),
    "glossary": ("Glosario", "Glossary"), "a-z": ("Índice A–Z", "Index A–Z"),
}  # fmt: skip


def add_lists(library: Path) -> Path:
    """Adds the four lists, in both languages, each with its marker and its line in the navigation."""
    for path, name in PAGES.items():
        for code, title in zip(("es", "en"), TITLES[name], strict=True):
            file = library / f"docs/{code}/{path}.md"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(
                f"---\nid: {name}\ntitle: {title}\ndescription: {title}.\ntype: page\ncreated: 2026-11-01\n"
                f"updated: 2026-11-02\noriginal: es\n---\n{title}.\n\n<!-- list: {name} -->\n", encoding="utf-8",
            )  # fmt: skip
    settings = library / "mkdocs.yml"
    nav = "".join(f"  - {path}.md\n" for path in PAGES)
    settings.write_text(settings.read_text(encoding="utf-8").replace("\nnav:\n", f"\nnav:\n{nav}"), encoding="utf-8")
    return library


def read_library(root: Path) -> Library:
    """The library in that folder, which must have no mistake in its data."""
    library, problems = load_library(root)
    assert [found.rule for found in problems if not found.is_notice] == []
    return library


def change(path: Path, old: str, new: str) -> None:
    """Replaces a text of a file that must hold it."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def change_data(path: Path, **entries: object) -> None:
    """Writes a YAML file of data anew, its list given as `entries`, or its sections."""
    content = entries.get("entries", entries)
    path.write_text(yaml.dump(content, Dumper=_Plain, allow_unicode=True, sort_keys=False), encoding="utf-8")


class _Plain(yaml.SafeDumper):
    """Writes a thing as often as it stands: our files know no aliases."""

    def ignore_aliases(self, _data: object) -> bool:
        return True
