"""A small internet on 127.0.0.0/16: one address a site, real sockets, real TLS, every request logged.

One listener serves all addresses; what a site does is decided by the address that was asked.
"""

import asyncio
import contextlib
import itertools
import ssl
import threading
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

NET = "127.0.0.0/16"


@dataclass
class Request:
    ip: str
    path: str
    headers: dict[str, str]
    tries: int  # how often this path was asked, this time included

    @property
    def honest(self) -> bool:
        return "fhp-check-links" in self.headers.get("user-agent", "")


@dataclass
class Reply:
    status: int = 200
    body: str | bytes = ""
    headers: dict[str, str] = field(default_factory=dict)

    def bytes(self) -> bytes:
        body = self.body.encode() if isinstance(self.body, str) else self.body
        headers = {
            "Content-Type": "text/html; charset=utf-8",
            "Content-Length": str(len(body)),
        } | self.headers
        lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items() if value is not None)
        return f"HTTP/1.1 {self.status} X\r\n{lines}\r\n".encode() + body


Stream = Callable[[asyncio.StreamWriter], Awaitable[None]]
Site = Callable[[Request], Reply | Stream]


def always(reply: Reply | Stream) -> Site:
    """A site that gives the same answer to everything."""
    return lambda _: reply


@dataclass
class Entry:
    """One line of the log."""

    ip: str
    path: str
    method: str
    headers: dict[str, str]
    started: int  # a count of all that began or ended: the order of things, not the clock
    ended: int = 0
    streamed: bool = False


class Internet:
    """Runs in a thread of its own; `sites` maps address to behaviour."""

    def __init__(self, latency: float = 0.0) -> None:
        self.latency = latency
        self.sites: dict[str, Site] = {}
        self.log: list[Entry] = []
        self.moments = itertools.count(1)
        self.port = 0
        self.tls_ports: dict[str, int] = {}
        self.loop = asyncio.new_event_loop()
        self.thread = threading.Thread(target=self.loop.run_forever, daemon=True)

    def start(self, contexts: dict[str, ssl.SSLContext] | None = None) -> "Internet":
        self.thread.start()
        self.port = self.listen(None)
        self.tls_ports = {name: self.listen(context) for name, context in (contexts or {}).items()}
        return self

    def listen(self, context: ssl.SSLContext | None) -> int:
        job = asyncio.start_server(self.serve, "0.0.0.0", 0, ssl=context, backlog=512)
        server = asyncio.run_coroutine_threadsafe(job, self.loop).result()
        return server.sockets[0].getsockname()[1]

    def stop(self) -> None:
        asyncio.run_coroutine_threadsafe(self.hang_up(), self.loop).result(timeout=5)
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join(timeout=5)

    async def hang_up(self) -> None:
        tasks = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        # Cancelled at the end: asyncio.streams would log a cancelled handler as an error.
        quiet = (ConnectionError, EOFError, ssl.SSLError, TimeoutError, asyncio.CancelledError)
        with contextlib.suppress(*quiet):
            while await self.answer(reader, writer):
                pass
        with contextlib.suppress(Exception):
            writer.close()

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        first, *lines = head.split("\r\n")
        method, path, _ = first.split(" ", 2)
        headers = {n.lower(): v.strip() for n, _, v in (line.partition(":") for line in lines if line)}
        ip = writer.get_extra_info("sockname")[0]
        entry = Entry(ip, path, method, headers, next(self.moments))
        self.log.append(entry)
        tries = sum(e.ip == ip and e.path == path for e in self.log)
        try:
            await asyncio.sleep(self.latency)
            site = self.sites.get(ip, lambda _: Reply(404, "nothing here"))
            reply = site(Request(ip, path, headers, tries))
            if isinstance(reply, Reply):
                writer.write(reply.bytes())
                await writer.drain()
                return True
            entry.streamed = True
            await reply(writer)
            return False
        finally:
            entry.ended = next(self.moments)
