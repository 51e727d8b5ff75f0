"""Privacy: nothing on a page asks another host, runs what we did not write or tells where the reader came from."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator

from fhp.inner_links import SCHEME, find_links
from fhp.library import Library
from fhp.problems import Problem, problem

INLINE = re.compile(r"<(script|style)>(.*?)</\1>", re.DOTALL)
UNSAFE = re.compile(
    r"<(?P<tag>script|style|iframe|frame|object|embed|form|input|button|img|picture|video|audio|source|track|link|meta"
    r"|base|svg|math)\b|<[a-z][^>]*\s(?P<attribute>style|on[a-z]+|src|srcset|formaction)\s*=",
    re.IGNORECASE,
)


def check_privacy(library: Library) -> Iterator[Problem]:
    """A page brings no markup that could fetch, run, store or restyle, and no image from another host."""
    for page in library.pages:
        for found in UNSAFE.finditer(page.plain):
            value = f"<{found['tag']}>" if found["tag"] else f"{found['attribute']}="
            yield problem("unsafe-html", page.name, page.line_of(found.start()), value=value)
        for link in find_links(page):
            if link["image"] and SCHEME.match(link["target"] or ""):
                yield problem("outside-image", page.name, page.line_of(link.start()), value=link["target"])


def protect(html: str) -> str:
    """The page with its Content-Security-Policy: only its own inline style and scripts, by their SHA-256.

    Called after the last change to the page. Form: W3C Content Security Policy Level 3, section 3.3 (meta element).
    """
    hashes: dict[str, list[str]] = {"script": [], "style": []}
    for kind, text in INLINE.findall(html):
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        hashes[kind].append(f"'sha256-{digest}'")
    policy = "; ".join(
        [
            "default-src 'none'",
            "style-src " + (" ".join(hashes["style"]) or "'none'"),
            "script-src 'self' " + " ".join(hashes["script"]),
            "img-src 'self' data:",
            "connect-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
        ]
    )
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy.strip()}">'
    return html.replace('<meta charset="utf-8">', f'<meta charset="utf-8">\n{meta}', 1)
