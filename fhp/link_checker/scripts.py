"""Writing systems of a host name: tells an honest foreign name from a look-alike.

A reader cannot see that a letter is Cyrillic; a forger counts on it. Called by addresses.
"""

import unicodedata

# Sets that are written together in real life (Unicode UTS 39, "highly restrictive").
TOGETHER = [
    {"LATIN"},
    {"CJK", "HIRAGANA", "KATAKANA", "LATIN"},
    {"CJK", "HANGUL", "LATIN"},
    {"CJK", "BOPOMOFO", "LATIN"},
]
# Whole words can be written with these and be read as Latin.
LATIN_TWINS = set("асеһіјӏорѕхуԁԛԝοανικρυօսոհզ")  # noqa: RUF001 - they are the point
NEUTRAL = set("-_0123456789")


def is_look_alike(host: str) -> bool:
    """A name mixes no scripts within a label, nor imitates Latin with another alphabet."""
    labels = host.split(".")
    foreign_end = not labels[-1].isascii()
    return any(mixes(label) or (not foreign_end and imitates(label)) for label in labels)


def mixes(label: str) -> bool:
    letters = [letter for letter in label if letter not in NEUTRAL]
    if any(is_odd(letter) for letter in letters):
        return True
    used = {script(letter) for letter in letters if not unicodedata.combining(letter)}
    return len(used) > 1 and not any(used <= allowed for allowed in TOGETHER)


def is_odd(letter: str) -> bool:
    """Invisible signs and the phonetic alphabet's Latin letters: no honest name has them."""
    if unicodedata.category(letter) in ("Cf", "Cc", "Zs", "Co", "Cn"):
        return True
    return "\u0250" <= letter <= "\u02af" or "\uff00" <= letter <= "\uff5e"


def script(letter: str) -> str:
    """The script's name is the first word of a letter's Unicode name, near enough for labels."""
    return unicodedata.name(letter, "UNKNOWN").split()[0].split("-")[0]


def imitates(label: str) -> bool:
    letters = [letter for letter in label if letter not in NEUTRAL]
    return bool(letters) and all(letter in LATIN_TWINS for letter in letters)
