"""Addresses that lead out, and people's data: judged offline, in every build."""

from datetime import date

import pytest
from conftest import run

from fhp.check import check
from fhp.content.library import load_library
from fhp.directory.organisations import contact, render_organisation
from fhp.problems import messages, render
from fhp.rules.outside_addresses import canonical
from fhp.rules.personal_data import find_personal_data

TODAY = date(2026, 11, 21)
PAGE = "docs/es/strategies/accompaniment.md"


def with_address(site, url, key="url"):
    """The rules broken when the tiny library's organisation has this address."""
    text = (site / "resources.yaml").read_text(encoding="utf-8")
    row = "    url: https://allied-group.org\n"
    new = f"    url: '{url}'\n" if key == "url" else f"{row}    {key}: '{url}'\n"
    assert row in text
    (site / "resources.yaml").write_text(text.replace(row, new, 1), encoding="utf-8")
    return {found.rule for found in check(site, TODAY)[1] if not found.is_notice}


def with_text(site, text):
    """The rules broken, each with its line, when a page ends with this text."""
    path = site / PAGE
    path.write_text(path.read_text(encoding="utf-8") + "\n" + text + "\n", encoding="utf-8")
    return [(found.rule, found.line) for found in check(site, TODAY)[1] if not found.is_notice]


GOOD = [
    "https://allied-group.org/",
    "http://allied-group.org",
    "https://sub.allied-group.org:8443/a/b?c=d#e",
    "https://añil.mx/casa",
    "https://xn--ail-8ma.mx/",
    "https://web.archive.org/web/2020/https://example-house.net/",
    "https://8.8.8.8/",
    "https://a-b.org/?id=utm",
    "https://site.org/wiki/%C3%91",
    "https://mexample.org/",
    "https://contest.org",
    "https://site.org/a_(b)",
    "https://bitly.net.mx/x",
]
BAD = {
    "placeholder-link": [
        "#",
        "here",
        "aquí",
        "https://example.org/x",
        "http://www.example.com",
        "https://a.example.net",
        "https://site.example",
        "-",
    ],
    "malformed-link": [
        "www.allied-group.org",
        "allied-group.org",
        "https://",
        "https:///x",
        "https://a b.org",
        "https://a.org/x y",
        "https:/a.org",
        "https://[::1",
        "https://a..org",
        "htps//a.org",
        "https://a.org:99999/",
        "https://a.org/<x>",
        "//a.org",
    ],
    "unsafe-link": [
        "https://user:secret@a.org/",
        "https://a.org@evil.net/",
        "http://localhost/",
        "http://127.0.0.1/",
        "http://10.1.2.3/",
        "http://192.168.0.1/x",
        "http://172.16.0.9/",
        "http://169.254.169.254/latest",
        "http://2130706433/",
        "http://0x7f.1/",
        "http://0177.0.0.1/",
        "http://[::1]/",
        "http://[::ffff:10.0.0.1]/",
        "http://[fe80::1]/",
        "https://wiki.local/",
        "https://db.internal/",
        "https://house.lan",
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "vbscript:x",
        "https://аllied-group.org/",
        "https://xn--llied-group-83h.org/",
        "http://intranet/",
        "https://a.org:22/",
        "https://a.org:0/",
        "https://a.org:3000/",
    ],
    "onion-alone": ["http://aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.onion/"],
    "contact-link": [
        "mailto:ana@casa.mx",
        "tel:+50222223333",
        "sms:+50222223333",
        "https://wa.me/50222223333",
        "https://t.me/ana",
        "whatsapp://send",
    ],
    "staging-link": ["https://im-defensoras.testing.sutty.nl/", "http://testing.sutty.nl"],
    "tracking-link": [
        "https://a.org/?utm_source=x",
        "https://a.org/p?id=1&fbclid=2",
        "https://a.org/?gclid=1",
        "https://a.org/?mc_eid=1&x=2",
        "https://a.org/?UTM_Campaign=x",
        "https://a.org/?igshid=1",
    ],
    "shortened-link": ["https://bit.ly/x", "http://tinyurl.com/x", "https://www.t.co/x", "https://acortar.link/x"],
}


