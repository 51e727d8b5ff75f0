"""Moving: a page to another address, a page to a notice, an organisation out of the directory; on all sides."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from pathlib import Path

from fhp.content.addresses import organisation_path
from fhp.content.glossary import FILE as GLOSSARY
from fhp.content.library import Library, load_library
from fhp.content.pages import FOLDERS, FRONT_MATTER, Page, check_place, mask
from fhp.content.pairs import accept, find_pairs
from fhp.content.resources import FILE as RESOURCES
from fhp.content.timeline import FILE as TIMELINE
from fhp.content.withdrawals import FILE as WITHDRAWN
from fhp.desk.places import add_term, read, rename_in_nav, write
from fhp.desk.questions import WrongAnswerError, clean
from fhp.desk.yaml_text import write_item, write_mapping
from fhp.problems import nearest, render

LINK = re.compile(r"(?<=\]\()(?P<path>[^)#\s:]+\.md)(?=[)#\s])")
NAMED = re.compile(r"^(?P<head> *(?:related|convenors): *)\[(?P<ids>[^\]\n]*)\](?P<tail>.*)\n", re.MULTILINE)


def move(library: Library, old: str, new: str) -> list[str]:
    """Gives a page its new path in every language, with its line in `nav:`, its links and its former address."""
    pages = _sides(library, old)
    _judge_path(library, pages[0], new)
    kept = [pair.page.name for pair in find_pairs(library) if pair.state == "up-to-date" and pair.page]
    changed = []
    for page in library.pages:
        text = read(library.root / page.name)
        moved = _relink(text, page.path, old, new)
        if page in pages:
            moved = set_aliases(moved, [alias for alias in [*page.meta.aliases, old] if alias != new])
            name = f"docs/{page.language}/{new}"
            (library.root / page.name).unlink()
        else:
            name = page.name
        if moved != text or page in pages:
            write(library.root / name, moved)
            changed.append(name)
    rename_in_nav(library.root, old, new)
    _stamp_again(library.root, kept, old, new)
    return [*changed, "mkdocs.yml"]


def _sides(library: Library, path: str) -> list[Page]:
    """The page at `path` in every language that has it."""
    found = [page for language in library.languages if (page := library.at(language.code, path))]
    if not found:
        hint = nearest(path, {page.path for page in library.pages})
        raise WrongAnswerError(f"no hay página / no page: {path}" + (f" → ¿{hint}?" if hint else ""))
    return found


def _judge_path(library: Library, page: Page, new: str) -> None:
    """The new path can be one, suits the type and is free."""
    wrong = check_place(f"docs/{page.language}/{new}", [language.code for language in library.languages])
    parts = new.split("/")
    if wrong or not new.endswith(".md") or ".." in parts or "" in parts:
        raise WrongAnswerError(render(wrong[0]) if wrong else f"'{new[:60]}' → carpeta/pagina.md")
    folder = FOLDERS.get(page.meta.type, "")
    if not new.startswith(folder):
        raise WrongAnswerError(f"'{new}' → {folder}…")
    if any((library.root / f"docs/{language.code}/{new}").exists() for language in library.languages):
        raise WrongAnswerError(f"'{new}' ya existe / already exists")


def _relink(text: str, here: str, old: str, new: str) -> str:
    """The links of a page after `old` became `new`; the page itself may be the one that moves."""
    head = FRONT_MATTER.match(text)
    start = head.end() if head else 0
    body, shown = text[start:], mask(text[start:])
    stays = new if here == old else here
    folder, after = posixpath.dirname(here), posixpath.dirname(stays)

    def point(found: re.Match[str]) -> str:
        if not shown[found.start()].strip():  # in code, or in a comment
            return found[0]
        target = posixpath.normpath(posixpath.join(folder, found["path"]))
        if target != old and here != old:
            return found[0]
        return posixpath.relpath(new if target == old else target, after or ".")

    return text[:start] + LINK.sub(point, body)


def _stamp_again(root: Path, names: list[str], old: str, new: str) -> None:
    """A translation that was up to date still is: only addresses changed."""
    library, _ = load_library(root)
    there = {page.name for page in library.pages}
    renamed = [re.sub(rf"^(docs/[\w-]+)/{re.escape(old)}$", rf"\1/{new}", name) for name in names]
    accept(root, [name for name in renamed if name in there], library)


def set_aliases(text: str, aliases: list[str]) -> str:
    """The text of a page whose front matter says these former paths."""
    return _set(text, {"aliases": f"[{', '.join(dict.fromkeys(aliases))}]"} if aliases else {}, ("aliases",))


def _set(text: str, rows: dict[str, str], without: tuple[str, ...] = ()) -> str:
    """The text with these keys at the end of its front matter, whatever stood under them before."""
    head = FRONT_MATTER.match(text)
    if not head:
        return text
    kept: list[str] = []
    skipping = False
    for row in head[1].splitlines():
        if not row.startswith((" ", "-")) or not row.strip():
            skipping = row.partition(":")[0] in (*rows, *without)
        if not skipping:
            kept.append(row)
    said = [f"{key}: {value}" for key, value in rows.items()]
    return "---\n" + "\n".join([*kept, *said]) + "\n---\n" + text[head.end() :]


def retire(library: Library, path: str, reasons: dict[str, str]) -> list[str]:
    """Puts a dated notice in the place of a page, on every side."""
    pages = _sides(library, path)
    reasons = _every_language(library, reasons, "reason", [page.language for page in pages])
    kept = [pair.page.name for pair in find_pairs(library)
            if pair.state == "up-to-date" and pair.page and pair.path == path]  # fmt: skip
    for page in pages:
        head = _set(read(library.root / page.name), {
            "updated": library.today.isoformat(), "status": "retired",
        }, ("reason",))  # fmt: skip
        found = FRONT_MATTER.match(head)
        reason = write_mapping({"reason": reasons[page.language]})
        text = (head[: found.end()] if found else head).rstrip().removesuffix("---")
        write(library.root / page.name, f"{text}{reason}\n---\n")
    again, _ = load_library(library.root)
    accept(library.root, kept, again)
    return [page.name for page in pages]


def withdraw(library: Library, entry_id: str, names: dict[str, str], reasons: dict[str, str]) -> list[str]:
    """Takes an organisation out of the directory and out of every list that names it; a notice stays at its address."""
    entry = library.resources.organisations.get(entry_id)
    if entry is None:
        hint = nearest(entry_id, library.resources.organisations)
        raise WrongAnswerError(f"no hay organización / no organisation: {entry_id}" + (f" → ¿{hint}?" if hint else ""))
    codes = [language.code for language in library.languages]
    reasons = _every_language(library, reasons, "reason", codes)
    names = {code: clean(names.get(code, "")) or entry.name[code] for code in codes}
    changed = [name for name in [*(page.name for page in library.pages), GLOSSARY, TIMELINE]
               if _rewrite(library.root / name, lambda text: _forget(text, entry_id))]  # fmt: skip
    _rewrite(library.root / RESOURCES, lambda text: _without_entry(text, entry_id))
    values = {"id": entry_id, "name": names, "withdrawn": library.today, "reason": reasons}
    if not (library.root / WITHDRAWN).exists():
        write(library.root / WITHDRAWN, "")
    add_term(library.root, WITHDRAWN, entry_id, write_item(values, 0))
    return [RESOURCES, WITHDRAWN, *changed]


def mentions(library: Library, entry_id: str) -> list[str]:
    """`file:line` of each link to an organisation's page: whether it stays is for a person to say."""
    end = posixpath.basename(organisation_path(entry_id))
    return [
        f"{page.name}:{page.line_of(found.start())}"
        for page in library.pages
        for found in re.finditer(rf"directory/{re.escape(end)}", page.plain)
    ]


