"""Foreign scripts, should one ever slip past the judge: neither the page's own policy nor the header's lets it run."""

import re

import pytest

LIBRARY, FOREIGN = "https://library.example/", "https://foreign.example/"
# drawn from public lists of ways to slip markup past filters, and written anew; `f` is clicked and gets the focus
FORMS = (
    "<script>RUN</script>", "<SCRIPT>RUN</SCRIPT>", "<script\n>RUN</script\n>", "<script/x>RUN</script>",
    '<script type="module">RUN</script>', '<script type="text/javascript" nonce="a">RUN</script>',
    "<script src='HOST/x.js'></script>", "<script src='//foreign.example/N/x.js'></script>",
    "<script src='data:text/javascript,RUN'></script>", "<script async src='HOST/x.js'></script>",
    "<script type=module src='HOST/x.js'></script>", "<script type=module>import 'HOST/x.js'</script>",
    "<script type=module>import 'data:text/javascript,RUN'</script>", "<!--><script>RUN</script>-->",
    "<!-- --!><script>RUN</script>-->", "<![CDATA[><script>RUN</script>]]>", "</p><script>RUN</script>",
    "<noscript><p title='</noscript><script>RUN</script>'>", "<textarea></textarea><script>RUN</script>",
    "<title></title><script>RUN</script>", "<svg><script>RUN</script></svg>",
    "<svg><script href='data:text/javascript,RUN'></script></svg>", "<svg><script xlink:href='HOST/x.js' /></svg>",
    "<svg onload=RUN></svg>", "<svg/onload=RUN>", "<svg><animate onbegin=RUN attributeName=x dur=1s></svg>",
    "<svg><set onbegin=RUN attributeName=x></svg>", "<svg><foreignObject><img src=x onerror=RUN></foreignObject></svg>",
    "<svg><a class=f href='javascript:RUN'><text y=20>a</text></a></svg>",
    "<svg><a class=f><animate attributeName=href values='javascript:RUN'></animate><text y=20>a</text></a></svg>",
    "<math><a class=f href='javascript:RUN'>a</a></math>", "<img src=x onerror=RUN>", "<img/src=x/onerror=RUN>",
    "<image src=x onerror=RUN>", "<img src='/x.png' onerror='RUN' loading=eager>", "<picture><img src=x onerror=RUN>",
    "<video src=x onerror=RUN></video>", "<video><source src=x onerror=RUN></video>", "<audio src=x onerror=RUN>",
    "<body onload=RUN>", "<body onfocus=RUN>", "<body onpageshow=RUN>", "<html onclick=RUN><b class=f>a</b>",
    "<details open ontoggle=RUN><summary>a</summary></details>", "<input autofocus onfocus=RUN>",
    "<input class=f onfocus=RUN>", "<button class=f onclick=RUN>a</button>", "<p class=f onclick=RUN>a</p>",
    "<p class=f tabindex=0 onfocus=RUN>a</p>", "<select class=f onfocus=RUN></select>",
    "<form class=f onsubmit=RUN><button class=f>a</button></form>",
    "<form action='javascript:RUN'><button class=f>a</button></form>",
    "<form><button class=f formaction='javascript:RUN'>a</button></form>",
    "<a class=f href='javascript:RUN'>a</a>", "<a class=f href=' javascript:RUN'>a</a>",
    "<a class=f href='java&#10;script:RUN'>a</a>", "<a class=f href='java&Tab;script:RUN'>a</a>",
    "<a class=f href='&#106;avascript&colon;RUN'>a</a>", "<a class=f href='JaVaScRiPt:RUN//'>a</a>",
    "<a class=f target=_self href='javascript:RUN'>a</a>", "<map><area class=f href='javascript:RUN'></map>",
    "<iframe src='javascript:RUN'></iframe>", "<iframe srcdoc='<script>RUN</script>'></iframe>",
    "<iframe src='data:text/html,<script>RUN</script>'></iframe>", "<iframe onload=RUN></iframe>",
    "<iframe src='HOST/x.html'></iframe>", "<object data='javascript:RUN'></object>",
    "<object data='data:text/html,<script>RUN</script>' onerror=RUN></object>", "<embed src='javascript:RUN'>",
    "<embed src='HOST/x.html' onload=RUN>", "<link rel=stylesheet href='HOST/x.css' onload=RUN onerror=RUN>",
    "<style onload=RUN>a{}</style>", "<style>@import 'HOST/x.css'</style><style onerror=RUN onload=RUN></style>",
    "<meta http-equiv=refresh content='0;url=javascript:RUN'>",
    "<meta http-equiv=refresh content='0;data:text/html,x'>",
    "<meta http-equiv=Content-Security-Policy content=\"script-src 'unsafe-inline' *\"><script>RUN</script>",
    "<base href='HOST/'><script src='x.js'></script>", "<marquee onstart=RUN>a</marquee>",
    "<p style='animation:x 1s' onanimationstart=RUN>a</p><style>@keyframes x{}</style>",
    "<script>setTimeout('RUN')</script>", "<script>import('HOST/x.js')</script>",
    "<template><script>RUN</script></template><script>RUN</script>", "<portal src='HOST/x.html' onload=RUN></portal>",
    "<object type='text/html' data='HOST/x.html'></object>", "<frameset onload=RUN><frame src=x></frameset>",
    "<xmp></xmp><script>RUN</script>", "<b id=t.search><script>RUN</script></b>", "<x-y onclick=RUN class=f>a</x-y>",
)  # fmt: skip
META = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')
PRESS = """async () => {
  await new Promise(done => setTimeout(done, 500));
  for (let number = 0; number < frames.length; number++) {
    const frame = frames[number];
    let parts = [];
    try { parts = frame.document.querySelectorAll('.f'); } catch (gone) {}  // it led elsewhere
    for (const part of parts) {
      part.focus?.();
      part.dispatchEvent(new frame.MouseEvent('click', {bubbles: true, cancelable: true}));
      part.click?.();
    }
  }
  await new Promise(done => setTimeout(done, 1500));
  return Object.keys(ran).map(Number);
}"""


