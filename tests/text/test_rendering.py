"""Pages as readers get them: what the judge lets through, where links and headings stand, and how long it may take."""

import pytest
from conftest import ROOT

from fhp.content.library import load_library
from fhp.content.pages import Page, parse_page
from fhp.text.html import find_offences, find_tokens
from fhp.text.rendering import _render, find_too_long, rendered_pages

HEAD = (ROOT / "tests/tiny/docs/es/strategies/accompaniment.md").read_text(encoding="utf-8").rpartition("---\n")[0]
BAD = (  # each drawn from public lists of ways to slip markup past filters, and written anew
    "<script>x</script>", "<SCRIPT>x</SCRIPT>", "<script src=//h/x></script>", "<scr<script>ipt>x", "<svg onload=x>",
    "<svg><script>x</script></svg>", "<math href=javascript:x>a</math>", "<img src=x onerror=x>",
    "<img/src=x/onerror=x>",
    '<img src="https://h/x.png" alt="a">'.replace("https:", "data:"), "<image/src=https://h/x>", "<body onload=x>",
    "<iframe src=https://h></iframe>", "<object data=x></object>", "<embed src=x>", "<link rel=stylesheet href=x>",
    "<meta http-equiv=refresh content=0>", "<base href=https://h/>", "<form action=https://h><input></form>",
    "<button formaction=x>a</button>", "<textarea>a", "<template>a", "<plaintext>a", "<xmp>a", "<noscript>a",
    "<select>a", "<style>a{}</style>", "<p style=x>a</p>", '<p style="background:url(//h)">a</p>',
    "<video src=x></video>",
    '<a href="javascript:x">a</a>', '<a href=" javascript:x">a</a>', '<a href="JaVaScRiPt:x">a</a>',
    '<a href="java&#10;script:x">a</a>', '<a href="java&Tab;script:x">a</a>', '<a href="&#106;avascript:x">a</a>',
    '<a href="data:text/html,x">a</a>', '<a href="vbscript:x">a</a>', '<a href="//h/x">a</a>', r'<a href="\\h\x">a</a>',
    r'<a href="/\h/x">a</a>', '<a href="x" ping="https://h">a</a>', '<a href="x" target="_blank">a</a>',
    "<!-- a -->", "<!--> <script>x</script> -->", "<![CDATA[x]]>", "<?php x ?>", "<!DOCTYPE x>", "a < b",
    "<b>a", "a</b>",
    "<b><i>a</b></i>", "<p>a<div>b</div></p>", "<table>a<tr><td>b</td></tr></table>", "</main>", "</article>",
    "<a id=x>a",
    "<details>a", '<p id="a.b">a</p>', '<p id="a b">a</p>', "<p onclick=x>a</p>", "<p ONCLICK=x>a</p>",
    "<p/onclick=x>a</p>",
    "<x-y>a</x-y>", "<frameset><frame src=x></frameset>", "<marquee onstart=x>a</marquee>",
    "<input autofocus onfocus=x>",
    '<input type="image" src="x">', "<keygen>", "<isindex>", "<layer>a</layer>", "<bgsound src=x>",
    "<portal src=x></portal>",
)  # fmt: skip
GOOD = (
    "<p>a &lt; b &amp; c &quot;d&quot; é &nbsp; &bogus;</p>", '<p><a href="../x.md#y" title="z">a</a><br /></p>',
    '<p><a href="https://example.org/a_(b)?c=d&amp;e#f">a</a></p>', "<ul>\n<li>a<ul>\n<li>b</li>\n</ul>\n</li>\n</ul>",
    "<table>\n<thead>\n<tr>\n"
    "<th style=\"text-align: left;\">a</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>b</td>\n</tr>\n"
    "</tbody>\n</table>", '<details class="note" open="open"><summary>a</summary><p>b</p></details>',
    '<p><img alt="a" src="b.webp" /></p>', '<dl>\n<dt id="a">a</dt>\n<dd>b</dd>\n</dl>', '<h2 id="por-que-e">a</h2>',
    '<sup id="fnref:a-1"><a class="footnote-ref" href="#fn:a-1">1</a></sup>',
    '<pre><code class="language-x">a\n</code></pre>',
)  # fmt: skip