def _every_language(library: Library, texts: dict[str, str], key: str, codes: list[str]) -> dict[str, str]:
    cleaned = {language.code: " ".join(clean(texts.get(language.code, "")).split()) for language in library.languages}
    missing = [f"--{key}-{code}" for code in codes if not cleaned[code]]
    if missing:
        raise WrongAnswerError(f"falta / missing: {' '.join(missing)}")
    return cleaned


def _rewrite(path: Path, work: Callable[[str], str]) -> bool:
    if not path.exists():
        return False
    text = read(path)
    changed = work(text)
    if changed != text:
        write(path, changed)
    return changed != text


def _forget(text: str, entry_id: str) -> str:
    """The text without that id in the lists that tie things; a list that is left empty goes."""

    def without(found: re.Match[str]) -> str:
        ids = [one.strip() for one in found["ids"].split(",")]
        left = [one for one in ids if one != entry_id]
        if left == ids:
            return found[0]
        empty = found["head"].strip() == "related:" and not left
        return "" if empty else f"{found['head']}[{', '.join(left)}]{found['tail']}\n"

    head = FRONT_MATTER.match(text)
    end = head.end() if head else len(text)
    return NAMED.sub(without, text[:end]) + text[end:]


def _without_entry(text: str, entry_id: str) -> str:
    """resources.yaml without one entry, and without the empty line after it."""
    entry = rf"^  - id: *['\"]?{re.escape(entry_id)}['\"]?[ \t]*(?:#.*)?\n(?:(?: {{4,}}.*|[ \t]*)\n)*"
    left = re.sub(entry, "", text, count=1, flags=re.MULTILINE)
    return re.sub(r"^(organisations:)[ \t]*\n(?=\n*(?:\S|\Z))", r"\1 []\n", left, flags=re.MULTILINE)
