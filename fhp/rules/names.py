"""Names of people: a notice for each that nobody signed or confirmed, a mistake for each that must not appear.

*Who signs a book* stands in resources.yaml (`authors`); names that may be said are confirmed once in
data/public-names.txt, one a line. Names that must never appear are kept by a team on its own machines, as hashes
(`fhp withhold`): the file is not committed. The hashes keep a name from whoever glances at the file; whoever holds it
and tries names one by one finds them, which is why it stays at home.
"""

from __future__ import annotations

import hashlib
import os
import re
import secrets
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from fhp.content.library import Library, kept
from fhp.problems import Problem, problem
from fhp.rules.allowances import Allowances
from fhp.rules.safe_text import texts_of

CONFIRMED = "data/public-names.txt"
WITHHELD = "data/withheld-names.local"  # never committed: .gitignore; FHP_WITHHELD names another place
GIVEN = Path(__file__).with_name("given_names.txt")
CAPITAL = r"[A-ZÁÉÍÓÚÑÜ][\w'’-]*[a-záéíóúñü][\w'’-]*"
PARTICLES = r"(?:\s+(?:de|del|la|las|los|da|von|van)){0,3}"
NAME = re.compile(rf"\b({CAPITAL})((?:{PARTICLES}\s+(?:{CAPITAL}|[A-Z]\.))+)")
CALLED = re.compile(
    r"\b(?:[Dd]oña|[Dd]on|[Cc]ompañer[ao]|[Aa]mig[ao]|[Ss]eñora|[Ss]r[a]?\.|[Ll]ic(?:da|enciad[ao])?\.?|[Dd]r[a]?\.|[Ii]ng\.|"
    r"hermana|vocera|lideresa|coordinadora|directora|presidenta|fundadora|abogada|"
    r"M(?:s|rs|r|iss)\.?|Dr\.?|[Ff]riend|spokes(?:woman|person)|lawyer)\s+"
    rf"({CAPITAL}(?:{PARTICLES}\s+{CAPITAL})*)"
)
ACCOUNT = re.compile(r"\b(?:Instagram|Facebook|TikTok|Twitter|Telegram|LinkedIn|X)\s+\w+(?:\s+\w+)?\s+$")
LONGEST = 4  # words of a withheld name
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


def check_names(library: Library) -> Iterator[Problem]:
    """A name of a person is signed or confirmed; one that must not appear does not."""
    allowances, known, salt, withheld = Allowances(library), known_names(library), *read_withheld(library.root)
    for name, _, plain in texts_of(library):
        told: set[str] = set()
        for found, place in find_names(plain):
            line = plain.count("\n", 0, place) + 1
            form = form_of(found)
            if form not in told and f" {form} " not in known and not allowances.cover(name, line, found):
                told.add(form)
                yield problem("personal-name", name, line, value=found)
        for place in find_withheld(plain, salt, withheld):
            yield problem("withheld-name", name, plain.count("\n", 0, place) + 1)


def find_names(text: str) -> Iterator[tuple[str, int]]:
    """What is written like the name of a person: a given name and what follows, or whatever is called by a title.

    A name on a social network is told as an account.
    """
    for found in NAME.finditer(text):
        words = found[0].split()
        first = next((place for place, word in enumerate(words[:-1]) if word.casefold() in given_names()), None)
        if first is not None and first <= 1 and not ACCOUNT.search(text[max(0, found.start() - 30) : found.start()]):
            yield " ".join(words[first:]), found.start()
    yield from ((found[1], found.start(1)) for found in CALLED.finditer(text))


@cache
def given_names() -> frozenset[str]:
    """Given names common around Mesoamerica, in small letters."""
    return frozenset(GIVEN.read_text(encoding="utf-8").split())


@kept
def known_names(library: Library) -> str:
    """Every name that may be said, and every title of ours, as one text to look into."""
    resources = library.resources
    texts: list[str] = []
    for entry in resources.organisations.values():
        texts += [*entry.name.values(), *entry.formerly]
    for publication in resources.publications.values():
        texts += [*publication.title.values(), *publication.authors, publication.body or ""]
    path = library.root / CONFIRMED
    rows = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    texts += [row.partition("#")[0] for row in rows]
    return " " + " | ".join(map(form_of, texts)) + " "


def form_of(text: str) -> str:
    """Words only, in small letters and without accents."""
    plain = "".join(c for c in unicodedata.normalize("NFD", text.casefold()) if not unicodedata.combining(c))
    return " ".join(WORD.findall(plain))


def read_withheld(root: Path) -> tuple[bytes, frozenset[str]]:
    """The salt and the hashes of the local list; nothing where there is none."""
    path = Path(os.environ.get("FHP_WITHHELD") or root / WITHHELD)
    rows = path.read_text(encoding="utf-8").split() if path.is_file() else []
    return (bytes.fromhex(rows[0]), frozenset(rows[1:])) if rows else (b"", frozenset())


def withhold(root: Path, names: Iterable[str]) -> int:
    """Adds names to the local list; returns how many it holds now."""
    salt, held = read_withheld(root)
    salt = salt or secrets.token_bytes(16)
    hashes = sorted(held | {_hash(salt, form) for name in names if (form := form_of(name))})
    path = Path(os.environ.get("FHP_WITHHELD") or root / WITHHELD)
    path.write_text("\n".join([salt.hex(), *hashes]) + "\n", encoding="utf-8")
    return len(hashes)


def _hash(salt: bytes, form: str) -> str:
    return hashlib.blake2b(form.encode(), key=salt, digest_size=16).hexdigest()


def find_withheld(text: str, salt: bytes, withheld: frozenset[str]) -> Iterator[int]:
    """Where a withheld name begins."""
    words = [(form_of(found[0]), found.start()) for found in WORD.finditer(text)] if withheld else []
    for place, (_, start) in enumerate(words):
        for last in range(place + 1, min(place + LONGEST, len(words)) + 1):
            if _hash(salt, " ".join(word for word, _ in words[place:last])) in withheld:
                yield start