@pytest.fixture(scope="module")
def library():
    return load_library(ROOT)[0]


def page_of(body: str) -> Page:
    page, problems = parse_page(f"{HEAD}---\n{body}", "docs/es/strategies/accompaniment.md", ["es", "en"])
    assert page and not problems
    return page


def rendered(library, body: str):
    from fhp.text.rendering import _converter

    return _render(page_of(body), _converter(library))


@pytest.mark.parametrize("html", BAD)
def test_the_judge_lets_nothing_through_that_runs_fetches_hides_or_stays_open(html):
    assert list(find_offences(html))
    assert list(find_offences(f"<p>antes</p>\n{html}\n<p>después</p>"))


@pytest.mark.parametrize("html", GOOD)
def test_the_judge_lets_through_what_markdown_makes(html):
    assert list(find_offences(html)) == []
    assert "".join(token.raw for token in find_tokens(html)) == html


@pytest.mark.parametrize("body", [
    r"\`<script>x</script>\`", "a <!--> <script>x</script> -->", "``` a b c d\n<script>x</script>\n```",
    "[a](b.md){: onclick=x }", "**a**{: onclick=x style=y }", '<a href=" javascript:x">a</a>', "[a](\\\\\\\\host/x)",
    "- [a][b]\n\n    [b]: javascript:x", "[a](<javascript:x y>)", "[a](java&#10;script:x)", "![[a](b)](javascript:x)",
])  # fmt: skip
def test_what_markdown_makes_of_it_is_judged_and_not_what_was_typed(library, body):
    found = rendered(library, f"Uno.\n\n{body}\n\nDos.\n")
    assert found.offences or any(not link.target.isprintable() or ":" in link.target for link in found.links), (
        found.html
    )


@pytest.mark.parametrize(("body", "line"), [
    ("Uno.\n\nDos.\n\n<b>Tres.\n", 5), ("`<b>`\n\nUno <b>dos</b>.\n\nTres <b>cuatro.\n", 5),
    ("Uno.\n\n<!-- Dos. -->\n", 3), ("```\n<script>\n```\n\n<script>x</script>\n",
    5), ("Uno\n**dos**{: onclick=x }\n", 2),
])  # fmt: skip
def test_each_offence_is_told_at_its_own_line(library, body, line):
    found = rendered(library, body)
    assert [place - found.page.body_line + 1 for _, place in found.offences] == [line]


def test_links_and_headings_know_their_lines(library):
    found = rendered(
        library, "[a](x.md) y [b](https://h.org/a_(b))\n\n## Por qué {#why}\n\n- [c](x.md)\n\n[d]: z.md\n\n[d]\n"
    )
    first = found.page.body_line
    assert [(link.target, link.line - first) for link in found.links] == [
        ("x.md", 0), ("https://h.org/a_(b)", 0), ("x.md", 4), ("z.md", 6)
    ]  # fmt: skip
    assert [(heading.anchor, heading.text, heading.line - first) for heading in found.headings] == [
        ("why", "Por qué", 2)
    ]


def test_every_page_of_the_library_is_clean(library):
    assert [(page.page.name, page.offences, page.failed_at) for page in rendered_pages(library).values()
            if page.offences or page.failed_at] == []  # fmt: skip


@pytest.mark.parametrize("body", [
    "[" * 3000, "![" * 3000, "[a](" * 3000, "<a " * 3000, "<" * 3000, "*[a]: b\n" * 300, "uno\n: dos\n" * 300,
    "\n".join("    " * depth + "- a" for depth in range(300)), "palabra " * 1000, "palabra\n\n" * 7000,
])  # fmt: skip
def test_what_would_take_more_than_linear_time_is_not_read(body):
    assert find_too_long(page_of(body))


def test_what_an_extension_stumbles_over_is_told_at_its_line():
    def convert(text: str) -> str:
        if "malo" in text:
            raise AssertionError
        return text

    page = page_of("uno\n\ndos\n\nmalo\n\ntres\n")
    assert _render(page, convert).failed_at == page.body_line + 4