@pytest.mark.parametrize("url", GOOD)
def test_a_good_address_is_let_alone(url, tiny_site):
    assert with_address(tiny_site, url) == set()


@pytest.mark.parametrize(("rule", "url"), [(rule, url) for rule, urls in BAD.items() for url in urls])
def test_a_bad_address_gets_its_one_rule(rule, url, tiny_site):
    rules = with_address(tiny_site, url)
    assert rule in rules and rules <= {rule, "email-address", "phone-number"}


@pytest.mark.parametrize("key", ["contact_url", "archive_url"])
def test_every_address_of_an_entry_is_judged(key, tiny_site):
    assert with_address(tiny_site, "http://10.0.0.1/", key) == {"unsafe-link"}


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("[casa](http://192.168.1.1/)", "unsafe-link"),
        ("[casa]( <javascript:alert(1)> )", "unsafe-link"),
        ("[casa][1]\n\n[1]: https://bit.ly/x", "shortened-link"),
        ("<https://house.local/x>", "unsafe-link"),
        ('<a href="java&#115;cript:alert(1)">casa</a>', "unsafe-link"),
        ("<a href='//evil.org/x'>casa</a>", "malformed-link"),
        ("[haz clic aquí](https://a-site.org)", "vague-link"),
        ("[informe](https://www.allied-group.org/es/informe)", "use-directory"),
        ("[informe](https://sub.allied-group.org/)", "use-directory"),
        ("[inicio](https://biblioteca-pif.example/)", "own-address"),
        ("[informe](http://small-book.org/other)", "insecure-link"),
    ],
)
def test_links_of_pages_are_judged_with_their_line(text, rule, tiny_site):
    rules = with_text(tiny_site, text)
    assert rule in [found for found, _ in rules] and len(rules) == 1
    assert rules[0][1] >= 18


@pytest.mark.parametrize(
    "text",
    [
        "`[x](javascript:alert(1))`",
        "```\nhttp://10.0.0.1/ <a href='javascript:x'>\n```",
        "[informe](https://reports.net/informe)",
        "[la casa](networks.md)",
    ],
)
def test_code_comments_and_honest_links_are_let_alone(text, tiny_site):
    assert with_text(tiny_site, text) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://www.group.org/", "http://group.org"),
        ("https://group.org/es/", "https://GROUP.org/en"),
        ("https://group.org/index.html", "https://group.org"),
        ("https://group.org/Casa/", "https://group.org/casa"),
        ("https://group.org/?a=1&b=2&utm_source=x", "https://group.org/?b=2&a=1"),
    ],
)
def test_what_does_not_tell_sites_apart_is_taken_away(one, other):
    assert canonical(one) == canonical(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://a.org", "https://b.a.org"),
        ("https://a.org/x", "https://a.org/y"),
        ("https://a.org/?p=1", "https://a.org/?p=2"),
    ],
)
def test_what_tells_sites_apart_is_kept(one, other):
    assert canonical(one) != canonical(other)


def test_the_same_name_under_two_ids_is_found(tiny_site):
    text = (tiny_site / "resources.yaml").read_text(encoding="utf-8")
    entry = text[text.index("  - id: allied-group") : text.index("\npublications:")]
    other = (
        entry.replace("allied-group", "other-group")
        .replace("Grupo Aliado", "grupo  aliado")
        .replace("Allied Group", "Else")
    )
    (tiny_site / "resources.yaml").write_text(
        text.replace("\npublications:", f"{other}\npublications:", 1), encoding="utf-8"
    )
    assert [found.rule for found in check(tiny_site, TODAY)[1] if not found.is_notice] == ["duplicate-organisation"]


