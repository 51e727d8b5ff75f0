"""Names to addresses, refusing every answer that is not public.

aiohttp connects to exactly the addresses given here, so a name cannot be public when it is
checked and private when it is asked (DNS rebinding).
"""

import asyncio
import contextlib
import ipaddress
import socket
import threading
from collections.abc import Callable, Mapping, Sequence

from aiohttp.abc import AbstractResolver, ResolveResult

from fhp.link_checker.addresses import Network, is_public

Answers = list[tuple[int, str]]  # address family and address

# RFC 2606 and 6761: nobody can register these, so "try again" means "no such name".
NEVER_REGISTERED = (".invalid", ".test", ".example")
NO_SUCH_NAME = {socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)}


class NoSuchNameError(OSError):
    """The DNS says that the name does not exist."""


class DNSTroubleError(OSError):
    """The DNS did not say anything: our network, or theirs, for now."""


class PrivateAnswerError(OSError):
    """The DNS gave an address that is not public."""


class SafeResolver(AbstractResolver):
    """Gives public addresses only; `hosts` maps invented names for tests."""

    def __init__(self, public: Sequence[Network] = (), hosts: Mapping[str, str] | None = None) -> None:
        self.public = tuple(public)
        self.hosts = dict(hosts or {})
        self.found: dict[str, list[str]] = {}  # what each host was found at, for owners.py

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:  # `family` narrows nothing: a private answer of any family refuses
        name = self.hosts.get(host, host)
        try:
            found = await in_daemon(lambda: look_up(name, port))
        except UnicodeError as error:
            raise NoSuchNameError(str(error)) from None
        except socket.gaierror as error:
            known = error.errno in NO_SUCH_NAME or name.endswith(NEVER_REGISTERED)
            raise (NoSuchNameError if known else DNSTroubleError)(str(error)) from None
        for _, address in found:
            if not is_public(ipaddress.ip_address(address.partition("%")[0]), self.public):
                raise PrivateAnswerError(address)
        self.found[host] = [address for _, address in found]
        return [result(host, port, kind, address) for kind, address in found if family in (0, kind)]

    async def close(self) -> None:
        """Nothing is kept open."""


def look_up(name: str, port: int) -> Answers:
    answers = socket.getaddrinfo(name, port, type=socket.SOCK_STREAM)
    return [(family, str(address[0])) for family, _, _, _, address in answers]


def result(host: str, port: int, family: int, address: str) -> ResolveResult:
    flags = socket.AI_NUMERICHOST | socket.AI_NUMERICSERV
    return ResolveResult(hostname=host, host=address, port=port, family=family, proto=0, flags=int(flags))


async def in_daemon(job: Callable[[], Answers]) -> Answers:
    """Run `job` in a thread that nobody waits for at the end.

    An executor is joined when the program ends: a name server that never answers would hold it.
    """
    loop = asyncio.get_running_loop()
    future: asyncio.Future[Answers] = loop.create_future()

    def settle(value: Answers, error: Exception | None) -> None:
        if future.done():
            return
        if error is None:
            future.set_result(value)
        else:
            future.set_exception(error)

    def run() -> None:
        value: Answers = []
        error: Exception | None = None
        try:
            value = job()
        except Exception as caught:
            error = caught
        # The run may be over and its loop closed: then nobody wants the answer.
        with contextlib.suppress(RuntimeError):
            loop.call_soon_threadsafe(settle, value, error)

    threading.Thread(target=run, daemon=True).start()
    return await future
