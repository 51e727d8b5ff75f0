"""Link targets: every address that leads out of the library, with its owner's names and where an editor finds it."""

from __future__ import annotations

from collections.abc import Iterator

from fhp.content.library import Library
from fhp.content.resources import FILE, Linked, Organisation
from fhp.link_checker.targets import Target
from fhp.rules.outside_addresses import ADDRESS_KEYS
from fhp.text.rendering import links_of


def find_targets(library: Library) -> Iterator[Target]:
    """Addresses of organisations, publications and pages; those an editor set `check_link: false` on are left out.

    Only an organisation's own pages must carry its name: that a name is gone is a sign that the site was taken over.
    """
    resources = library.resources
    entries: list[Linked] = [*resources.organisations.values(), *resources.publications.values()]
    for entry in entries:
        if not entry.check_link:
            continue
        names = tuple(dict.fromkeys([*entry.name.values(), *entry.formerly])) if isinstance(entry, Organisation) else ()
        for key in ADDRESS_KEYS:
            url = getattr(entry, key, None)
            if url:
                yield Target(url, names if key != "archive_url" else (), ((FILE, resources.line(entry.id, key)),))
    for page in library.pages:
        for link in links_of(library, page):
            target = link.target.strip()  # as browsers do
            if target.lower().startswith(("https://", "http://")):
                yield Target(target, (), ((page.name, link.line),))
