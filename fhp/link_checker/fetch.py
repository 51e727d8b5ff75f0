"""One request: bounded in time and bytes, polite, and to public addresses only.

`Fetcher.get` gives what came, or a Failure in the words of finding. Knows nothing of links.
"""

import asyncio
import ipaddress
import ssl
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import cached_property

import aiohttp
from yarl import URL

from fhp.link_checker.addresses import Address
from fhp.link_checker.body import ENCODINGS, MOST_BYTES, decode, unpack
from fhp.link_checker.failures import Failure, failure
from fhp.link_checker.finding import Outcome
from fhp.link_checker.lenient import Spot, read_loosely, write_request
from fhp.link_checker.options import Options
from fhp.link_checker.owners import place, watch
from fhp.link_checker.resolver import SafeResolver

HOSTS_AT_ONCE = 64
LONGEST_HEADER = 64 * 1024  # bytes; real sites send policies beyond aiohttp's 8 KB
BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
LANGUAGE = "es,en;q=0.8"


@dataclass(frozen=True)
class Answer:
    """What a server sent, as far as we read it."""

    address: Address
    status: int
    headers: Mapping[str, str]
    body: bytes | None  # None: packed in a way we cannot open
    end: str  # of read: whole, capped, slow or cut
    place: str = ""

    @property
    def complete(self) -> bool:
        return self.end == "whole"

    @property
    def text(self) -> str:
        return decode(self.body or b"", self.headers.get("content-type", ""))


@dataclass
class Visit:
    """One link's own cookies, disguise and time left (seconds of work, not of waiting in line)."""

    session: aiohttp.ClientSession
    agent: str
    left: float
    language: str = LANGUAGE


class Turns:
    """One request at a time to a host, with a pause between two."""

    def __init__(self, pause: float) -> None:
        self.pause = pause
        self.locks: dict[str, asyncio.Lock] = {}
        self.free_at: dict[str, float] = {}

    def wait(self, host: str, now: float) -> float:
        """Seconds until the host may be asked again."""
        return max(0.0, self.free_at.get(host, 0.0) - now)

    def done(self, host: str, now: float) -> None:
        self.free_at[host] = now + self.pause

    @asynccontextmanager
    async def turn(self, host: str) -> AsyncIterator[None]:
        async with self.locks.setdefault(host, asyncio.Lock()):
            await asyncio.sleep(self.wait(host, time.monotonic()))
            try:
                yield
            finally:
                self.done(host, time.monotonic())


