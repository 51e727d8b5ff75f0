"""The sample headers for hosts say what the pages say of themselves, and what only a header can."""

import re
from pathlib import Path

from conftest import ROOT

from fhp.finish.policy import protect

PUBLISHING = ROOT / ".github/PUBLISHING.md"
HEADERS = ("Referrer-Policy", "X-Content-Type-Options", "Permissions-Policy", "Cache-Control")


def policy_of_a_page() -> str:
    """What a page says, its hashes left open, since a host has one policy for all pages."""
    html = protect('<meta charset="utf-8"><style>a{}</style><script>1</script>')
    found = re.search(r'content="(default-src[^"]*)"', html)[1]
    return re.sub(r"('sha256-[^']+'\s*)+", "'unsafe-inline'", found)


def test_every_sample_has_the_policy_of_the_pages_and_forbids_frames():
    wanted = f"{policy_of_a_page()}; frame-ancestors 'none'"
    headers = (ROOT / "overrides/_headers").read_text(encoding="utf-8")
    assert re.findall(r"Content-Security-Policy: (.*)", headers) == [wanted]
    samples = PUBLISHING.read_text(encoding="utf-8")
    assert re.findall(r'Content-Security-Policy "([^"]*)"', samples) == [wanted, wanted]


def test_every_sample_has_the_other_headers():
    samples = PUBLISHING.read_text(encoding="utf-8")
    nginx, caddy = re.findall(r"^```(?:nginx|caddy)\n(.*?)^```", samples, re.DOTALL | re.MULTILINE)
    for text in (nginx, caddy, (ROOT / "overrides/_headers").read_text(encoding="utf-8")):
        assert [name for name in HEADERS if name not in text] == []
    assert "access_log off" in nginx and "log {" not in caddy
    assert "404.html" in nginx and "404.html" in caddy


def test_the_site_carries_its_headers_file_at_its_root(tiny_built: Path):
    assert (tiny_built / "_headers").read_text(encoding="utf-8").startswith("#")
    assert not (tiny_built / "en/_headers").exists()
