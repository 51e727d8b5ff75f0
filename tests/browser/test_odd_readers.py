"""Odd readers: no pictures, large text, forced colours, paper, and a history that others may read."""

import re
import shutil
import subprocess

import pytest
from conftest import missing, pages_of, served

PHONE, NARROW = {"width": 360, "height": 640}, {"width": 320, "height": 640}
LARGE = """() => {
  const root = document.documentElement;
  root.style.fontSize = 2 * parseFloat(getComputedStyle(root).fontSize) + 'px';
}"""
# text outside the window, but not in what may be scrolled by itself (WCAG 1.4.10 leaves tables and code out)
LOST = """() => {
  const found = [], width = document.documentElement.clientWidth;
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const text = walk.currentNode, around = text.parentElement;
    const apart = 'script, style, noscript, .skip, .table, pre, svg, details:not([open])';
    if (!text.data.trim() || around.closest(apart)) continue;
    const range = document.createRange();
    range.selectNodeContents(text);
    for (const box of range.getClientRects())
      if (box.right > width + 1 || box.left < -1) { found.push(text.data.trim().slice(0, 60)); break; }
    const style = getComputedStyle(around);
    const isCut = style.overflow != 'visible' && around.scrollHeight > around.clientHeight + 2;
    if (isCut) found.push('cut: ' + text.data.trim());
  }
  if (document.documentElement.scrollWidth > width) found.push('scrolls sideways');
  return found;
}"""
# a title stays in the history of a phone that others may open; the names of organisations are theirs
LOUD = re.compile(
    r"violenc|violent|peligr|danger|amenaz|threat|atacad|atacan|ataque|\battack|asesin|murder|killing|feminicid|femicid"
    r"|v[ií]ctim|secuestr|kidnap|abus[eo]|\brape|violaci|¡|!|auxilio|socorro|\bsos\b|sálva|rescue",
    re.IGNORECASE,
)
NAMED = {  # what IM-Defensoras itself calls this strategy; what an organisation calls itself
    "en/strategies/registry/index.html", "directory/cvt/index.html", "en/directory/cvt/index.html",
}  # fmt: skip


@pytest.fixture(scope="module")
def features_address(features_built):
    with served(features_built) as address:
        yield f"{address}/framework/features/"


def lost_in(browser, viewport: dict[str, int], scale: str, addresses: list[str]) -> dict[str, list[str]]:
    """What cannot be read in a window of this size, with the text at this scale: address → texts."""
    context = browser.new_context(viewport=viewport, bypass_csp=True)  # the reader's own setting, not the page's
    page = context.new_page()
    faults = {}
    for address in addresses:
        page.goto(address)
        page.evaluate(scale)
        if lost := page.evaluate(LOST):
            faults[page.url] = lost
    context.close()
    return faults


def test_at_320_px_nothing_is_lost_or_scrolls_sideways(visited, real_site, real_address, features_address, browser):
    """Every kind of page, and those with the longest words, which are the ones that do not fit."""
    texts = {path: (real_site / path / "index.html") for path in pages_of(real_site) if not path.endswith(".html")}
    longest = {path: max(map(len, re.sub(r"<[^>]*>", " ", file.read_text(encoding="utf-8")).split()))
               for path, file in texts.items()}  # fmt: skip
    paths = {*visited, *sorted(longest, key=lambda path: -longest[path])[:30]}
    assert (
        lost_in(browser, NARROW, "0", [features_address, *(f"{real_address}/{path}" for path in sorted(paths))]) == {}
    )


def test_at_200_per_cent_nothing_is_lost_or_scrolls_sideways(visited, real_address, features_address, browser):
    addresses = [features_address, *(f"{real_address}/{path}" for path in visited)]
    assert lost_in(browser, PHONE, LARGE, addresses) == {}


def test_what_has_the_focus_is_not_hidden_behind_the_exit_at_200_per_cent(real_address, browser):
    context = browser.new_context(viewport=PHONE, bypass_csp=True)
    page = context.new_page()
    page.goto(f"{real_address}/en/strategies/accompaniment/")
    page.evaluate(LARGE)
    for _ in range(page.locator("a[href], summary, input, button").count()):
        page.keyboard.press("Tab")
        hidden = page.evaluate(
            "(() => { const e = document.activeElement, box = e.getBoundingClientRect(),"
            " exit = document.querySelector('.exit').getBoundingClientRect();"
            " return !e.matches('.exit') && box.top >= exit.top && box.left >= exit.left && box.bottom <= exit.bottom"
            " ? e.textContent : null })()"
        )
        assert hidden is None, hidden
    context.close()


@pytest.mark.parametrize("path", ["framework/", "library/timeline/", "en/framework/", "en/library/timeline/"])
def test_without_svg_the_picture_is_still_told_and_each_of_its_labels_is_a_link(real_address, browser, path):
    context = browser.new_context(viewport=PHONE)
    page = context.new_page()
    page.goto(f"{real_address}/{path}")
    assert page.locator("article svg:not([aria-hidden=true])").count() == 0, "what is drawn is said in text, once"
    page.eval_on_selector_all("svg", "all => all.forEach(svg => svg.remove())")  # as Tor Browser's safest level does
    caption, links = page.locator("article figcaption").inner_text(), page.locator("article figure a")
    assert len(caption) > 60 and links.count() >= 13
    for number in range(links.count()):
        link = links.nth(number)
        assert link.is_visible() and re.match(r"\d", link.inner_text())
        assert link.inner_text()[2:] not in caption, "not repeated in full"
    if "timeline" in path:  # the years: each leads to its heading, and has as many signs as events
        missing_places = page.eval_on_selector_all(
            "figure a", "all => all.map(a => a.hash).filter(hash => !document.querySelector(hash))"
        )
        assert missing_places == []
        signs = "".join(page.locator("figure span").all_inner_texts())
        assert len(signs) == page.locator("article dt").count() > 10
    assert page.evaluate(LOST) == []
    context.close()


