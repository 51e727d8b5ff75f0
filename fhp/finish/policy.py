"""Policy: a finished page may run the scripts of the theme and nothing else, and says so to the browser.

The hashes are of what the theme puts in, never of what stands in the page: a script that came another way stops the
build, and the policy would not let it run. Form: W3C Content Security Policy Level 3.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable

RUNS = re.compile(r"<(script|style)\b([^>]*)>(.*?)</\1\s*>|<(?:script|style)\b", re.DOTALL | re.IGNORECASE)
HEAD = '<meta charset="utf-8">'


class ForeignCodeError(ValueError):
    """A page holds a script or a style that the theme did not put in; the text is what it begins with."""


def policy_of(scripts: Iterable[str], style: str) -> str:
    """The policy of a page with the theme's inline `scripts`; `style` is the source of its sheet, as said."""
    parts = (
        "default-src 'none'",
        f"style-src {style}",
        " ".join(["script-src 'self'", *map(fingerprint, scripts)]),
        "img-src 'self' data:",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
    )
    return "; ".join(parts)


def fingerprint(text: str) -> str:
    """A script or a style as a policy names it: 'sha256-…' in quotation marks."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def protect(html: str, scripts: tuple[str, ...], style: str) -> str:
    """The page with its policy; ForeignCodeError where it holds other code than the theme's scripts and its sheet."""
    for found in RUNS.finditer(html):
        ours = (style,) if found[1] == "style" else scripts
        if found[1] is None or found[2] or found[3] not in ours:
            raise ForeignCodeError(" ".join(found.group().split())[:60])
    policy = policy_of(scripts, fingerprint(style))
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    return html.replace(HEAD, f"{HEAD}\n{meta}", 1)
