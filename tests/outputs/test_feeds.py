"""The feeds of a small library with all that can befall a page, read by the programs that partners use."""

import contextlib
import email.utils
import json
import os
import re
import shutil
import sqlite3
import subprocess
from collections.abc import Callable
from pathlib import Path

import feedparser
import listparser
import pytest
import yaml
from conftest import make_tiny_site, missing, run, served
from feed_rules import E_MAIL, json_complaints, rss_complaints
from icalendar import Calendar

from fhp.outputs.feed_items import HOUR, urn
from fhp.outputs.feeds import MOST_BYTES, MOST_ITEMS, NAMES
from fhp.text.full_text import MADE, full_text

ADDRESS = "https://biblioteca-pif.example/"
LANGUAGES = {"es": "", "en": "en/"}  # code → what stands before its addresses
FEEDS = [(language, name) for language in LANGUAGES for name in NAMES]
ODD = "Grupo «A & B» <C>"


def write_page(library: Path, path: str, head: dict[str, object], body: str) -> None:
    """Adds a page to the library, and to its navigation: `path` below docs/."""
    target = library / "docs" / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(f"---\n{yaml.safe_dump(head, allow_unicode=True)}---\n{body}", encoding="utf-8")
    settings = library / "mkdocs.yml"
    text, line = settings.read_text(encoding="utf-8"), f"  - {path.split('/', 1)[1]}\n"
    if line not in text:
        settings.write_text(text.replace("\ntheme:", f"{line}\ntheme:", 1), encoding="utf-8")


def change(path: Path, *changes: tuple[str, str]) -> None:
    """Replaces each text by the other, once."""
    text = path.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    path.write_text(text, encoding="utf-8")


def write_eventful(library: Path) -> Path:
    """The tiny library with a subscribe page, a page in one language only, one withdrawn and one mended."""
    head = {"type": "page", "created": "2026-11-03", "updated": "2026-11-03", "original": "es"}
    for code, title in (("es", "Suscribirse"), ("en", "Subscribe")):
        own = {"id": "subscribe", "title": title, "description": "…", "translation_of": "0" * 12}
        own = own if code == "en" else {key: own[key] for key in ("id", "title", "description")}
        write_page(library, f"{code}/about/subscribe.md", head | own, "<!-- list: feeds -->\n")
    only = {"id": "only", "title": "Solo en español", "description": "Una.", "sources": ["small-book"]}
    write_page(library, "es/about/only.md", head | only, RICH)
    for code in LANGUAGES:
        change(library / f"docs/{code}/news/meeting.md", ("updated: 2026-11-02", RETIRED))
        change(library / f"docs/{code}/dialogues/talk.md", ("original: es", MENDED))
    change(
        library / "resources.yaml",
        ("es: Grupo Aliado, en: Allied Group", f'es: "{ODD}", en: Allied Group'),
        ("status: active", "status: paused"),
        ("updated: 2026-11-01", "updated: 2026-11-05"),
    )
    (library / "data/withdrawn.yaml").write_text(GONE, encoding="utf-8")
    return library


