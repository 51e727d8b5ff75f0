"""Folding: of what one mistake brings about, only the mistake is told.

An id that is mistyped where it is given is missed wherever it is named; a file with a wrong name is missed by its
twin and by `nav:`. Whoever reads thirty lines mends the wrong one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from fhp.content.library import Library
from fhp.content.pages import Page
from fhp.content.resources import FILE as RESOURCES
from fhp.problems import Problem, nearest, problem

UNKNOWN = {"unknown-related", "unknown-source"}  # an id is named that there is not
IN_THE_TEXT = {"broken-yaml", "control-character", "invisible-sign", "curly-quotes", "glued-colon"}
IN_THE_VALUE = {"wrong-value", "missing-key", "wrong-form", "wrong-id", "wrong-date", "unknown-value", "markup-in-text",
                "missing-language"}  # fmt: skip
MISNAMED = {"wrong-ending", "wrong-name", "wrong-folder", "open-front-matter", "no-front-matter"}
GENERAL = {"typed-mark", "no-list", "glued-list"}
GATE = {"contact-link", "email-address", "house-location", "phone-number", "social-profile", "street-address"}
AS_WRITTEN = {"malformed-link", "shortened-link", "unsafe-html", "unsafe-link"}  # how such a thing often looks
LEAST = 2  # so often an id is named until it is more likely to have been renamed than mistyped


def fold(library: Library, problems: Iterable[Problem]) -> list[Problem]:
    """The problems without those that only follow from another."""
    found = sorted(set(problems))
    found = _without_general(_one_a_line(found))
    found = _without_wrong_sides(found)
    found = _without_second_thoughts(found)
    found = _without_broken_ids(found)
    found = _with_renamed_ids(library, found)
    found = _with_moved_rows(found)
    return _without_lost_twins(found)


def _one_a_line(found: list[Problem]) -> list[Problem]:
    """What could not be read is not also missed."""
    broken: dict[tuple[str, int], Problem] = {}
    for one in found:
        if one.rule in IN_THE_TEXT:
            broken.setdefault((one.path, one.line), one)
    return [one for one in found
            if one.rule not in IN_THE_VALUE | IN_THE_TEXT or broken.get((one.path, one.line), one) is one]  # fmt: skip


def _without_general(found: list[Problem]) -> list[Problem]:
    """What only sees that something went wrong is left out where another says what."""
    said = {(one.path, one.line) for one in found if one.rule not in GENERAL and not one.is_notice}
    return [one for one in found if one.rule not in GENERAL or (one.path, one.line) not in said]


def _without_wrong_sides(found: list[Problem]) -> list[Problem]:
    """A key whose value is none of those it may have also differs from its twin, and leads nowhere."""
    wrong = {f"{one.path}:{one.line}" for one in found if one.rule == "unknown-value"}

    def follows(one: Problem) -> bool:
        places = {f"{one.path}:{one.line}", dict(one.values).get("other", "")}
        return one.rule in ("pair-differs", "twin-of-nothing") and bool(places & wrong)

    return [one for one in found if not follows(one)]


def _without_second_thoughts(found: list[Problem]) -> list[Problem]:
    """What is wrong with a line that should not be there at all is not told too."""
    doubles = {(one.path, one.line) for one in found if one.rule == "duplicate-organisation"}
    noted = {one.path for one in found if one.rule == "own-note"}
    guarded = {(one.path, one.line) for one in found if one.rule in GATE}
    return [one for one in found
            if not (one.rule == "insecure-link" and (one.path, one.line) in doubles)
            and not (one.rule in AS_WRITTEN and (one.path, one.line) in guarded)
            and not (one.rule == "source-not-cited" and one.path in noted)]  # fmt: skip


def _value(found: Problem) -> str:
    return dict(found.values).get("value", "")


def _without_broken_ids(found: list[Problem]) -> list[Problem]:
    """An id that has not its form is told once, not wherever what it should be is named."""
    broken = [_value(one) for one in found if one.rule in ("wrong-id", "wrong-form", "reserved-id")]
    broken += [dict(one.values).get("expected", "") for one in found if one.rule == "wrong-id"]
    named = {_value(one) for one in found if one.rule in UNKNOWN}
    reserved = any(one.rule == "reserved-id" for one in found) and len(named) == 1
    hidden = reserved or any(one.rule == "invisible-sign" and dict(one.values).get("key") == "id" for one in found)
    return [one for one in found if one.rule not in UNKNOWN or not (hidden or nearest(_value(one), broken))]


def _with_renamed_ids(library: Library, found: list[Problem]) -> list[Problem]:
    """Where several places name an id that is gone and nothing names one that is like it, that one was renamed."""
    named = Counter(value for _, value in {(_pair(one.path), _value(one)) for one in found if one.rule in UNKNOWN})
    gone = Counter(_value(one).split()[0] for one in found if one.rule == "released-id-gone" and _value(one))
    if not named and not gone:
        return found
    places, used = _places(library), _named(library)
    free = [place for place in places if place not in used]
    renamed: dict[str, str] = {}
    homes = {old: page.meta.id for page in library.pages for old in _homely(page) if old in named}
    for old in sorted({*named, *gone}):
        new = nearest(old, [place for place in free if place not in {old, *renamed.values()}])
        if homes.get(old) in free or (new and (named[old] >= LEAST or gone[old])):
            renamed[old] = homes.get(old, new)
    kept = [one for one in found if not _follows(one, renamed)]
    for old, new in renamed.items():
        for path, line in places[new]:
            kept.append(problem("renamed-id", path, line, value=new, old=old, found=named[old] + gone[old]))
    return sorted(kept)


def _pair(path: str) -> str:
    """The file, or its side of a pair: what two languages repeat is said once."""
    return "/".join(path.split("/")[2:]) if path.startswith("docs/") else path


def _homely(page: Page) -> set[str]:
    """The ids that a page at that place could have."""
    stem = page.path.rpartition("/")[2].removesuffix(".md")
    return {stem, f"{page.meta.type}-{stem}"} - {page.meta.id}


def _follows(found: Problem, renamed: dict[str, str]) -> bool:
    """Whether it only says that an id is not there which was renamed."""
    if found.rule == "released-id-gone":
        return _value(found).split()[0] in renamed
    if found.rule == "not-sorted":
        return bool({_value(found), dict(found.values).get("before")} & set(renamed.values()))
    return (found.rule in UNKNOWN or found.rule == "source-not-cited") and _value(found) in renamed


def _places(library: Library) -> dict[str, list[tuple[str, int]]]:
    """Maps each id to where it is given."""
    places = {found: [(RESOURCES, library.resources.line(found, "id"))] for found in library.resources.places}
    for page in library.pages:
        places.setdefault(page.meta.id, []).append((page.name, page.line("id")))
    return places


def _named(library: Library) -> set[str]:
    """Every id that something else names."""
    named = {other for page in library.pages for other in [*page.meta.related, *page.meta.sources]}
    named |= {other for page in library.pages for other in getattr(page.meta, "convenors", [])}
    named |= {other for term in library.glossary for other in [*term.related, *term.sources]}
    named |= {other for event in library.timeline for other in [*event.related, *event.sources]}
    named |= {other for situation in library.situations for other in [*situation.first, *situation.read]}
    return named | {source.publication or "" for entry in library.resources.organisations.values()
                    for source in entry.sources}  # fmt: skip


def _with_moved_rows(found: list[Problem]) -> list[Problem]:
    """A row of `nav:` that is mistyped is one mistake, not also a page that no row names."""
    lost = {_value(one): one for one in found if one.rule == "not-in-nav"}
    kept: list[Problem] = []
    meant: set[str] = set()
    for one in found:
        if one.rule == "nav-to-nothing":
            bare = _value(one).strip("/,;").removeprefix("docs/").lower()
            like = [path for path in lost if bare.removesuffix(".md").endswith(path.removesuffix(".md").lower())]
            near = max(like, key=len) if like else nearest(_value(one), lost)
            if near:
                meant.add(near)
                one = problem(one.rule, one.path, one.line, value=_value(one), nearest=near)
        kept.append(one)
    return [one for one in kept if one.rule != "not-in-nav" or _value(one) not in meant]


def _without_lost_twins(found: list[Problem]) -> list[Problem]:
    """A page in a wrong place is not also missed where it should be."""
    misnamed = [one.path for one in found if one.rule in MISNAMED]
    files = {path.rpartition("/")[2].rpartition(".")[0].lower() for path in misnamed}

    def follows(one: Problem) -> bool:
        if one.rule == "not-in-nav":
            return one.path in misnamed
        if one.rule in ("twin-of-nothing", "nav-to-nothing"):
            return _value(one).rpartition("/")[2].removesuffix(".md").lower() in files
        return False

    return [one for one in found if not follows(one)]
