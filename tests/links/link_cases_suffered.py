"""What living and dying sites really do, and checkers elsewhere got wrong: answers out of form, doors for browsers
only, walls in small words, documents that became pages, moves that nobody may write down.

Wordings are drawn by the seed like everywhere in the bed.
"""

import gzip
from collections.abc import Callable

from link_server import Reply, Request, Site, always
from link_wordings import DOCUMENTS_GONE, MOMENTS, html, invented, prose
from link_world import World, article, pages

PDF = b"%PDF-1.6\n1 0 obj<</Type/Catalog>>endobj\n" + b"x" * 600


def raw(head: bytes, body: bytes = b"") -> Callable:
    """An answer byte for byte, after which the server hangs up."""

    async def send(writer) -> None:
        writer.write(head.replace(b"\n", b"\r\n") + b"\r\n" + body)
        await writer.drain()

    return send


def only(path: str, reply: Reply | Callable) -> Site:
    return lambda request: reply if request.path == path else Reply(404, "no")


def out_of_form(world: World) -> None:
    """What browsers read and a strict parser refuses."""
    body = html("Red", f"<h1>Red</h1><p>{prose(world.chance)}</p>").encode()
    size, kind = len(body), b"Content-Type: text/html\n"
    chunks = b"%x\r\n" % size + body + b"\r\n0\r\n\r\n"
    ok = b"HTTP/1.1 200 OK\n" + kind
    readable = {
        "both-lengths": raw(ok + b"Content-Length: 7\nTransfer-Encoding: chunked\n", chunks),
        "no-colon": raw(ok + b"Esto no es una cabecera\nContent-Length: %d\n" % size, body),
        "name-with-space": raw(ok + b"Mi Cabecera: x\nContent-Length: %d\n" % size, body),
        "name-in-brackets": raw(ok + b"(x): y\nContent-Length: %d\n" % size, body),
        "empty-name": raw(ok + b": x\nContent-Length: %d\n" % size, body),
        "length-twice": raw(ok + b"Content-Length: %d\nContent-Length: %d\n" % (size, size), body),
        "length-with-comma": raw(ok + b"Content-Length: %d, %d\n" % (size, size), body),
        "length-in-words": raw(ok + b"Content-Length: mucho\n", body),
        "length-below-nothing": raw(ok + b"Content-Length: -1\n", body),
        "short-version": raw(b"HTTP/2 200 OK\n" + kind + b"Content-Length: %d\n" % size, body),
        "small-letters": raw(b"http/1.1 200 ok\n" + kind + b"Content-Length: %d\n" % size, body),
        "zero-byte": raw(ok + b"X-Nota: a\0b\nContent-Length: %d\n" % size, body),
        "identity": raw(ok + b"Transfer-Encoding: identity\nContent-Length: %d\n" % size, body),
    }
    for name, answer in readable.items():
        world.add(f"form-{name}", world.site(only("/guia", answer)) + "/guia", "alive")
    for name, answer in {
        "lengths-that-differ": raw(ok + b"Content-Length: %d\nContent-Length: 9\n" % size, body),
        "no-chunks": raw(ok + b"Transfer-Encoding: chunked\n", body),
        "no-http": raw(b"220 mail.red.org ESMTP\n"),
        "no-head": raw(b"<html><p>hola a todas\n"),
    }.items():
        world.add(f"unreadable-{name}", world.site(always(answer)) + "/guia", "uncertain", "unclear")
    gone = raw(b"HTTP/1.1 404 No\nSin dos puntos\nContent-Length: 2\n", b"no")
    world.add("form-but-gone", world.site(always(gone)) + "/guia", "dead")
    latin = raw(b"HTTP/1.1 302 X\nLocation: /p\xe1gina\nContent-Length: 0\n")
    routes: dict[str, Reply | Callable] = {"/p%E1gina": article(world), "/acto": latin}
    world.add("location-in-latin-1", world.site(lambda r: routes.get(r.path, Reply(404))) + "/acto", "alive")
    odd = raw(b"HTTP/1.1 301 X\nCabecera rota\nLocation: /nuevo\nContent-Length: 0\n")
    both: dict[str, Reply | Callable] = {"/nuevo": article(world), "/viejo": odd}
    world.add("moved-out-of-form", world.site(lambda r: both.get(r.path, Reply(404))) + "/viejo", "moved")
    trap = raw(b"HTTP/1.1 302 X\nCabecera rota\nLocation: http://10.0.0.1/\nContent-Length: 0\n")
    world.add("unsafe-out-of-form", world.site(always(trap)) + "/x", "unsafe")


