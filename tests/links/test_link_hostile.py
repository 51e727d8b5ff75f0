"""Strangers' bytes: whatever a server sends, the run ends, and no link loses another."""

import asyncio
import gzip
import random
import sys
import tracemalloc
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from link_server import NET, Internet, Reply, always

from fhp.link_checker import check
from fhp.link_checker.addresses import RefusalError, is_public, parse
from fhp.link_checker.body import MOST_BYTES, decode, unpack
from fhp.link_checker.check import check_links
from fhp.link_checker.options import Options
from fhp.link_checker.page import read_page
from fhp.link_checker.targets import Target

OPTIONS = Options(date(2026, 3, 3), once=True, pause=0, deadline=1.5, public_nets=(NET,))
PIECES = [
    "<",
    "<!",
    "<a",
    "<!--",
    "</",
    "<script>",
    '<a b="',
    "<a b='",
    "<a ",
    "&#",
    "<a b ",
    "<meta http-equiv=refresh ",
]


def mutated(chance: random.Random) -> bytes:
    """A plausible answer with a few bytes gone wrong."""
    body = b"<title>x</title>" + b"palabra " * chance.randint(0, 50)
    headers = [
        b"Content-Type: text/html",
        b"Content-Length: %d" % len(body),
        b"Set-Cookie: a=b; Path=/",
        b"Location: /y",
    ]
    chance.shuffle(headers)
    status = chance.choice([b"200", b"301", b"404", b"99", b"1000", b"abc", b"204", b"304", b"503"])
    whole = bytearray(
        b"HTTP/1.1 " + status + b" X\r\n" + b"\r\n".join(headers[: chance.randint(0, 4)]) + b"\r\n\r\n" + body
    )
    for _ in range(chance.randint(0, 6)):
        whole[chance.randrange(len(whole))] = chance.randrange(256)
    return bytes(whole)


@pytest.mark.parametrize("seed", range(3))
def test_broken_answers_never_break_the_run(internet: Internet, seed: int):
    chance = random.Random(seed)

    def stream(answer: bytes):
        async def send(writer: asyncio.StreamWriter) -> None:
            writer.write(answer)
            await writer.drain()

        return send

    for number in range(1, 101):
        answer = mutated(chance)
        internet.sites[f"127.0.8.{number}"] = always(stream(answer))
    internet.sites["127.0.8.200"] = always(Reply(200, "<p>" + "palabra " * 50))
    targets = [Target(f"http://127.0.8.{n}:{internet.port}/x") for n in [*range(1, 101)]]
    good = Target(f"http://127.0.8.200:{internet.port}/")
    report = check_links([*targets, good], OPTIONS)
    assert len(report.verdicts) == 101
    assert report.verdicts[-1].verdict == "alive"
    assert not [v for v in report.verdicts if "crash" in v.reason or "revisor falló" in v.reason]


def test_a_crash_on_one_link_is_only_that_links_matter(internet: Internet, monkeypatch: pytest.MonkeyPatch):
    internet.sites["127.0.8.1"] = always(Reply(200, "<p>" + "palabra " * 50))
    real = check.look

    async def look(fetcher, siblings, target, known=None):
        if "boom" in target.url:
            raise RuntimeError("boom")
        return await real(fetcher, siblings, target, known)

    monkeypatch.setattr(check, "look", look)
    urls = ["http://boom.org/", f"http://127.0.8.1:{internet.port}/"]
    assert [v.verdict for v in check_links(map(Target, urls), OPTIONS).verdicts] == ["uncertain", "alive"]


def steps(job: Callable[[str], object], text: str) -> int:
    """What a job costs: every call that it makes."""
    count = 0

    def watch(_frame: object, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(watch)
    try:
        job(text)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("piece", PIECES)
def test_hostile_markup_is_read_in_linear_time(piece: str):
    """Counted, not timed: a page twice as long takes about twice the steps, and each goes forward only."""
    short, long = (steps(read_page, (piece * MOST_BYTES)[:size]) for size in (MOST_BYTES // 4, MOST_BYTES // 2))
    assert long < 3 * short + 10_000


def test_a_decompression_bomb_stays_small():
    bomb = gzip.compress(b"a" * 50_000_000)
    tracemalloc.start()
    opened, torn = unpack(bomb, "gzip")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert opened is not None and not torn
    assert len(opened) == MOST_BYTES
    assert peak < 4 * MOST_BYTES


@settings(max_examples=300, deadline=None)
@given(st.text())
def test_any_text_is_an_address_or_is_refused(text: str):
    for url in (text, "http://" + text, "https://red.org/" + text, "http://a.org" + text):
        try:
            address = parse(url)
        except RefusalError:
            continue
        assert address.url.isascii()
        assert "@" not in address.origin


@settings(max_examples=200, deadline=None)
@given(st.binary(), st.sampled_from(["", "gzip", "deflate", "br", "gzip, br", "zstd", "x"]), st.text(max_size=20))
def test_any_bytes_are_a_body(body: bytes, encoding: str, charset: str):
    opened, _torn = unpack(body, encoding)
    assert opened is None or isinstance(decode(opened, f"text/html; charset={charset}"), str)


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet=st.sampled_from(list("<>/=!-'\" abtitlescrp&;#")), max_size=400))
def test_any_text_is_a_page(source: str):
    read_page(source)


@settings(max_examples=300, deadline=None)
@given(st.ip_addresses())
def test_only_global_addresses_are_public(address):
    if is_public(address):
        assert address.is_global
