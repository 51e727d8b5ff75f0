"""What is to be checked: addresses with the names that their pages should say."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Target:
    """One address; `names` are its owner's, aliases included; `where` holds (file, line)."""

    url: str
    names: tuple[str, ...] = ()
    where: tuple[tuple[str, int], ...] = ()


def merge(targets: Iterable[Target]) -> list[Target]:
    """One target an address, with all its names and places."""
    merged: dict[str, Target] = {}
    for target in targets:
        known = merged.get(target.url, Target(target.url))
        merged[target.url] = Target(
            target.url,
            tuple(dict.fromkeys(known.names + target.names)),
            tuple(dict.fromkeys(known.where + target.where)),
        )
    return list(merged.values())