RETIRED = "updated: 2026-11-10\nstatus: retired\nreason: 'Alguien lo pidió: <b>así</b>.'"
MENDED = "original: es\ncorrections:\n  - {date: 2026-11-02, text: La fecha estaba mal.}"
GONE = """\
- id: gone-group
  name: {es: Una organización, en: An organisation}
  withdrawn: 2026-11-07
  reason: {es: A petición suya., en: At its own request.}
"""
RICH = """\
Un texto con [un enlace](subscribe.md), [otro](https://small-book.org/a?b=1&c=2) y una nota[^small-book].

- uno
    - dos

Y en orden:

1. primero

!!! warning "Cuidado"
    Aviso.

??? note "Más"
    Dentro.

| a | b |
|:-:|---|
| 1 | 2 |

- [x] hecha
- [ ] por hacer

## Código {#code}

`a < b && c` y \\]\\]\\> al final.

## Lo que hay

<!-- list: newest -->
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory, build_site: Callable[..., Path]) -> Path:
    """The eventful library, built strictly."""
    return build_site(write_eventful(make_tiny_site(tmp_path_factory.mktemp("feeds") / "library")))


def rss(language: str, name: str) -> str:
    return f"{LANGUAGES[language]}feed_rss_{name}.xml"


def json_feed(language: str, name: str) -> str:
    return f"{LANGUAGES[language]}feed_json_{name}.json"


def read(site: Path, language: str, name: str) -> dict[str, feedparser.FeedParserDict]:
    """The entries of an RSS feed by title."""
    feed = feedparser.parse((site / rss(language, name)).read_bytes())
    return {entry.title: entry for entry in feed.entries}


@pytest.mark.parametrize(("language", "name"), FEEDS)
def test_every_feed_keeps_the_rules(site, language, name):
    data = (site / rss(language, name)).read_bytes()
    assert rss_complaints(data, ADDRESS + rss(language, name), language) == set()
    feed = json.loads((site / json_feed(language, name)).read_text(encoding="utf-8"))
    assert json_complaints(feed, ADDRESS + json_feed(language, name), language) == set()


@pytest.mark.parametrize(("language", "name"), FEEDS)
def test_every_feed_of_the_real_library_keeps_them_too(real_site, language, name):
    test_every_feed_keeps_the_rules(real_site, language, name)
    test_feedparser_reads_every_feed_without_a_complaint(real_site, language, name)
    test_both_formats_tell_the_same(real_site, language, name)


@pytest.mark.parametrize(("language", "name"), FEEDS)
def test_feedparser_reads_every_feed_without_a_complaint(site, language, name):
    feed = feedparser.parse((site / rss(language, name)).read_bytes())
    assert not feed.bozo
    assert feed.feed.language == language
    assert feed.entries


@pytest.mark.parametrize(("language", "name"), FEEDS)
def test_both_formats_tell_the_same(site, language, name):
    entries = feedparser.parse((site / rss(language, name)).read_bytes()).entries
    items = json.loads((site / json_feed(language, name)).read_text(encoding="utf-8"))["items"]
    assert [one.id for one in entries] == [one["id"] for one in items]
    assert [(one.title, one.link) for one in entries] == [(one["title"], one["url"]) for one in items]
    assert [[tag.term for tag in one.get("tags", [])] for one in entries] == [one["tags"] for one in items]


def test_each_language_has_its_own_pages_and_no_stand_in(site):
    spanish, english = read(site, "es", "created"), read(site, "en", "created")
    assert {"Redes", "Solo en español", "Acompañamiento"} <= spanish.keys()
    assert {"Networks", "Accompaniment"} <= english.keys()
    assert (site / "en/about/only/index.html").exists()
    assert "Solo en español" not in english
    assert not {entry.id for entry in spanish.values()} & {entry.id for entry in english.values()}
    assert all(entry.link.startswith(ADDRESS + "en/") for entry in english.values())
    assert not any(entry.link.startswith(ADDRESS + "en/") for entry in spanish.values())


def test_an_entry_says_what_its_page_says(site):
    entry = read(site, "en", "created")["Networks"]
    assert entry.link == ADDRESS + "en/strategies/networks/"
    assert entry.id == urn("networks", "en")
    assert [tag.term for tag in entry.tags] == ["Networks"]
    assert entry.summary == "A strategy."
    assert email.utils.parsedate_to_datetime(entry.published).isoformat() == "2026-11-01T12:00:00+00:00"
    html = entry.content[0].value
    assert "In brief." in html
    assert f'<a href="{ADDRESS}en/strategies/accompaniment/#why"' in html
    assert "Small book" in html, "the footnote"


def test_news_holds_news_and_dialogues_only(site):
    assert read(site, "es", "news").keys() == {"Retirada: Un encuentro", "Un diálogo"}
    assert read(site, "en", "news").keys() == {"Withdrawn: A meeting", "A dialogue"}


def test_the_directory_tells_what_became_of_an_entry_and_nothing_else(site):
    spanish, english = read(site, "es", "directory"), read(site, "en", "directory")
    assert english.keys() == {"Changed: Allied Group", "Withdrawn: An organisation"}
    assert english["Changed: Allied Group"].summary == "Its entry changed. Status: Paused."
    assert english["Changed: Allied Group"].link == ADDRESS + "en/directory/allied-group/"
    assert english["Withdrawn: An organisation"].summary.endswith("At its own request.")
    titles = json.loads((site / "feed_json_directory.json").read_text(encoding="utf-8"))["items"]
    assert f"Cambió: {ODD}" in [item["title"] for item in titles]
    for name in (rss("es", "directory"), json_feed("es", "directory")):
        text = (site / name).read_text(encoding="utf-8")
        assert "allied-group.org" not in text
        assert not E_MAIL.search(text)
    assert len(spanish) == len(english)


def test_a_withdrawn_page_is_a_dated_notice_everywhere(site):
    before = urn("news-meeting", "es")
    for name in ("updated", "created", "news"):
        entry = read(site, "es", name)["Retirada: Un encuentro"]
        assert entry.id == before
        assert entry.link == ADDRESS + "news/meeting/"
        assert "Página retirada el 10 de noviembre de 2026. Alguien lo pidió" in entry.content[0].value
        assert "2018" not in entry.content[0].value
    assert next(iter(read(site, "es", "updated"))) == "Retirada: Un encuentro", "the newest change"
    html = (site / "news/meeting/index.html").read_text(encoding="utf-8")
    assert "Página retirada el 10 de noviembre de 2026" in html
    assert "&lt;b&gt;así" in html
    assert "noindex" in html
    assert "2018" not in html


def test_a_withdrawn_page_leaves_every_list(site):
    for path in site.rglob("*"):
        if path.suffix in (".html", ".xml", ".json", ".ics") and "news/meeting" not in path.as_posix():
            text = path.read_text(encoding="utf-8")
            assert path.name.startswith("feed") or not re.search(r"(news|\.|\")/meeting/", text), path
    for found in site.rglob("search/**/*"):
        assert found.is_dir() or b"news/meeting" not in found.read_bytes(), found


def test_a_withdrawn_organisation_leaves_its_notice_at_its_address(site):
    html = (site / "en/directory/gone-group/index.html").read_text(encoding="utf-8")
    assert "Page withdrawn on 7 November 2026" in html
    assert "At its own request." in html
    assert "noindex" in html
    assert "gone-group" not in (site / "sitemap.xml").read_text(encoding="utf-8")
    for path in site.rglob("*.html"):
        assert path.parent.name == "gone-group" or "gone-group" not in path.read_text(encoding="utf-8"), path


def test_a_correction_is_on_the_page_and_in_the_feed(site):
    entry = read(site, "es", "updated")["Un diálogo"]
    assert "2 de noviembre de 2026: La fecha estaba mal." in entry.content[0].value
    assert "La fecha estaba mal." in (site / "dialogues/talk/index.html").read_text(encoding="utf-8")


def test_full_text_keeps_what_was_written_and_loses_what_may_not_travel(site):
    items = json.loads((site / "feed_json_created.json").read_text(encoding="utf-8"))["items"]
    html = next(item["content_html"] for item in items if item["title"] == "Solo en español")
    for kept in (
        "<li>uno", "<li>dos</li>", "<ol>", "<td>1</td>", "☑ hecha", "☐ por", "]]&gt;", "Libro pequeño",
        "<strong>Cuidado</strong></p>", "<strong>Más</strong></p>", "<code>a &lt; b &amp;&amp; c</code>",
        f'href="{ADDRESS}about/subscribe/"', 'href="https://small-book.org/a?b=1&amp;c=2"',
        f'<a href="{ADDRESS}about/only/#fn:small-book">',
    ):  # fmt: skip
        assert kept in html, kept
    for lost in ("class=", "id=", "style=", "rel=", "Redes", "Lo que hay", "↩", "<!--"):
        assert lost not in html, lost


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>a<svg><path/><p>b</p></svg>c", "<p>ac</p>"),
        ("<ul><li>a<li>b</ul></div>", "<ul><li>a<li>b</li></li></ul>"),
        ('<a href="http://[">x</a><a href="mailto:a@b.org">y</a>', "xy"),
        ("a&#12;b&#x1F;c", "abc"),
        ('a<script>x</script><b onclick="x" style="x">b</b><a href="javascript:x()">c</a>', "a<b>b</b>c"),
        ('<img src="x.png" alt="Una <casa>">', "Una &lt;casa&gt;"),
        ('<h2>A<a class="headerlink" href="#a">¶</a></h2><p>x</p>', "<h2>A</h2><p>x</p>"),
        (MADE.format("<p>lista</p>") + "<p>x</p>", "<p>x</p>"),
        ("<h2>Vacío</h2>\n" + MADE.format("x") + "<h2>Lleno</h2><p>z</p>", "<h2>Lleno</h2><p>z</p>"),
        ('<p lang="en" id="x"><abbr title="&quot;">H</abbr>', '<p lang="en"><abbr title="&quot;">H</abbr></p>'),
    ],
)  # fmt: skip
def test_full_text(html, text):
    assert full_text(html, ADDRESS) == text


BREAKS = [  # (what is replaced in a good feed, by what, the rule that must notice)
    (r"</channel>", "", "xml"),
    (r"Networks save lives", "\x08", "xml"),
    (r'version="2.0"', 'version="0.9"', "rss"),
    (r"<title>", "<title/><!--", "xml"),
    (r"<title>[^<]*</title>", "", "channel-title"),
    (r"<link>[^<]*</link>", "<link>en/</link>", "channel-link"),
    (r"<description>[^<]*</description>", "<description> </description>", "channel-description"),
    (r"<language>en", "<language>es", "language"),
    (r'href="[^"]*" rel="self"', 'href="https://other.example/f.xml" rel="self"', "self"),
    (r'<atom:link[^>]*rel="self"[^>]*>', "", "self"),
    (r"<lastBuildDate>\w+, ", "<lastBuildDate>", "date"),
    (r"(<item>[\s\S]*?<pubDate>)[^<]*", r"\g<1>2026-11-02", "date"),
    (r"(<item>[\s\S]*?<pubDate>)\w+,", r"\g<1>Sun,", "date"),
    (r"<ttl>1440", "<ttl>a day", "ttl"),
    (r"<item>", "<item><author>Ana, ana@example.org</author>", "e-mail"),
    (r"<item>", "<item><author>Ana</author>", "unknown-element"),
    (r"<ttl>", "<image><url>None</url></image><ttl>", "unknown-element"),
    (r"<item>\n<title>[^<]*</title>", "<item>", "item-title"),
    (r"<item>\n<title>[^<]*</title>", "<item><title>A &lt;b&gt;x&lt;/b&gt;</title>", "title-html"),
    (r"<item>([\s\S]*?)<link>[^<]*", r"<item>\1<link>../networks/", "item-link"),
    (r"<item>([\s\S]*?)<description>[^<]*</description>", r"<item>\1", "item-description"),
    (r"<guid[^>]*>[^<]*</guid>", "", "item-guid"),
    (r'<guid isPermaLink="false">', '<guid isPermaLink="true">', "guid"),
    (r"urn:uuid:[^<]*", "https://example.org/", "guid"),
    (r"<item>[\s\S]*?</item>", r"\g<0>\g<0>", "guid-twice"),
    (r"(<item>[\s\S]*?</item>)([\s\S]*)</channel>", r"\2\1</channel>", "order"),
    (r"<category>[^<]*", "<category>", "category"),
    (r"<content:encoded><!\[CDATA\[", r"\g<0><script>x</script>", "html-unsafe"),
    (r"<content:encoded><!\[CDATA\[", r'\g<0><p style="x">x</p>', "html-unsafe"),
    (r"<content:encoded><!\[CDATA\[", r'\g<0><img src="https://example.org/x.png">', "html-unsafe"),
    (r"<content:encoded><!\[CDATA\[", r'\g<0><a href="../x/">x</a>', "html-relative"),
    (r"<content:encoded><!\[CDATA\[", r"\g<0><ul>", "html-open"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "rule"), BREAKS)
def test_each_rule_of_rss_can_be_broken(site, old, new, rule):
    good = (site / rss("en", "updated")).read_text(encoding="utf-8")
    bad = re.sub(old, new, good, count=1)
    assert bad != good
    assert rule in rss_complaints(bad.encode(), ADDRESS + rss("en", "updated"), "en")


JSON_BREAKS = [
    ((), {"version": "https://jsonfeed.org/version/1"}, "version"),
    ((), {"title": ""}, "title"),
    ((), {"feed_url": ADDRESS}, "feed_url"),
    ((), {"language": "es"}, "language"),
    ((), {"authors": [{}]}, "authors"),
    ((), {"icon": None}, "null"),
    ((), {"items": {}}, "items"),
    (("items", 0), {"id": "https://example.org/"}, "id"),
    (("items", 1), {"id": "urn:uuid:SAME"}, "id"),
    (("items", 0), {"content_html": ""}, "content"),
    (("items", 0), {"url": "../x/"}, "url"),
    (("items", 0), {"date_published": "2026-11-02"}, "date"),
    (("items", 0), {"date_modified": "2026-11-02T00:00:00"}, "date"),
    (("items", 0), {"tags": [""]}, "tags"),
    (("items", 0), {"language": "es"}, "language"),
    (("items", 0), {"content_html": "<script></script>"}, "html-unsafe"),
]


@pytest.mark.parametrize(("where", "new", "rule"), JSON_BREAKS)
def test_each_rule_of_json_feed_can_be_broken(site, where, new, rule):
    feed = json.loads((site / json_feed("en", "updated")).read_text(encoding="utf-8"))
    part = feed
    for step in where:
        part = part[step]
    part.update(new)
    assert rule in json_complaints(feed, ADDRESS + json_feed("en", "updated"), "en")


def test_two_items_of_one_id_are_noticed_in_json(site):
    feed = json.loads((site / json_feed("en", "updated")).read_text(encoding="utf-8"))
    feed["items"].append(feed["items"][0])
    assert json_complaints(feed, ADDRESS + json_feed("en", "updated"), "en") == {"id-twice"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_opml_list_holds_every_feed_of_its_language(site, language):
    text = (site / LANGUAGES[language] / "feeds.opml").read_text(encoding="utf-8")
    found = listparser.parse(text)
    assert not found.bozo
    assert [feed.url for feed in found.feeds] == [ADDRESS + rss(language, name) for name in NAMES]
    assert all(feed.title for feed in found.feeds)
    assert text.count('type="rss"') == text.count(f'language="{language}"') == len(NAMES)
    assert text.count(f'htmlUrl="{ADDRESS}{LANGUAGES[language]}"') == len(NAMES)
    assert email.utils.parsedate_to_datetime(re.search(r"<dateModified>(.*)</dateModified>", text)[1])


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_calendar_holds_the_dialogues_of_a_language(site, language):
    found = Calendar.from_ical((site / LANGUAGES[language] / "dialogues.ics").read_bytes())
    titles = {"es": ["Un diálogo"], "en": ["A dialogue"]}
    assert [str(event["summary"]) for event in found.walk("VEVENT")] == titles[language]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_subscribe_page_links_to_every_file_with_its_size(site, language):
    page = site / LANGUAGES[language] / "about/subscribe/index.html"
    html = page.read_text(encoding="utf-8")
    links = re.findall(r'<a href="([^"]+\.(?:xml|json|opml|ics))">[^<]+</a> \((\d+)\u00a0(K?B)\)', html)
    assert len(links) == 2 * len(NAMES) + 2
    for target, number, unit in links:
        size = (page.parent / target).resolve().stat().st_size
        assert int(number) == (-(-size // 1000) if unit == "KB" else size)
    assert "<!--" not in html
    assert "data-size" not in html


def feeds_named(page: Path) -> list[str]:
    """The feeds in the head of a page, as they stand there."""
    link = r'<link rel="alternate" type="application/rss\+xml" title="[^"]+" href="([^"]+)">'
    return re.findall(link, page.read_text(encoding="utf-8"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_names_the_feeds_of_its_language_only(site, language):
    for page in ("index.html", "strategies/networks/index.html", "about/only/index.html"):
        path = site / LANGUAGES[language] / page
        named = feeds_named(path)
        files = [(path.parent / one).resolve().relative_to(site.resolve()).as_posix() for one in named]
        assert files == [rss(language, "created"), rss(language, "updated")]


@pytest.mark.parametrize(("language", "name"), FEEDS)
def test_newsboat_subscribes_and_lists_the_items(site, tmp_path, language, name):
    """One subscription at a time: newsboat shows an item that stands in two of them only once."""
    if not shutil.which("newsboat"):
        missing("newsboat")
    with served(site) as address:
        (tmp_path / "urls").write_text(f"{address}/{rss(language, name)}\n", encoding="utf-8")
        done = subprocess.run(
            ["newsboat", "-u", "urls", "-c", "cache.db", "-C", "/dev/null", "-x", "reload", "print-unread"],
            cwd=tmp_path, env={"HOME": str(tmp_path), "LC_ALL": "C.UTF-8", "PATH": os.environ["PATH"]},
            capture_output=True, text=True, check=True,
        )  # fmt: skip
    with contextlib.closing(sqlite3.connect(tmp_path / "cache.db")) as database:
        got = dict(database.execute("select guid, title from rss_item"))
        feeds = database.execute("select title from rss_feed").fetchall()
    entries = feedparser.parse((site / rss(language, name)).read_bytes())
    assert got.keys() == {entry.id for entry in entries.entries}
    assert name == "directory" or set(got.values()) == {entry.title for entry in entries.entries}
    assert feeds == [(entries.feed.title,)]
    assert f"{len(got)} unread" in done.stdout


def test_a_page_that_moves_and_a_site_that_moves_keep_their_guids(site, tmp_path, build_site):
    library = write_eventful(make_tiny_site(tmp_path / "library"))
    for code in LANGUAGES:
        old = library / f"docs/{code}/strategies/networks.md"
        old.rename(old.with_name("weaving.md"))
        change(old.with_name("weaving.md"), ("original: es", "original: es\naliases: [strategies/networks.md]"))
    change(library / "mkdocs.yml", ("strategies/networks.md", "strategies/weaving.md"))
    moved = build_site(library, SITE_URL="https://elsewhere.example/biblioteca/")
    before, after = read(site, "en", "updated"), read(moved, "en", "updated")
    assert {title: entry.id for title, entry in after.items()} == {title: entry.id for title, entry in before.items()}
    assert after["Networks"].link == "https://elsewhere.example/biblioteca/en/strategies/weaving/"
    address = f"https://elsewhere.example/biblioteca/{rss('en', 'updated')}"
    assert rss_complaints((moved / rss("en", "updated")).read_bytes(), address, "en") == set()
    named = feeds_named(moved / "en/strategies/weaving/index.html")
    assert named == ["../../feed_rss_created.xml", "../../feed_rss_updated.xml"]


@pytest.mark.large
def test_two_builds_give_the_same_bytes_and_properdocs_too(site, tmp_path, build_site):
    again = build_site(write_eventful(make_tiny_site(tmp_path / "one")))
    fork = build_site(write_eventful(make_tiny_site(tmp_path / "two")), host="properdocs")
    assert contents(again) == contents(site)
    assert {name: data for name, data in contents(fork).items() if "feed" in name} == {
        name: data for name, data in contents(site).items() if "feed" in name
    }


def contents(site: Path) -> dict[str, bytes]:
    """Every file of a site."""
    files = (path for path in sorted(site.rglob("*")) if path.is_file())
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in files}


@pytest.mark.large
def test_a_feed_stays_small_however_much_there_is(tmp_path, build_site):
    library = make_tiny_site(tmp_path / "library")
    for number in range(MOST_ITEMS + 10):
        day = f"2026-10-{number % 28 + 1:02}"
        head = {"id": f"n-{number}", "title": f"Página {number}", "description": "…", "type": "page",
                "created": day, "updated": day, "original": "es"}  # fmt: skip
        write_page(library, f"es/about/n-{number}.md", head, "palabra " * 40)
    site = build_site(library)
    entries = feedparser.parse((site / rss("es", "updated")).read_bytes()).entries
    assert len(entries) == MOST_ITEMS
    assert min(entry.published_parsed for entry in entries) > (2026, 10, 3)
    change(library / "docs/es/strategies/networks.md", ("Porque", "palabra " * (MOST_BYTES // 8) + "Porque"))
    change(library / "docs/es/strategies/networks.md", ("updated: 2026-11-02", "updated: 2026-11-03"))
    done = run("mkdocs", "build", cwd=library)  # not strictly: such a page is over its own budget
    assert done.returncode == 0, done.stdout
    entries = feedparser.parse((site / rss("es", "updated")).read_bytes()).entries
    assert [entry.title for entry in entries] == ["Redes"], "one item there always is"


def test_the_plugin_alone_still_fails_in_a_second_language(tmp_path):
    """When this fails, mkdocs-rss-plugin has learnt what hooks/feeds.py does for it."""
    library = make_tiny_site(tmp_path / "library")
    (library / "hooks/feeds.py").write_text("", encoding="utf-8")
    done = run("mkdocs", "build", "--strict", cwd=library)
    assert done.returncode == 1
    assert "default_time" in done.stdout


def test_noon_is_the_same_day_wherever_readers_are():
    assert HOUR.utcoffset().total_seconds() == 0
    assert HOUR.hour == 12
