"""Markup: the last touches on a page's HTML, which Markdown cannot give."""

from __future__ import annotations

import re
from html import escape

from fhp.content.languages import Language

OUTSIDE = re.compile(r'<a (?![^>]*\brel=)(?=[^>]*\bhref="(?:https?:)?//)')
ALIGNED = re.compile(r' style="text-align: (left|center|right);"')
CHECKBOX = re.compile(r'<input type="checkbox" disabled(?P<done>[^>]*checked)?[^>]*>')
PREFORMATTED = re.compile(r"<pre(?=[ >])")


def polish(html: str, language: Language, spoken: str) -> str:
    """Outside links tell nobody where the reader came from; what is wide scrolls on its own, by keyboard too;
    the boxes of a task list say what they are; notes have a heading. `language` is the reader's, `spoken` the code of
    the text's, which is another where hers has none: then the notes say in which they are.

    No inline style is left: the Content-Security-Policy forbids it.
    """
    html = OUTSIDE.sub('<a rel="noreferrer noopener" ', html)
    html = CHECKBOX.sub(lambda box: _labelled(box, language), html)
    html = html.replace("<img ", '<img loading="lazy" ')
    html = PREFORMATTED.sub('<pre tabindex="0"', html)
    html = ALIGNED.sub(r' class="\1"', html)
    html = html.replace("<table>", '<div class="table" tabindex="0"><table>').replace("</table>", "</table></div>")
    heading = f'<h2 id="t.sources">{escape(language.word("citation", "sources"))}</h2>'
    own = f' lang="{language.code}"' if spoken != language.code else ""
    return html.replace('<div class="footnote">\n<hr />', f'<div class="footnote"{own}>\n{heading}')


def _labelled(box: re.Match[str], language: Language) -> str:
    label = escape(language.word("ui", "task-done" if box["done"] else "task-open"))
    checked = " checked" if box["done"] else ""
    return f'<input type="checkbox" disabled{checked} aria-label="{label}">'