PERSONAL = {
    "email-address": [
        "ana@una-casa.mx",
        "ana.perez+x@casa.org.gt",
        "ana [at] casa.org",
        "ana (arroba) casa.org",
        "ana {at} casa",
    ],
    "phone-number": [
        "+502 2222 3333",
        "(502) 2222-3333",
        "2222-3333",
        "22223333",
        "Tel.: 555.123.4567",
        "+52 1 55 1234 5678",
        "0034 912 345 678",
    ],
    "house-location": [
        "14.63490, -90.50690",
        "-0.2299,-78.5249",
        "14° 38' 5\" N",
        "https://maps.app.goo.gl/x",
        "https://www.google.com/maps/@1,2",
        "https://www.openstreetmap.org/#map=5",
        "geo:14.6,-90.5",
    ],
}
HARMLESS = [
    "De 2012 a 2018, 2012-2018, 2012–2018.",
    "2026-11-21",
    "21-11-2026",
    "ISBN 978-3-16-148410-0",
    "978-3-16-148410-0",
    "ISSN 2222-3333",
    "3.000.000 de mujeres",
    "10 000 000",
    "pp. 27-31",
    "1998 2002 2005",
    "https://site.org/2222-3333/22223333",
    "A/HRC/19/55",
    "translation_of: 123456789012",
    "doi: 10.1234/5678901",
    "notas 12, 13, 14 y 150-160",
    "C++ @ 2.0",
    "12.5 %",
    "38° de fiebre",
    "1.5, 2.25",
    "#22223333",
]


@pytest.mark.parametrize(("rule", "text"), [(rule, text) for rule, texts in PERSONAL.items() for text in texts])
def test_peoples_data_are_found_wherever_they_stand(rule, text, tiny_site):
    assert rule in [found.rule for found in find_personal_data(f"Escribe a {text} hoy.")]
    for name in ("resources.yaml", "data/timeline.yaml", "docs/en/index.md"):
        before = (tiny_site / name).read_text(encoding="utf-8")
        (tiny_site / name).write_text(before + f"\n# {text}\n", encoding="utf-8")
        found = [one for one in check(tiny_site, TODAY)[1] if one.rule == rule]
        assert [(one.path, one.line) for one in found] == [(name, before.count("\n") + 2)]
        assert text not in render(found[0])  # reports are public
        (tiny_site / name).write_text(before, encoding="utf-8")


@pytest.mark.parametrize("text", HARMLESS)
def test_what_only_looks_like_it_is_let_alone(text):
    assert list(find_personal_data(f"En {text} aquí")) == []


@pytest.mark.parametrize(
    "text", ["9" * 200_000, "a" * 200_000, "a.b-" * 50_000, "1 " * 100_000, "-" * 200_000, "(" * 200_000]
)
def test_no_text_makes_the_search_slow(text):
    assert list(find_personal_data(text)) == []


def test_a_strict_build_stops_at_a_dangerous_link_without_a_traceback(tiny_site):
    with_address(tiny_site, "http://10.0.0.1/")
    done = run("mkdocs", "build", "--strict", cwd=tiny_site)
    assert done.returncode == 1 and "[unsafe-link]" in done.stdout and "Traceback" not in done.stdout


def test_each_rule_speaks_both_languages():
    for rule in [
        *BAD,
        *PERSONAL,
        "vague-link",
        "use-directory",
        "own-address",
        "insecure-link",
        "duplicate-organisation",
    ]:
        assert {"es", "en", "mend"} <= messages()[rule].keys()


def test_an_onion_address_stands_beside_an_ordinary_one_and_says_what_it_needs(tiny_site):
    onion = "http://duckduckgogg42xjoc72x3sjasowoarfbgcmvfimaftt6twagswzczad.onion/"
    assert with_address(tiny_site, onion, "contact_url") == set()
    library, _ = load_library(tiny_site, TODAY)
    for edition, word in zip(library.editions.values(), ("navegador Tor", "Tor Browser"), strict=False):
        page = render_organisation(edition, library.resources.organisations["allied-group"])
        assert onion in page and word in page
        assert contact(edition, library.resources.organisations["allied-group"]).url == "https://allied-group.org"


def test_an_onion_address_in_a_page_is_left_to_the_directory(tiny_site):
    onion = "http://duckduckgogg42xjoc72x3sjasowoarfbgcmvfimaftt6twagswzczad.onion/"
    assert "onion-alone" in {rule for rule, _ in with_text(tiny_site, f"[una puerta]({onion})")}
