"""The real site in a real Chromium: reading, moving about, leaving; accessible, private, in both languages."""

from importlib.resources import files

import pytest
from conftest import make_tiny_site, served

AXE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]
PARTS = 4  # of the site, so that the workers share it
PHONE, DESK = {"width": 360, "height": 640}, {"width": 1280, "height": 800}
STORED = """async () => JSON.stringify([
    document.cookie, localStorage.length, sessionStorage.length, (await indexedDB.databases()).length,
    (await caches.keys()).length, (await navigator.serviceWorker.getRegistrations()).length,
])"""


def axe_run(page, **options) -> list:
    """What axe-core finds wrong on the page, each as (rule, element)."""
    page.evaluate(AXE)
    found = page.evaluate("options => axe.run(document, options)", {"resultTypes": ["violations"], **options})
    return [(item["id"], node["html"][:120]) for item in found["violations"] for node in item["nodes"]]


@pytest.fixture
def phone(browser):
    context = browser.new_context(viewport=PHONE)
    yield context.new_page()
    context.close()


@pytest.fixture(params=[True, False], ids=["with-javascript", "without-javascript"])
def either(request, browser):
    context = browser.new_context(viewport=PHONE, java_script_enabled=request.param)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("part", range(PARTS))
def test_every_kind_of_page_is_accessible_private_and_fits_a_phone(part, visited, real_address, browser):
    context = browser.new_context(viewport=PHONE)
    page = context.new_page()
    asked, told = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: told.append(message.text))
    page.on("pageerror", lambda error: told.append(str(error)))
    faults = []
    for path in visited[part::PARTS]:
        asked.clear()
        address = f"{real_address}/{path}"
        page.emulate_media(color_scheme="light")
        page.goto(address)
        if page.url != address:
            continue  # a former address, which led on
        if asked != [address]:
            faults.append((path, "asked", list(asked)))
        if page.evaluate("document.documentElement.scrollWidth") > PHONE["width"]:
            faults.append((path, "wider than a phone"))
        faults += [(path, "light", fault) for fault in axe_run(page, runOnly=TAGS)]
        page.emulate_media(color_scheme="dark")
        faults += [(path, "dark", fault) for fault in axe_run(page, runOnly=["color-contrast"])]
        faults += [(path, fault) for fault in touch_everything(page)]
        faults += [(path, "asked elsewhere", url) for url in asked if not url.startswith(f"{real_address}/")]
    assert faults == []
    assert told == []
    context.close()


def touch_everything(page) -> list[str]:
    """Opens, ticks, focuses and types into all there is on the page; what it then keeps, or has changed, is a fault."""
    address, length = page.url, page.evaluate("history.length")
    page.evaluate("document.querySelectorAll('main summary, main label, main input').forEach(part => part.click())")
    if page.locator("[role=search] input").count():  # the 404 page has no search
        page.locator("[role=search] input").press_sequentially("red")
        page.locator("[role=search] li").first.wait_for()
        page.keyboard.press("Escape")
    faults = [] if page.evaluate(STORED) == '["",0,0,0,0,0]' else [f"kept {page.evaluate(STORED)}"]
    if (page.url, page.evaluate("history.length")) != (address, length):
        faults.append(f"left a trace: {page.url}")
    open_links = page.evaluate(
        "[...document.querySelectorAll('a[href^=http]')].filter(a => a.host != location.host)"
        ".filter(a => !/noreferrer/.test(a.rel)).map(a => a.href)"
    )
    return faults + [f"tells where she came from: {href}" for href in open_links]


def test_the_page_of_all_features_is_accessible_and_its_tabs_and_details_work(features_built, browser):
    with served(features_built) as address:
        for javascript in (True, False):
            context = browser.new_context(viewport=PHONE, java_script_enabled=javascript)
            page = context.new_page()
            page.goto(f"{address}/framework/features/")
            assert page.get_by_text("Lo primero.").is_visible() and not page.get_by_text("Lo segundo.").is_visible()
            page.get_by_text("En la calle").click()
            assert page.get_by_text("Lo segundo.").is_visible() and not page.get_by_text("Lo primero.").is_visible()
            assert not page.get_by_text("Estaba plegado.").is_visible()
            page.get_by_text("Un bloque que se abre").click()
            assert page.get_by_text("Estaba plegado.").is_visible()
            for scheme in ("light", "dark") if javascript else ():  # axe itself is a script
                page.emulate_media(color_scheme=scheme)
                assert axe_run(page, runOnly=TAGS) == []
            context.close()


