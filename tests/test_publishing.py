"""The sample headers for hosts say what the pages say of themselves, and what only a header can."""

import re
from pathlib import Path

import pytest
from conftest import ROOT

from fhp.finish.policy import ForeignCodeError, protect

PUBLISHING = ROOT / ".github/PUBLISHING.md"
HEADERS = ("Referrer-Policy", "X-Content-Type-Options", "Permissions-Policy", "Cache-Control")


def test_the_header_names_the_scripts_of_the_pages_and_forbids_frames(tiny_built: Path):
    headers = (tiny_built / "_headers").read_text(encoding="utf-8")
    said = re.findall(r"Content-Security-Policy: (.*)", headers)
    page = re.search(r'content="(default-src[^"]*)"', (tiny_built / "index.html").read_text(encoding="utf-8"))[1]
    assert said == [re.sub(r"style-src '[^']*'", "style-src 'unsafe-inline'", page) + "; frame-ancestors 'none'"]
    assert "'unsafe-inline'" not in said[0].split("script-src")[1]
    assert PUBLISHING.read_text(encoding="utf-8").count('Content-Security-Policy "POLICY"') == 2


@pytest.mark.parametrize("foreign", ["<script>1</script>", "<SCRIPT src=x></SCRIPT>", "<style>a{}</style>", "<script"])
def test_a_script_that_the_theme_did_not_put_in_stops_the_build(foreign):
    page = '<meta charset="utf-8"><style>b{}</style><script>2</script>'
    assert "sha256" in protect(page, ("2",), "b{}")
    with pytest.raises(ForeignCodeError):
        protect(page + foreign, ("2",), "b{}")


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
