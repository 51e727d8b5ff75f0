"""Servers in trouble, servers that mean harm, addresses that must not be asked, certificates."""

import asyncio
import gzip

from link_server import Reply, Site, always
from link_wordings import html, prose
from link_world import TRAP, World, article, pages


def troubles(world: World) -> None:
    add = world.add
    for status in (404, 410):
        add("gone", world.site(always(Reply(status, html(*world.error())))) + "/x", "dead")
    for status in (500, 503):
        add("server-error", world.site(always(Reply(status))) + "/x", "uncertain", "suspect")
        flaky = world.site(lambda r, s=status: Reply(s) if r.tries < 3 else article(world))
        add("flaky", flaky + "/", "alive")

    async def hang(_) -> None:
        await asyncio.sleep(30)

    async def reset(writer) -> None:
        writer.transport.abort()

    async def garbage(writer) -> None:
        writer.write(b"\x00\xff nonsense\r\n\r\n")

    async def endless(writer) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<title>Sin fin</title>")
        while True:
            writer.write(b"palabra " * 4000)
            await writer.drain()

    async def drip(writer) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<title>Gota</title>")
        for _ in range(300):
            writer.write(b"gota ")
            await writer.drain()
            await asyncio.sleep(0.1)

    async def slow_headers(writer) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\n")
        for number in range(300):
            writer.write(f"X-{number}: 1\r\n".encode())
            await asyncio.sleep(0.1)

    async def huge_headers(writer) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nX-Big: " + b"a" * 2_000_000 + b"\r\n\r\nhola")

    async def wrong_length(writer) -> None:
        text = html("Corta", prose(world.chance)).encode()
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 999999\r\n\r\n" + text)

    def streams(stream) -> Site:
        return lambda r: stream if r.path == "/x" else Reply(404)

    for stream in (hang, reset, slow_headers):
        add(f"never-{stream.__name__}", world.site(streams(stream)) + "/x", "uncertain", "suspect")
    for stream in (garbage, huge_headers):
        add(f"unreadable-{stream.__name__}", world.site(streams(stream)) + "/x", "uncertain", "unclear")
    for stream in (endless, drip):
        add(f"judged-by-what-came-{stream.__name__}", world.site(streams(stream)) + "/x", "alive")
    add("cut-short", world.site(streams(wrong_length)) + "/x", "uncertain", "unclear")
    once = world.site(
        lambda r: reset if r.tries < 3 and r.path == "/x" else Reply(404) if r.path != "/x" else article(world)
    )
    add("reset-twice", once + "/x", "alive")
    bomb = gzip.compress(b"a" * 50_000_000)
    bombed = world.site(pages({"/x": Reply(200, bomb, {"Content-Encoding": "gzip"})}))
    add("bomb", bombed + "/x", "alive")
    add("refused", "http://127.0.9.9:1/", "dead")
    add("empty", world.site(pages({"/x": Reply(200, "")})) + "/x", "uncertain")
    works = world.site(always(Reply(200, html("Aviso", "<h1>Estamos en mantenimiento</h1>"))))
    add("maintenance", works + "/x", "uncertain")
    add("no-such-name", "https://no-such-name.invalid/", "dead")
    add("dns-trouble", "http://dns-trouble.bed.org/", "uncertain")


def unsafe(world: World) -> None:
    world.internet.sites[TRAP] = always(article(world))
    port = world.internet.port
    trap = f"http://{TRAP}:{port}/"
    for url in (
        trap,
        f"http://2134000194:{port}/",
        f"http://0x7f.66.66.66:{port}/",
        f"http://0177.0102.0102.0102:{port}/",
        f"http://127.4342338:{port}/",
        f"http://[::ffff:127.66.66.66]:{port}/",
        f"http://[::1]:{port}/",
        "http://[::ffff:8.8.8.8]/",
        f"http://localhost:{port}/",
        f"http://%31%32%37.66.66.66:{port}/",
        "http://169.254.169.254/latest/meta-data/",
        "http://10.0.0.1./",
        "http://192.168.1.1/",
        "http://1２7.66.66.66/",
        "http://user:secret@example.org/",
        "javascript:alert(1)",
        "data:text/html,<b>x",
        "file:///etc/passwd",
        "https://раypal.com/",
        "https://xn--pypal-4ve.com/",
        "https://аррӏе.com/",
        "http://router.lan/",
        "http://127.0.9.9:22/",
        "http://127.0.9.9:25/",
        "http://127.0.9.9:0/",
    ):
        world.add("unsafe", url, "unsafe", "unsafe")
    onion = "http://duckduckgogg42xjoc72x3sjasowoarfbgcmvfimaftt6twagswzczad.onion/"
    world.add("onion", onion, "uncertain", "unclear")
    world.add("onion-hop", world.site(always(Reply(302, "", {"Location": onion}))) + "/x", "uncertain", "unclear")
    for location in (
        trap,
        f"//{TRAP}:{port}/",
        f"http://a:b@{TRAP}:{port}/",
        "javascript:alert(1)",
        "http://127.0.9.9:22/",
        "//127.0.9.9:25/",
    ):
        origin = world.site(pages({"/x": Reply(302, "", {"Location": location})}))
        world.add("unsafe-hop", origin + "/x", "unsafe", "unsafe")
    for body in (
        f'<meta http-equiv="refresh" content="0;url={trap}">',
        f"<script>location='{trap}'</script>",
    ):
        world.add("unsafe-hop", world.site(pages({"/x": Reply(200, body)})) + "/x", "unsafe", "unsafe")
    for name, address in {"inside.bed.org": TRAP, "inside2.bed.org": "10.0.0.7"}.items():
        world.hosts[name] = address
        world.add("unsafe-name", f"http://{name}:{port}/", "unsafe", "unsafe")
    sibling_trap = world.site(lambda r: article(world) if r.path == "/x" else Reply(302, "", {"Location": trap}))
    world.add("good-with-unsafe-siblings", sibling_trap + "/x", "alive")


def certificates(world: World) -> None:
    odd = b"HTTP/1.1 200 OK\r\nsin dos puntos\r\nContent-Length: 400\r\n\r\n" + b"palabra " * 50

    async def out_of_form(writer) -> None:
        writer.write(odd)
        await writer.drain()

    expected = {
        "good": "alive",
        "expired": "dead",
        "self-signed": "dead",
        "wrong-host": "dead",
        "incomplete": "uncertain",
    }
    for name, verdict in expected.items():
        origin = world.site(
            lambda r: out_of_form if r.path == "/y" else article(world) if r.path == "/x" else Reply(404)
        )
        ip = origin.split("/")[2].split(":")[0]
        world.internet.sites["127.0.1.1"] = world.internet.sites[ip]
        for path in "xy":  # /y is an answer out of form
            world.add(f"tls-{name}", f"https://127.0.1.1:{world.internet.tls_ports[name]}/{path}", verdict)
