"""Search in a real Chromium, as on a phone: in both languages, from a sub-path, leaving nothing behind."""

from importlib.resources import files
from urllib.parse import urlsplit

import pytest
from conftest import served

AXE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
PHONE = {"width": 360, "height": 640}
LEFT = """async () => [location.href, history.length, document.title, document.cookie, localStorage.length,
    sessionStorage.length, (await indexedDB.databases()).length, (await caches.keys()).length]"""
ASKED = [("", "defensora", "defensoras"), ("en/", "defenders", "defender")]


@pytest.fixture
def phone(browser):
    """A page on a phone, with the requests it makes and the complaints of its console."""
    context = browser.new_context(viewport=PHONE)
    page = context.new_page()
    page.asked, page.complaints = [], []
    page.on("request", lambda request: page.asked.append(request))
    page.on("console", lambda message: page.complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    yield page
    assert page.complaints == []
    context.close()


def seek(page, words: str) -> list[str]:
    """Types as a person does, and gives back the addresses of what is found."""
    page.locator("[role=search] input").press_sequentially(words, delay=15)
    page.wait_for_function("() => /\\d$/.test(document.querySelector('output').value)")
    page.wait_for_timeout(400)  # the last letters' search, after the pause in typing
    return page.eval_on_selector_all("[role=search] li a", "all => all.map(link => link.href)")


@pytest.mark.parametrize("prefix", ["", "en/"])
def test_nothing_loads_before_she_touches_search(phone, real_address, prefix):
    phone.goto(f"{real_address}/{prefix}strategies/accompaniment/")
    phone.wait_for_timeout(300)
    assert len(phone.asked) == 1


@pytest.mark.parametrize(
    ("prefix", "words", "result"),
    [("", "sanacion", "framework/concepts/healing/"), ("", "casa serena", "cases/casa-la-serena/"),
     ("", "redes nacionales", "strategies/national-networks/"), ("en/", "healing", "framework/concepts/healing/"),
     ("en/", "peace brigades", "directory/pbi/"), ("en/", "burnout", "library/glossary/#burnout")],
)  # fmt: skip
def test_what_she_means_is_found_and_opens(phone, real_address, prefix, words, result):
    phone.goto(f"{real_address}/{prefix}about/")
    found = seek(phone, words)
    places = [at for at, href in enumerate(found) if href.startswith(f"{real_address}/{prefix}") and result in href]
    assert places
    assert places[0] < 3
    with phone.expect_navigation():
        phone.locator("[role=search] li a").nth(places[0]).click()
    assert phone.url.endswith(found[places[0]].removeprefix(real_address))
    assert phone.locator("h1").count() == 1


@pytest.mark.parametrize(("prefix", "one", "other"), ASKED)
def test_singular_and_plural_find_the_same(phone, real_address, prefix, one, other):
    phone.goto(f"{real_address}/{prefix}about/")
    first = seek(phone, one)
    phone.reload()
    assert seek(phone, other) == first


def test_more_words_narrow_and_words_nobody_wrote_do_not_hide_the_rest(phone, real_address):
    phone.goto(f"{real_address}/about/")
    count = lambda: int(phone.evaluate("document.querySelector('output').value.match(/\\d+$/)[0]"))  # noqa: E731
    seek(phone, "sanacion")
    many = count()
    seek(phone, " honduras")
    assert 0 < count() < many
    phone.locator("[role=search] input").fill("")
    assert any("casa-la-siguata" in href for href in seek(phone, "siguata xyzzy"))


def test_the_words_stay_in_the_page(phone, real_address):
    phone.goto(f"{real_address}/about/")
    before = phone.evaluate(LEFT)
    seek(phone, "refugio")
    phone.keyboard.press("Enter")
    phone.wait_for_timeout(400)
    assert phone.evaluate(LEFT) == before
    for request in phone.asked[1:]:
        assert request.url.startswith(real_address)
        assert "refugio" not in request.url
        headers = request.all_headers()
        assert "referer" not in headers
        assert "cookie" not in headers
        if request.resource_type == "fetch":
            assert headers["cache-control"] == "no-cache"  # what Chromium sends for cache: 'no-store'


@pytest.mark.parametrize(
    ("prefix", "words", "first"),
    [("", "IM-Defensoras", "directory/im-defensoras/"), ("en/", "casa la serena", "cases/casa-la-serena/"),
     ("en/", "i need help NOW", "directory/support/"), ("", "cuidado digital", "digital-care"),
     ("", "empezar un espacio de sanacion", "tools/healing-space/")],
)  # fmt: skip
def test_what_is_called_exactly_so_comes_first(phone, real_address, prefix, words, first):
    phone.goto(f"{real_address}/{prefix}about/")
    assert first in seek(phone, words)[0]


def test_a_second_search_fetches_nothing_twice(phone, real_address):
    phone.goto(f"{real_address}/about/")
    seek(phone, "autocuidado")
    phone.locator("[role=search] input").fill("")
    seek(phone, "autocuidado")
    urls = [request.url for request in phone.asked]
    assert len(urls) == len(set(urls))


def test_the_keyboard_is_enough(phone, real_address):
    phone.goto(f"{real_address}/about/")
    assert phone.locator("output").evaluate("element => element.role || element.computedRole || 'status'") == "status"
    phone.locator("[role=search] input").focus()
    seek(phone, "refugio")
    phone.keyboard.press("Tab")  # the button
    phone.keyboard.press("Tab")
    assert phone.evaluate("document.activeElement.matches('[role=search] li:first-child a')")
    phone.keyboard.press("Escape")
    assert phone.evaluate("document.activeElement.id") == "t.q"
    assert phone.locator("[role=search] input").input_value() == ""
    phone.wait_for_function("() => !document.querySelector('[role=search] li')")


def test_enter_before_the_script_has_come_waits_for_it(phone, real_address):
    phone.goto(f"{real_address}/about/")
    phone.route("**/search.js?*", lambda route: (phone.wait_for_timeout(800), route.continue_()))
    phone.locator("[role=search] input").press_sequentially("refugio")
    phone.keyboard.press("Enter")
    phone.wait_for_selector("[role=search] li a")
    assert urlsplit(phone.url).path == "/about/"


def test_an_old_browser_keeps_the_plain_form(phone, real_address):
    phone.add_init_script("delete window.fetch")
    phone.goto(f"{real_address}/about/")
    phone.locator("[role=search] input").press_sequentially("refugio")
    phone.wait_for_function("() => [...document.scripts].some(script => script.src)")
    phone.wait_for_function("() => !document.getElementById('t.search').onsubmit")
    phone.keyboard.press("Enter")
    phone.wait_for_url("**/a-z/*")


def test_results_are_accessible(phone, real_address):
    phone.goto(f"{real_address}/en/about/")
    seek(phone, "shelter")
    phone.evaluate(AXE)
    found = phone.evaluate("async () => (await axe.run()).violations.map(rule => rule.id)")
    assert found == []


def test_a_lost_signal_is_said_and_mended_by_trying_again(phone, real_address):
    phone.goto(f"{real_address}/about/")
    seek(phone, "refugio")
    phone.context.set_offline(True)
    phone.locator("[role=search] input").fill("interseccionalidad")
    phone.wait_for_function("() => /[^\\d]$/.test(document.querySelector('output').value)")
    phone.wait_for_timeout(500)
    assert "A–Z" in phone.evaluate("document.querySelector('output').value")
    phone.context.set_offline(False)
    phone.keyboard.press("Enter")
    phone.wait_for_selector("[role=search] li a[href*='intersectionality']")
    phone.complaints.clear()  # the browser's own note of the lost request


def test_it_works_below_a_sub_path(phone, real_site):
    with served(real_site.parent) as address:
        phone.goto(f"{address}/{real_site.name}/en/about/")
        assert any(href.startswith(f"{address}/{real_site.name}/en/") for href in seek(phone, "shelter"))


@pytest.mark.parametrize("prefix", ["", "en/"])
def test_without_javascript_the_form_leads_to_the_a_to_z_page_and_tells_it_nothing(browser, real_address, prefix):
    context = browser.new_context(viewport=PHONE, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{real_address}/{prefix}about/")
    page.locator("[role=search] input").fill("refugio")
    page.locator("[role=search] button").click()
    page.wait_for_url("**/a-z/**")
    assert urlsplit(page.url).path == f"/{prefix}a-z/"
    assert urlsplit(page.url).query == ""
    context.close()
