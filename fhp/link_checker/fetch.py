"""One request: bounded in time and bytes, polite, and to public addresses only.

`Fetcher.get` gives what came, or a Failure in the words of finding. Knows nothing of links.
"""

import asyncio
import errno
import ssl
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import cached_property

import aiohttp
from yarl import URL

from fhp.link_checker.addresses import Address
from fhp.link_checker.body import ENCODINGS, MOST_BYTES, decode, unpack
from fhp.link_checker.finding import Outcome
from fhp.link_checker.options import Options
from fhp.link_checker.resolver import DNSTroubleError, NoSuchNameError, PrivateAnswerError, SafeResolver

HOSTS_AT_ONCE = 64
LONGEST_HEADER = 64 * 1024  # bytes; real sites send policies beyond aiohttp's 8 KB
BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
# X509_V_ERR_*: self-signed and untrusted roots, dates, revocation, wrong host, wrong IP address.
BAD_CERTIFICATE = {9, 10, 18, 19, 23, 62, 64}
INCOMPLETE_CHAIN = {2, 20, 21}


@dataclass(frozen=True)
class Answer:
    """What a server sent, as far as we read it."""

    address: Address
    status: int
    headers: Mapping[str, str]
    body: bytes | None  # None: packed in a way we cannot open
    complete: bool

    @property
    def text(self) -> str:
        return decode(self.body or b"", self.headers.get("content-type", ""))


@dataclass(frozen=True)
class Failure:
    """Why nothing came."""

    outcome: Outcome
    reason: str
    detail: str = ""
    passing: bool = True  # worth another try


@dataclass
class Visit:
    """One link's own cookies, disguise and time left (seconds of work, not of waiting in line)."""

    session: aiohttp.ClientSession
    agent: str
    left: float
    requests: list[str] = field(default_factory=list)


class Turns:
    """One request at a time to a host, with a pause between two."""

    def __init__(self, pause: float) -> None:
        self.pause = pause
        self.locks: dict[str, asyncio.Lock] = {}
        self.free_at: dict[str, float] = {}

    @asynccontextmanager
    async def turn(self, host: str) -> AsyncIterator[None]:
        async with self.locks.setdefault(host, asyncio.Lock()):
            await asyncio.sleep(max(0.0, self.free_at.get(host, 0.0) - time.monotonic()))
            try:
                yield
            finally:
                self.free_at[host] = time.monotonic() + self.pause


class Fetcher:
    """Holds what all links of a run share: connections, turns, trust."""

    def __init__(self, options: Options) -> None:
        self.options = options
        self.turns = Turns(options.pause)
        self.asked = 0
        self.down: dict[str, Failure] = {}  # origins that nobody could reach in this run
        self.connector = aiohttp.TCPConnector(
            resolver=SafeResolver(options.public, options.hosts),
            limit=HOSTS_AT_ONCE,
            ttl_dns_cache=600,
        )

    @cached_property
    def trust(self) -> ssl.SSLContext:
        """Read when the first https address is asked: it takes as long as a request."""
        return trust()

    @asynccontextmanager
    async def visit(self, browser: bool = False) -> AsyncIterator[Visit]:
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
            yield Visit(session, BROWSER if browser else honest, self.options.deadline)

    async def get(self, visit: Visit, address: Address) -> Answer | Failure:
        """Ask once; a third of the link's time at most, so that two tries remain."""
        async with self.turns.turn(address.host):
            start = time.monotonic()
            bound = min(self.options.deadline / 3, visit.left)
            if bound <= 0:
                return Failure(Outcome.TROUBLE, "timeout", passing=False)
            self.asked += 1
            try:
                return await self.request(visit, address, bound)
            except TimeoutError:
                return Failure(Outcome.TROUBLE, "timeout")
            except (aiohttp.ClientError, OSError, ValueError) as error:
                return failure(error)
            finally:
                visit.left -= time.monotonic() - start

    async def request(self, visit: Visit, address: Address, bound: float) -> Answer:
        """`bound`: seconds for everything; the body gets less, and is cut rather than given up."""
        until = time.monotonic() + bound
        headers = {
            "User-Agent": visit.agent,
            "Accept": "text/html,application/xhtml+xml,*/*;q=0.8",
            "Accept-Language": "es,en;q=0.8",
            "Accept-Encoding": ENCODINGS,
        }
        url = URL(address.url, encoded=True)
        async with asyncio.timeout(bound):
            response = await visit.session.get(
                url,
                headers=headers,
                allow_redirects=False,
                ssl=self.trust if address.scheme == "https" else True,
            )
        try:
            patience = min(until, time.monotonic() + min(6, self.options.deadline / 4))
            raw, complete = await read(response, patience)
        finally:
            if not response.content.at_eof():
                response.close()
            response.release()
        fields = {name.lower(): value for name, value in response.headers.items()}
        body = unpack(raw, fields.get("content-encoding", ""))
        complete = complete and len(body or b"") < MOST_BYTES
        return Answer(address, response.status, fields, body, complete)


async def read(response: aiohttp.ClientResponse, until: float) -> tuple[bytes, bool]:
    """What came in time, up to the cap, and whether that was all. A cut body is judged as it is."""
    raw = bytearray()
    try:
        async with asyncio.timeout(until - time.monotonic()):
            while len(raw) < MOST_BYTES:
                chunk = await response.content.readany()
                if not chunk:
                    return bytes(raw), True
                raw += chunk
    except (TimeoutError, aiohttp.ClientError, OSError):
        pass
    return bytes(raw[:MOST_BYTES]), False


def trust() -> ssl.SSLContext:
    """The system's certificates, and SSL_CERT_FILE where it is set, as OpenSSL reads them."""
    context = ssl.create_default_context()
    # Python 3.13 refuses what every browser accepts (authorities without a key identifier).
    context.verify_flags &= ~ssl.VERIFY_X509_STRICT
    return context


def failure(error: Exception) -> Failure:
    """Name the trouble; what we cannot name may pass."""
    cause = getattr(error, "os_error", None) or error
    if isinstance(cause, PrivateAnswerError):
        return Failure(Outcome.UNSAFE, "private", str(cause), passing=False)
    if isinstance(cause, NoSuchNameError):
        return Failure(Outcome.GONE, "no-name")
    if isinstance(cause, DNSTroubleError):
        return Failure(Outcome.UNCLEAR, "dns-trouble")
    if isinstance(error, aiohttp.ClientConnectorCertificateError):
        return certificate_failure(error.certificate_error)
    if isinstance(cause, ConnectionRefusedError) or getattr(cause, "errno", 0) == errno.ECONNREFUSED:
        return Failure(Outcome.BROKEN, "refused")
    return Failure(Outcome.TROUBLE, "network", type(error).__name__)


def certificate_failure(error: Exception) -> Failure:
    code = getattr(error, "verify_code", 0)
    message = str(getattr(error, "verify_message", "") or "")
    if code in INCOMPLETE_CHAIN:
        return Failure(Outcome.UNCLEAR, "incomplete-chain", message)
    if code in BAD_CERTIFICATE:
        return Failure(Outcome.BROKEN, "certificate", message)
    return Failure(Outcome.TROUBLE, "certificate", message)
