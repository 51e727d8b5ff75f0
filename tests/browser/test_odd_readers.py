"""Odd readers: no pictures, large text, forced colours, paper, and a history that others may read."""

import re
import shutil
import subprocess

import pytest
from conftest import make_tiny_site, missing, pages_of, served
from test_theme import add_features

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
NAMED = "en/strategies/registry/index.html"  # what IM-Defensoras itself calls this strategy


@pytest.fixture(scope="module")
def features_address(tmp_path_factory, build_site):
    library = make_tiny_site(tmp_path_factory.mktemp("features") / "library")
    add_features(library)
    with served(build_site(library)) as address:
        yield f"{address}/framework/features/"


@pytest.mark.parametrize(("viewport", "scale"), [(PHONE, LARGE), (NARROW, "0")], ids=["text-at-200", "at-320-px"])
def test_nothing_is_lost_or_scrolls_sideways(real_site, real_address, features_address, browser, viewport, scale):
    context = browser.new_context(viewport=viewport, bypass_csp=True)  # the reader's own setting, not the page's
    page = context.new_page()
    faults = {}
    for address in [features_address, *(f"{real_address}/{path}" for path in pages_of(real_site))]:
        page.goto(address)
        page.evaluate(scale)
        lost = page.evaluate(LOST)
        if lost:
            faults[page.url] = lost
    assert faults == {}
    context.close()


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
def test_without_svg_the_caption_says_what_the_picture_showed(real_address, browser, path):
    context = browser.new_context(viewport=PHONE)
    page = context.new_page()
    page.goto(f"{real_address}/{path}")
    labels = page.eval_on_selector_all("article svg text", "all => all.map(text => text.textContent)")
    assert labels
    page.eval_on_selector_all("svg", "all => all.forEach(svg => svg.remove())")  # as Tor Browser's safest level does
    caption = page.locator("article figcaption").inner_text()
    assert all(label in caption for label in labels if not label.isdigit()), caption
    if all(label.isdigit() for label in labels):  # a scale of years: the list below holds them
        assert len(caption) > 60 and page.locator("article dt").count() > 10
    assert page.evaluate(LOST) == []
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
    assert loud.keys() <= {NAMED}, loud
    assert all(len(title) <= 130 for title in titles.values())
