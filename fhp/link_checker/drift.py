"""Whether a good answer still comes from those who gave it last time.

A domain lapses, and a stranger answers under the name that a page links to. Nothing that is remembered of a site is
believed longer than the site goes on looking like itself: its words, its title, its kind, the name of its owner, the
certificate, the network that it stands in.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from fhp.link_checker.finding import Finding, Outcome
from fhp.link_checker.likeness import distance, plain

DRIFTED = 20  # bits of a simhash
FULL, HARDLY_ANY = 60, 10  # words of a page that had something to say, and of one that has not
NO_WORDS = "0" * 16
LOST = {"no-name", "refused", "certificate"}  # failures of a site, not of a page
LEFT_ITS_OWNER = {"no-name", "parked", "suspended", "gambling", "spam"}


@dataclass(frozen=True)
class Known:
    """What the last good look saw, to compare the next one with."""

    final_url: str = ""
    title: str = ""
    simhash: str = ""
    kind: str = ""
    words: int = 0
    place: str = ""


def doubt(known: Known, finding: Finding, failed: Iterable[str], was_good: bool) -> str:
    """The reason not to take a good answer for the owner's; '' where there is none."""
    if finding.outcome not in (Outcome.ALIVE, Outcome.MOVED):
        return ""
    failed = set(failed)
    if was_good:
        reason = changed(known, finding)
        if not reason and LOST & failed and new_words(known, finding) and not finding.named:
            reason = "drift"  # trust ends with the first failure of a whole site
        if reason:
            return reason
    same = was_good and (is_alike(known, finding) or (known.kind == finding.kind and finding.kind not in ("", "page")))
    if LEFT_ITS_OWNER & failed and not finding.named and not same:
        return "returned"
    return ""


def mark(finding: Finding) -> str:
    """What a person who is asked to look will see: whose, what and which text it is."""
    return f"{parts(finding.place)[2]} | {finding.kind} | {finding.simhash}"


def is_same_mark(one: str, two: str) -> bool:
    """Whether it is still what that person saw."""
    if one == two or not (one and two):
        return one == two
    (*before, first), (*now, second) = one.split(" | "), two.split(" | ")
    return before == now and bool(first and second) and distance(first, second) <= DRIFTED


def changed(known: Known, finding: Finding) -> str:
    """What is another than at the last good look, as a reason of finding; '' where nothing is that tells."""
    if other_owner(known.place, finding.place):
        return "other-owner"
    if known.kind and finding.kind and known.kind != finding.kind:
        return "other-kind"
    if finding.foreign and new_words(known, finding):
        return "drift"
    if is_strange(known, finding) and not finding.named:
        return "drift"
    if known.words >= FULL and finding.words < HARDLY_ANY and finding.kind == "page":
        return "shrunk"
    return ""


def is_strange(known: Known, finding: Finding) -> bool:
    """Another text under another title; where the site also stands elsewhere, another text is enough."""
    if not new_words(known, finding):
        return False
    new_title = plain(known.title) != plain(finding.title)
    return new_title or not known.title or moved_house(known, finding)


def new_words(known: Known, finding: Finding) -> bool:
    return bool(known.simhash and finding.simhash) and distance(known.simhash, finding.simhash) > DRIFTED


def is_alike(known: Known, finding: Finding) -> bool:
    return bool(known.simhash and finding.simhash) and not new_words(known, finding) and known.simhash != NO_WORDS


def moved_house(known: Known, finding: Finding) -> bool:
    """Whether the answer comes from another site, or from another network under another authority's certificate."""
    if host(known.final_url) != host(finding.final_url or ""):
        return True
    before, now = parts(known.place), parts(finding.place)
    return bool(before[0] and now[0]) and before[0] != now[0] and (before[1] != now[1] or not before[1])


def other_owner(before: str, now: str) -> bool:
    """Whether the certificates of then and now name different organisations."""
    one, two = parts(before)[2], parts(now)[2]
    return bool(one and two) and plain(one) != plain(two)


def parts(place: str) -> tuple[str, str, str]:
    """Network, the certificate's authority, the organisation it names: 'a | b | c' taken apart."""
    network, authority, owner, *_ = [*place.split(" | "), "", "", ""]
    return network, authority, owner


def host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