@pytest.mark.parametrize("width", [320, 360, 1280])
@pytest.mark.parametrize("scale", ["0", LARGE], ids=["as-is", "text-at-200"])
def test_the_labels_of_the_weave_lie_beside_its_threads_and_never_on_them(real_address, browser, width, scale):
    context = browser.new_context(viewport={"width": width, "height": 640}, bypass_csp=True)
    page = context.new_page()
    page.goto(f"{real_address}/framework/")
    page.evaluate(scale)
    rows = page.eval_on_selector_all(
        ".weave li",
        "all => all.map(row => [row.querySelector('svg'), row.querySelector('a'), row]"
        ".map(part => part.getBoundingClientRect()).map(box => [box.left, box.right, box.top, box.bottom]))",
    )
    assert len(rows) == 13
    for drawing, label, row in rows:
        assert drawing[1] <= label[0] and label[1] <= width, "beside"
        assert label[2] >= row[2] - 1 and label[3] <= row[3] + 1, "in its row"
        assert abs(drawing[2] - row[2]) < 1 and abs(drawing[3] - row[3]) < 1, "the thread runs from row to row"
    assert page.locator(".weave [stroke-dasharray]").count() == 1, "the ninth is our reading"
    context.close()


@pytest.mark.parametrize("media", [{"forced_colors": "active"}, {"media": "print"}], ids=["forced-colours", "print"])
def test_the_weave_is_drawn_in_forced_colours_and_on_paper(real_address, browser, media):
    context = browser.new_context(viewport=PHONE)
    page = context.new_page()
    page.goto(f"{real_address}/framework/")
    page.emulate_media(**media)
    stroke = "path => getComputedStyle(path).stroke"
    thread, between = (page.locator(f".weave .{name}").last.evaluate(stroke) for name in ("e", "halo"))
    assert thread != between and page.locator(".weave svg").last.is_visible()
    context.close()


def test_no_page_needs_a_picture(real_site):
    for path in real_site.rglob("*.html"):
        for image in re.findall(r"<img\b[^>]*>", path.read_text(encoding="utf-8")):
            assert re.search(r'\balt="[^"]+"', image), (path, image)


def test_forced_colours_keep_focus_borders_and_the_chosen_tab(features_address, browser):
    context = browser.new_context(viewport=PHONE, forced_colors="active")
    page = context.new_page()
    page.goto(features_address)
    border = "label => getComputedStyle(label).borderBottomWidth"
    chosen, other = (page.get_by_text(name, exact=True).evaluate(border) for name in ("En la casa", "En la calle"))
    assert (chosen, other) == ("3px", "0px")
    for box in (".admonition", "details.question", "table td"):
        assert page.locator(box).first.evaluate("e => getComputedStyle(e).borderBottomStyle") == "solid", box
    page.keyboard.press("Tab")
    assert page.locator(".exit").evaluate("e => getComputedStyle(e).borderTopStyle") == "solid"
    outline = page.evaluate("getComputedStyle(document.activeElement).outline")
    assert "solid" in outline and "3px" in outline
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_paper_holds_the_whole_article_in_black_on_white(features_address, browser, scheme, tmp_path):
    context = browser.new_context(viewport=PHONE, color_scheme=scheme)
    page = context.new_page()
    page.goto(features_address)
    page.emulate_media(media="print")
    ink = "(({color, backgroundColor}) => [color, backgroundColor])(getComputedStyle(document.documentElement))"
    assert page.evaluate(ink) == ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]
    pale = "all => all.map(e => getComputedStyle(e).color).filter(c => c.match(/\\d+/g).every(part => part > 110))"
    assert page.eval_on_selector_all("article *", pale) == [], "night colours on white paper"
    for words in ("Lo primero.", "Lo segundo.", "Lo tercero.", "Ya estaba abierto."):
        assert page.get_by_text(words, exact=True).is_visible(), words
    for part in (".exit", "nav.menu", "body > header", "[role=search]"):
        assert not page.locator(part).is_visible(), part
    paper = tmp_path / "page.pdf"
    page.pdf(path=paper)
    context.close()
    if shutil.which("pdftotext") is None:
        missing("poppler-utils")
    done = subprocess.run(["pdftotext", "-layout", str(paper), "-"], capture_output=True, text=True, check=True)
    text = " ".join(done.stdout.split())
    for words in ("Todo lo que sabe hacer el texto", "Lo segundo.", "Estaba plegado.", "Estrategia", "p. 27", "Fin."):
        assert words in text, words
    assert "Salir rápido" not in text and "Secciones" not in text


def test_titles_are_sober(real_site):
    titles = {
        path.relative_to(real_site).as_posix(): re.search(r"<title>(.*?)</title>", path.read_text(encoding="utf-8"))[1]
        for path in real_site.rglob("*.html")
    }
    loud = {path: title for path, title in titles.items() if LOUD.search(title)}
    assert loud.keys() <= NAMED, loud
    assert all(len(title) <= 130 for title in titles.values())