@pytest.fixture(scope="module")
def parts(real_site) -> tuple[str, str]:
    """A page of the library, and what the header says with it."""
    headers = (real_site / "_headers").read_text(encoding="utf-8")
    policy = re.search(r"^  Content-Security-Policy: (.*)$", headers, re.MULTILINE)[1]
    return (real_site / "en/about/privacy/index.html").read_text(encoding="utf-8"), policy


def those_that_run(browser, html: str, policy: str = "") -> list[str]:
    """The forms that run, each in a copy of the page in a frame of its own, answered with this policy."""
    context = browser.new_context()

    def answer(route) -> None:
        host, number, name = re.fullmatch(r"(https://[^/]*/)(\d*)/?([^?]*).*", route.request.url).groups()
        run = f"top.ran[{number}]=1"
        if host == FOREIGN:
            body = {"x.js": run, "x.html": f"<script>{run}</script>"}.get(name, "a{}")
            kind = {"x.js": "text/javascript", "x.html": "text/html"}.get(name, "text/css")
            route.fulfill(body=body, content_type=kind, headers={"access-control-allow-origin": "*"})
        elif number and not name:
            form = FORMS[int(number)].replace("HOST", f"{FOREIGN}{number}").replace("/N/", f"/{number}/")
            body = html.replace("</h1>", f"</h1>\n<p>before</p>\n{form.replace('RUN', run)}\n<p>after</p>\n", 1)
            own = {"content-security-policy": re.sub(r"; frame-ancestors 'none'", "", policy)} if policy else {}
            route.fulfill(body=body, content_type="text/html", headers=own)
        elif route.request.url == LIBRARY:
            frames = "".join(f"<iframe src='{LIBRARY}{number}/'></iframe>" for number in range(len(FORMS)))
            route.fulfill(body=f"<script>ran={{}}</script>{frames}", content_type="text/html")
        else:
            route.fulfill(status=404, body="")

    context.route("**/*", answer)
    page = context.new_page()
    page.goto(LIBRARY)
    run = page.evaluate(PRESS)
    context.close()
    return [FORMS[number] for number in sorted(run)]


def test_the_pages_own_policy_lets_no_foreign_script_run(browser, parts):
    html, _ = parts
    assert "http-equiv" in html and those_that_run(browser, html) == []


def test_the_headers_policy_alone_lets_no_foreign_script_run(browser, parts):
    html, policy = parts
    bare = META.sub("", html)
    assert bare != html and those_that_run(browser, bare, policy) == []


def test_without_a_policy_most_of_them_would_run(browser, parts):
    html, _ = parts
    assert len(those_that_run(browser, META.sub("", html))) > 50
