"""Script: what is written for people as phones get it: short names, no comments, no spaces."""

from __future__ import annotations

import re

from calmjs.parse import es5
from calmjs.parse.exceptions import ECMASyntaxError
from calmjs.parse.unparsers.es5 import minify_print


class ScriptError(ValueError):
    """What is written is not ECMAScript 5; its text begins with the line."""


def shorten_script(text: str) -> str:
    """The same script in few bytes; names that it does not declare itself stay as they are."""
    try:
        return str(minify_print(es5(text), obfuscate=True))
    except ECMASyntaxError as error:  # before it reaches a phone that cannot read it
        line = re.search(r" at (\d+):", str(error))
        raise ScriptError(f"{line[1] if line else 1}: no es / is not ECMAScript 5: {error}") from error