class Fetcher:
    """Holds what all links of a run share: connections, turns, trust."""

    def __init__(self, options: Options) -> None:
        self.options = options
        self.turns = Turns(options.pause)
        self.asked = 0
        self.down: dict[str, Failure] = {}  # origins that nobody could reach in this run
        self.certificates: dict[str, tuple[str, str]] = {}
        self.resolver = SafeResolver(options.public, options.hosts)
        self.connector = aiohttp.TCPConnector(
            resolver=self.resolver,
            limit=HOSTS_AT_ONCE,
            ttl_dns_cache=600,
        )

    @cached_property
    def trust(self) -> ssl.SSLContext:
        """Read when the first https address is asked: it takes as long as a request."""
        return watch(trust(), self.certificates)

    @asynccontextmanager
    async def visit(self, browser: bool = False, language: str = LANGUAGE) -> AsyncIterator[Visit]:
        """A fresh start, without anybody's cookies."""
        session = aiohttp.ClientSession(
            connector=self.connector,
            connector_owner=False,
            # unsafe: hosts that are plain addresses may set cookies too
            cookie_jar=aiohttp.CookieJar(unsafe=True, quote_cookie=False),
            timeout=aiohttp.ClientTimeout(total=None),  # ours counts work, not waiting in line
            auto_decompress=False,
            trust_env=False,
            max_line_size=LONGEST_HEADER,
            max_field_size=LONGEST_HEADER,
        )
        honest = f"Mozilla/5.0 (compatible; fhp-check-links/1; +{self.options.contact})"
        async with session:
            yield Visit(session, BROWSER if browser else honest, self.options.deadline, language)

    async def get(self, visit: Visit, address: Address) -> Answer | Failure:
        """Ask once; a third of the link's time at most, so that two tries remain."""
        async with self.turns.turn(address.host):
            start = time.monotonic()
            bound = min(self.options.deadline / 3, visit.left)
            if bound <= 0:
                return Failure(Outcome.TROUBLE, "timeout", passing=False)
            self.asked += 1
            try:
                try:
                    return await self.request(visit, address, bound)
                except aiohttp.ClientResponseError:  # an answer, but none that a strict parser reads
                    return await self.request_loosely(visit, address, start + bound - time.monotonic())
            except TimeoutError:
                return Failure(Outcome.TROUBLE, "timeout")
            except (aiohttp.ClientError, OSError, ValueError) as error:
                return failure(error)
            finally:
                visit.left -= time.monotonic() - start

    async def request(self, visit: Visit, address: Address, bound: float) -> Answer:
        """`bound`: seconds for everything; the body gets less, and is cut rather than given up."""
        until = time.monotonic() + bound
        url = URL(address.url, encoded=True)
        async with asyncio.timeout(bound):
            response = await visit.session.get(
                url,
                headers=headers_of(visit),
                allow_redirects=False,
                ssl=self.trust if address.scheme == "https" else True,
            )
        try:
            patience = min(until, time.monotonic() + min(6, self.options.deadline / 4))
            raw, end = await read(response, patience)
        finally:
            if not response.content.at_eof():
                response.close()
            response.release()
        fields = {name.lower(): value for name, value in response.headers.items()}
        return self.answer(address, response.status, fields, raw, end)

    async def request_loosely(self, visit: Visit, address: Address, bound: float) -> Answer:
        """The same, read as browsers read it."""
        port = address.port or {"http": 80, "https": 443}[address.scheme]
        ip = address.host if is_literal(address.host) else (await self.resolver.resolve(address.host, port))[0]["host"]
        cookies = visit.session.cookie_jar.filter_cookies(URL(address.url, encoded=True))
        sent = {"Cookie": "; ".join(f"{name}={morsel.value}" for name, morsel in cookies.items())} if cookies else {}
        query = f"?{address.query}" if address.query else ""
        request = write_request(address.path + query, address.origin.partition("//")[2], headers_of(visit) | sent)
        spot = Spot(ip, port, address.host, self.trust if address.scheme == "https" else None)
        loose = await read_loosely(spot, request, bound, MOST_BYTES)
        return self.answer(address, loose.status, loose.headers, loose.raw, loose.end)

    def answer(self, address: Address, status: int, fields: Mapping[str, str], raw: bytes, end: str) -> Answer:
        body, torn = unpack(raw, fields.get("content-encoding", ""))
        if end == "whole" and (torn or len(body or b"") >= MOST_BYTES):
            end = "cut" if torn else "capped"
        here = place(address.host, self.resolver.found.get(address.host, []), self.certificate(address))
        return Answer(address, status, fields, body, end, here)

    def certificate(self, address: Address) -> tuple[str, str]:
        return self.certificates.get(address.host, ("", "")) if address.scheme == "https" else ("", "")


def headers_of(visit: Visit) -> dict[str, str]:
    return {
        "User-Agent": visit.agent,
        "Accept": "text/html,application/xhtml+xml,*/*;q=0.8",
        "Accept-Language": visit.language,
        "Accept-Encoding": ENCODINGS,
    }


def is_literal(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


async def read(response: aiohttp.ClientResponse, until: float) -> tuple[bytes, str]:
    """What came in time, up to the cap, and how it ended: whole, capped, too slow for us, or cut short by them."""
    raw = bytearray()
    try:
        async with asyncio.timeout(until - time.monotonic()):
            while len(raw) < MOST_BYTES:
                chunk = await response.content.readany()
                if not chunk:
                    return bytes(raw), "whole"
                raw += chunk
    except TimeoutError:
        return bytes(raw), "slow"
    except (aiohttp.ClientError, OSError):
        return bytes(raw), "cut"
    return bytes(raw[:MOST_BYTES]), "capped"


def trust() -> ssl.SSLContext:
    """The system's certificates, and SSL_CERT_FILE where it is set, as OpenSSL reads them."""
    context = ssl.create_default_context()
    # Python 3.13 refuses what every browser accepts (authorities without a key identifier).
    context.verify_flags &= ~ssl.VERIFY_X509_STRICT
    return context