def doors_for_browsers(world: World) -> None:
    """Turned away as a robot, let in as a browser; and the same refusal to both."""

    async def close(writer) -> None:
        writer.transport.abort()

    async def silence(_) -> None:
        import asyncio

        await asyncio.sleep(30)

    refusals: dict[str, Reply | Callable] = {
        **{str(status): Reply(status, "no") for status in (400, 418, 500, 502, 520, 521, 530)},
        "closed": close,
        "silence": silence,
        "empty": Reply(200, ""),
        "blank": Reply(200, " \r\n\t"),
    }
    for name, refusal in refusals.items():
        page = article(world)

        def site(request: Request, refusal=refusal, page=page) -> Reply | Callable:
            if request.path != "/tejido":
                return Reply(404, "no")
            return refusal if request.honest else page

        world.add(f"browsers-only-{name}", world.site(site) + "/tejido", "alive")
    for status in (400, 418):
        world.add(f"nobody-{status}", world.site(always(Reply(status, "no"))) + "/x", "uncertain")
    for status in (502, 520):
        world.add(f"nobody-{status}", world.site(always(Reply(status, "no"))) + "/x", "uncertain", "suspect")
    world.add("nobody-empty", world.site(pages({"/x": Reply(200, " ")})) + "/x", "uncertain", "unclear")
    gone = world.site(lambda r: Reply(500) if r.honest else Reply(404, html(*world.error())))
    world.add("gone-for-browsers", gone + "/x", "dead")


def moments(world: World) -> None:
    """Walls that say hardly more than "one moment", on inner pages, with 200."""
    wait = {
        "form": '<form action="/x" method="post"><input type="hidden" name="t" value="{t}"></form>'
        "<script>document.forms[0].submit()</script>",
        "onload": '<body onload="document.f.submit()"><form name="f"><input type=hidden name=k value={t}></form>'
        "<script>var k=1</script>",
        "cookie": '<script>document.cookie="ok={t}";setTimeout(function(){{location.reload()}},900)</script>',
        "reload": '<meta http-equiv="refresh" content="5"><p>{t}</p>',
        "sent-round": '<script>location.href = "?t={t}"</script>',
        "vendor": '<div id="challenge-stage"></div><script src="/cdn/challenge.js?{t}"></script>',
    }
    for name, code in wait.items():
        title, words = world.chance.choice(MOMENTS)

        def site(_: Request, title=title, words=words, code=code) -> Reply:
            token = "".join(world.chance.choices("abcdef0123456789", k=12))
            return Reply(200, html(title, f"<h1>{title}</h1><p>{words}</p>", code.format(t=token)))

        world.add(f"moment-{name}", world.site(site) + "/programas/escuela", "uncertain", "blocked")
    # Near misses: a page that asks for a moment in its text, and one with a form of its own.
    essay = world.site(pages({"/ensayo": article(world, "Un momento, por favor: sobre la espera", 80)}))
    world.add("moment-essay", essay + "/ensayo", "alive")
    form = html("Escríbenos", f"<p>{prose(world.chance, 40)}</p><form><input type=hidden name=t value=1><input name=q>"
                "<button>Enviar</button></form><script>var a=1</script>")  # fmt: skip
    world.add("form-page", world.site(pages({"/contacto": Reply(200, form)})) + "/contacto", "alive")