def test_the_menu_and_the_language_switch_work(either, real_address):
    either.goto(f"{real_address}/strategies/accompaniment/")
    either.get_by_role("link", name="English").click()
    assert either.url == f"{real_address}/en/strategies/accompaniment/"
    assert either.locator("html").get_attribute("lang") == "en"
    either.locator("header a[href='#t.menu']").click()
    assert either.url.endswith("#t.menu")
    either.locator("nav.menu a", has_text="Home").click()
    assert either.url == f"{real_address}/en/"


def test_a_note_leads_to_its_source_and_back(either, real_address):
    either.goto(f"{real_address}/strategies/accompaniment/")
    either.locator(".footnote-ref").first.click()
    assert "#fn:" in either.url
    either.locator(".footnote-backref").first.click()
    assert "#fnref:" in either.url


def test_the_404_page_works_at_any_depth(tmp_path_factory, build_site, either):
    library = make_tiny_site(tmp_path_factory.mktemp("deep") / "library")
    with served(build_site(library, SITE_URL="http://127.0.0.1/")) as address:
        answer = either.goto(f"{address}/en/no/such/page/")
        assert answer.status == 404
        either.locator("section[lang=en] a").click()
        assert either.url == f"{address}/en/"


def test_the_keyboard_reaches_everything_in_order_and_shows_where_it_is(browser, real_address):
    for viewport in (PHONE, DESK):
        context = browser.new_context(viewport=viewport)
        page = context.new_page()
        page.goto(f"{real_address}/en/strategies/accompaniment/")
        wanted = page.evaluate(
            "[...document.querySelectorAll('a[href],summary,input,button,[tabindex=\"0\"]')]"
            ".filter(e => e.checkVisibility({visibilityProperty: true, contentVisibilityAuto: true})).length"
        )
        seen = []
        for _ in range(wanted + 5):
            page.keyboard.press("Tab")
            now = page.evaluate(
                "(() => { const e = document.activeElement, s = getComputedStyle(e);"
                " return [e.className, e.textContent.trim(), e !== document.body && s.outlineStyle != 'none'"
                " && parseFloat(s.outlineWidth) >= 2, e.tagName] })()"
            )
            if now[3] == "BODY":
                break
            assert now[2], f"no visible focus: {now}"
            seen.append(now)
        assert [item[0] for item in seen[:2]] == ["skip", "exit"]
        assert len(seen) >= wanted
        context.close()


def exits(page) -> list:
    """Puts a stand-in at the neutral destination and lists who asks for it."""
    asked = []

    def answer(route):
        asked.append(route.request)
        route.fulfill(status=200, content_type="text/html", body="<title>Neutral</title>")

    page.context.route("https://www.wikipedia.org/**", answer)
    return asked


def test_quick_exit_leaves_with_a_plain_link(either, real_address):
    asked = exits(either)
    either.goto(f"{real_address}/about/")
    either.goto(f"{real_address}/strategies/accompaniment/")
    either.locator("a.exit").click()
    either.wait_for_url("https://www.wikipedia.org/")
    assert "referer" not in asked[0].headers


def test_with_javascript_going_back_skips_the_page_that_was_left(phone, real_address):
    exits(phone)
    phone.goto(f"{real_address}/about/")
    phone.goto(f"{real_address}/strategies/accompaniment/")
    phone.locator("a.exit").click()
    phone.wait_for_url("https://www.wikipedia.org/")
    phone.go_back()
    assert phone.url == f"{real_address}/about/"


def test_shift_three_times_leaves_and_typing_capitals_does_not(phone, real_address):
    exits(phone)
    phone.goto(f"{real_address}/about/")
    for key in ("Shift", "A", "Shift", "B", "Shift", "C"):
        phone.keyboard.press(key)
    phone.wait_for_timeout(200)
    assert phone.url == f"{real_address}/about/"
    for _ in range(3):
        phone.keyboard.press("Shift")
    phone.wait_for_url("https://www.wikipedia.org/")


def test_the_exit_is_not_printed(phone, real_address):
    phone.goto(f"{real_address}/about/")
    phone.emulate_media(media="print")
    assert not phone.locator("a.exit").is_visible()
    assert phone.locator("article").is_visible()


def test_the_network_trap_catches_a_picture_from_elsewhere(tiny_site, build_site, browser):
    site = build_site(tiny_site)
    page_file = site / "news/index.html"
    text = page_file.read_text(encoding="utf-8")
    page_file.write_text(
        text.replace("<article>", '<article><img alt="x" src="http://127.0.0.2:9/x.png">'), encoding="utf-8"
    )
    with served(site) as address:
        context = browser.new_context()
        page = context.new_page()
        asked, told = [], []
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: told.append(message.text))
        page.goto(f"{address}/news/")
        assert any("Content Security Policy" in text for text in told), "the policy stops it"
        assert any("127.0.0.2" in url for url in asked), "and the trap sees it was tried"
        context.close()
