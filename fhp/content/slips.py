"""Slips: what a file of YAML holds that its parser would only stumble over lines later, found in the text itself."""

from __future__ import annotations

import re

from fhp.content.signs import SPACES, ZERO_WIDTH, name_of

# A space that is none, where YAML wants a plain one: before a key or an item, around the colon, after the hyphen.
ODD_SPACE = re.compile(
    rf"^[ \t]*(?:-[ \t]+)*(?P<before>[{SPACES}])"
    rf"|^[ \t]*-(?P<item>[{SPACES}])"
    rf"|^[ ]*(?:-[ ]+)?[\w.-]+(?P<around>[{SPACES}]):"
    rf"|^[ ]*(?:-[ ]+)?[\w.-]+:(?P<after>[{SPACES}])",
    re.MULTILINE,
)
ODD_KEY = re.compile(rf"^[ ]*(?:-[ ]+)?(?=[^\s:#'\"]*:(?:\s|$))[^\s:]*?(?P<sign>{ZERO_WIDTH.pattern})", re.MULTILINE)
# What stands after ' #' is a comment to YAML: '#8M' and '#contacto' are lost without a word.
SWALLOWED = re.compile(r"^ *(?:- )?[a-z_]+: +[^'\"\[{|>#\s][^\n]*? (?P<lost>#[^\s#][^\n]*)", re.MULTILINE)
# "Apellido, Nombre" without quotation marks is two people to YAML; in quotation marks each is what somebody meant.
SPLIT = re.compile(
    r"^ *(?:authors: \[(?P<author>[^\s,'\"\]]+, [^\s,'\"\]]+)|formerly: \[(?P<former>[^'\"\]\n]*,[^'\"\]\n]*))\]", re.M
)
TAB = re.compile(r"^ *\t|^ *(?:- +)?[\w-]+:[ ]*\t+[ ]*\S", re.MULTILINE)


def find_slip(text: str) -> tuple[str, int, str] | None:
    """The rule, the place and the sign of the first: (rule, offset, name of the sign)."""
    found = []
    tab = TAB.search(text)
    if tab:
        found.append(("tab-in-yaml", tab.start(), "U+0009"))
    odd = ODD_SPACE.search(text)
    if odd:
        found.append(("odd-space", odd.start(), name_of(odd[odd.lastgroup or 0])))
    key = ODD_KEY.search(text)
    if key:
        found.append(("invisible-sign", key.start(), name_of(key["sign"])))
    lost = SWALLOWED.search(text)
    if lost:
        found.append(("swallowed-text", lost.start(), lost["lost"]))
    split = SPLIT.search(text)
    if split:
        found.append(("split-name", split.start(), split["author"] or split["former"]))
    return min(found, key=lambda slip: slip[1]) if found else None