def promises(world: World) -> None:
    """Addresses that say what they are, and answers that are something else."""
    label = {"Content-Type": "application/pdf"}
    page = article(world)
    title, words = world.chance.choice(DOCUMENTS_GONE)
    routes: dict[str, Reply | Callable] = {
        "/a/informe.pdf": Reply(200, PDF, label),
        "/a/sin-rotulo.pdf": Reply(200, PDF, {"Content-Type": "application/octet-stream"}),
        "/a/guia.docx": Reply(200, b"PK\x03\x04" + b"z" * 500, {"Content-Type": "application/zip"}),
        "/a/datos.csv": Reply(200, "pais,anio\nGT,2012\n" * 30, {"Content-Type": "text/csv"}),
        "/a/canal.xml": Reply(200, "<?xml version='1.0'?><rss>" + "<item/>" * 90, {"Content-Type": "text/xml"}),
        "/a/nota.xhtml": Reply(200, "<?xml version='1.0'?>" + html("Nota", f"<p>{prose(world.chance)}</p>")),
        "/a/foto.png": Reply(200, b"\x89PNG\r\n" + b"x" * 400, {"Content-Type": "image/png"}),
        "/a/voz.mp3": Reply(200, b"ID3" + b"x" * 400, {"Content-Type": "audio/mpeg"}),
        "/wiki/Archivo:foto.png": page,
        "/descargar.php": Reply(200, PDF, label | {"Content-Disposition": "attachment"}),
    }
    origin = world.site(pages(routes))
    for path in routes:
        world.add("promise-kept", origin + path, "alive")
    broken: dict[str, Reply] = {
        "/b/informe.pdf": page,
        "/b/rotulo.pdf": Reply(200, page.body, label),
        "/b/basura.pdf": Reply(200, b"\x01\x02 no soy un documento" * 30, label),
        "/b/guia.docx": page,
        "/b/foto.jpg": page,
        "/b/datos.csv": page,
        "/b/pagina.html": Reply(200, PDF, label),
        "/b/bajada.html": Reply(200, page.body, {"Content-Disposition": 'attachment; filename="x"'}),
        "/b/punto": Reply(200, "."),
        "/b/vale.html": Reply(200, "<html><body>OK</body></html>"),
        "/b/cero.bin": Reply(200, b"\0", {"Content-Type": "application/octet-stream"}),
    }
    other = world.site(pages(broken))
    for path in broken:
        world.add("promise-broken", other + path, "uncertain", "unclear")
    says = Reply(200, html(title, f"<h1>{title}</h1><p>{words}</p>"))
    world.add("document-said-gone", world.site(pages({"/c/informe.pdf": says})) + "/c/informe.pdf", "dead")
    whole = html("Red", f"<h1>Red</h1><p>{prose(world.chance, 400)}</p>").encode()
    half = gzip.compress(whole)[:-200]
    cut: dict[str, Reply | Callable] = {
        "/d/largo": raw(b"HTTP/1.1 200 OK\nContent-Type: text/html\nContent-Length: 90000\n", whole),
        "/d/trozos": raw(b"HTTP/1.1 200 OK\nContent-Type: text/html\nTransfer-Encoding: chunked\n",
                         b"%x\r\n" % len(whole) + whole + b"\r\nfff\r\nmedio"),
        "/d/gzip": Reply(200, half, {"Content-Encoding": "gzip"}),
        "/d/informe.pdf": raw(b"HTTP/1.1 200 OK\nContent-Type: application/pdf\nContent-Length: 90000\n", PDF),
    }  # fmt: skip
    torn = world.site(lambda request: cut.get(request.path, Reply(404)))
    for path in cut:
        world.add("cut-short", torn + path, "uncertain", "unclear")


def strange_tongue(world: World) -> None:
    """A document's place taken by a page in a language of nobody's: unclear, never plainly alive."""
    words = html(invented(world.chance, 2), f"<p>{invented(world.chance, 60)}</p>")
    site = world.site(pages({"/fondo/memoria-2014.pdf": Reply(200, words)}))
    world.add("promise-broken", site + "/fondo/memoria-2014.pdf", "uncertain", "unclear")


SUFFERED = (out_of_form, doors_for_browsers, moments, promises, strange_tongue)
