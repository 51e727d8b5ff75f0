"""Links that work, near misses that must stay alive, and redirects of every kind."""

import gzip
import zlib

import brotli
from link_server import Reply, Request, always
from link_wordings import html, prose
from link_world import World, article, pages


def good_links(world: World) -> None:
    add = world.add
    big = html("Informe", f"<p>{prose(world.chance, 80000)}</p>")
    text = html("Comprimida", f"<p>{prose(world.chance)}</p>").encode()
    raw = zlib.compressobj(wbits=-15)
    deflated = raw.compress(text) + raw.flush()
    routes = {
        "/": article(world, "Red de Defensoras"),
        "/cuidado/guia": article(world),
        "/a/ñandú y más.html": article(world),
        "/a/%C3%B1and%C3%BA%20y%20m%C3%A1s.html": article(world),
        "/gz": Reply(200, gzip.compress(text), {"Content-Encoding": "gzip"}),
        "/deflate": Reply(200, deflated, {"Content-Encoding": "deflate"}),
        "/brotli": Reply(200, brotli.compress(text), {"Content-Encoding": "br"}),
        "/lies-about-gzip": Reply(200, text, {"Content-Encoding": "gzip"}),
        "/latin": Reply(200, text.decode().encode("latin-1"), {"Content-Type": "text/html; charset=latin-1"}),
        "/odd-charset": Reply(200, text, {"Content-Type": "text/html; charset=klingon-8"}),
        "/informe.pdf": Reply(200, b"%PDF-1.7 \0\1\2", {"Content-Type": "application/pdf"}),
        "/foto.jpg": Reply(200, b"\xff\xd8\xff\0\0", {"Content-Type": "image/jpeg"}),
        "/big": Reply(200, big),
        "/short-note": Reply(200, html("Aviso", "<p>Cerramos en agosto.</p>")),
        "/buscar": lambda r: article(world, f"Tema {r.path[-3:]}") if "q=" in r.path else article(world, "Buscar"),
    }
    origin = world.site(pages(routes))
    for path in routes:
        if path != "/buscar":
            add("good", origin + path, "alive")
    add("good-query-travels", origin + "/cuidado/guia?utm_source=boletin", "alive")
    add("good-query-ignored", origin + "/cuidado/guia?id=77", "alive")
    add("fragment-there", origin + "/cuidado/guia#", "alive")
    for fragment in ("no-hay", "top", ":~:text=red", "!/ruta", "page=3"):
        add("fragment", origin + f"/cuidado/guia#{fragment}", "uncertain" if fragment == "no-hay" else "alive")
    add("fragment-pdf", origin + "/informe.pdf#page=7", "alive")
    head_liar = world.site(lambda r: Reply(404) if r.path != "/x" else article(world))
    add("good-other-host", head_liar + "/x", "alive")
    add("mailto", "mailto:hola@redefensoras.org", "alive")
    add("tel", "tel:+502-2345-6789", "alive")


def near_misses(world: World) -> None:
    add = world.add
    error, _ = world.error()
    routes = {
        "/blog/404": article(world, "Página no encontrada: un ensayo sobre los 404", 60),
        "/blog/error": Reply(200, html(error, f"<h1>{error}</h1><p>{prose(world.chance, 40)}</p>")),
        "/blog/dominios-en-venta": article(world, "Cuando un dominio está en venta: comprar o perder", 70),
        "/blog/casino": article(world, "Cómo un casino robó el dominio de una red de mujeres", 70),
        "/": article(world, "Colectiva Semilla"),
    }
    origin = world.site(pages(routes))
    for path in list(routes)[:4]:
        add("article-about", origin + path, "alive", names=("Colectiva Luna",) if "blog/4" in path else ())
    shell = html("Red", '<div id="root"></div><noscript>Necesita JavaScript.</noscript><script src="/app.js"></script>')
    spa = world.site(always(Reply(200, shell)))
    add("script-shell-home", spa + "/", "alive")
    add("script-shell-deep", spa + "/quienes", "uncertain")
    header = html(
        "Red",
        '<header><h1>Red de Defensoras</h1><a href="/">Inicio</a></header><main id="app"></main>',
        '<script type="module" src="/app.js"></script>',
    )
    world.add("script-shell-with-header", world.site(always(Reply(200, header))) + "/quienes", "uncertain")
    named = world.site(always(Reply(200, shell)))
    add("script-shell-name-gone", named + "/", "uncertain", names=("Asociación Ixchel",))
    renamed = world.site(pages({"/": article(world, "Tejedoras de Vida, antes Hilanderas")}))
    add("renamed", renamed + "/", "alive", names=("Red de Hilanderas del Sur", "Tejedoras de Vida"))
    acronym = world.site(pages({"/": article(world, "IM-Defensoras")}))
    add("alias", acronym + "/", "alive", names=("Iniciativa de Defensoras (IM-Defensoras)",))
    gone = world.site(pages({"/": article(world, "Otra casa")}))
    add("name-gone-alone", gone + "/", "uncertain", names=("Fundación Ceiba Roja",))
    deep = world.site(pages({"/informe": article(world), "/": article(world)}))
    add("name-gone-deep", deep + "/informe", "alive", names=("Fundación Ceiba Roja",))

    frame = " ".join(f"<a href='/{n}'>{prose(world.chance, 4)}</a>" for n in range(60))

    missing = world.error()

    def catch_all(request: Request) -> Reply:
        title, words = ("Contacto", prose(world.chance, 30)) if request.path == "/contacto" else missing
        return Reply(200, html("Colectiva", frame, f"<h1>{title}</h1><p>{words}</p>"))

    add("good-on-a-liar", world.site(catch_all) + "/contacto", "alive")
    fixed = prose(world.chance, 60)

    def by_number(request: Request) -> Reply:
        if request.path.startswith("/nota/47110/"):
            return Reply(200, html("Nota", f"<h1>Asamblea</h1><p>{fixed}</p>"))
        return Reply(404, "no")

    add("slug-ignored", world.site(by_number) + "/nota/47110/asamblea-de-mujeres", "alive")
    landing = article(world, "Portada nueva")

    def to_landing(request: Request) -> Reply:
        return landing if request.path == "/bienvenida-a-todas" else Reply(302, "", {"Location": "/bienvenida-a-todas"})

    add("landing-of-all", world.site(to_landing) + "/bienvenida-a-todas", "alive")
    home_alias = world.site(pages({"/inicio": Reply(301, "", {"Location": "/"}), "/": article(world)}))
    add("home-by-another-name", home_alias + "/inicio", "moved")
    to_language = world.site(lambda r: article(world) if r.path == "/es/" else Reply(302, "", {"Location": "/es/"}))
    add("home-to-language", to_language + "/", "alive")
    add("language-home", to_language + "/es/", "alive")


def redirects(world: World) -> None:
    add = world.add

    def go(status: int, to: str) -> Reply:
        return Reply(status, "", {"Location": to})

    routes = {f"/hop{n}": go(302, f"/hop{n + 1}") for n in range(30)}
    routes |= {
        "/": article(world),
        "/hop30": article(world),
        "/viejo": go(301, "/nuevo/lugar"),
        "/viejo2": go(308, "/viejo"),
        "/nuevo/lugar": article(world),
        "/temporal": go(302, "/nuevo/lugar"),
        "/mixto": go(301, "/temporal"),
        "/gira": go(302, "/gira2"),
        "/gira2": go(302, "/gira"),
        "/a-casa": go(302, "/"),
        "/a-casa-301": go(301, "/"),
        "/a-error": go(302, "/error-404.html"),
        "/error-404.html": Reply(200, html(*world.error())),
        "/a-nada": go(301, "/de-verdad-no-existe"),
        "/refresco": Reply(200, '<meta http-equiv="refresh" content="0; url=/nuevo/lugar">'),
        "/refresco-muerto": Reply(200, "<meta http-equiv=refresh content=\"1;URL='/nada/aqui'\">"),
        "/recarga": Reply(200, html("Sala", prose(world.chance), head='<meta http-equiv=refresh content="300">')),
        "/guion": Reply(200, '<script>window.location.href = "/nuevo/lugar";</script>'),
        "/guion-muerto": Reply(200, "<script>location.replace('/nada/aqui')</script>"),
        "/cuenta": go(302, "/login?next=/cuenta"),
        "/login": Reply(200, html("Entrar", "<form><input name=u><input type=password></form>")),
        "/galleta": lambda r: (
            article(world)
            if "k=1" in r.headers.get("cookie", "")
            else Reply(302, "", {"Location": "/galleta", "Set-Cookie": "k=1; Path=/"})
        ),
        "/sin-destino": Reply(302, "adiós"),
    }
    origin = world.site(pages(routes))
    for path in ("/viejo", "/viejo2"):
        add("moved", origin + path, "moved")
    add("moved-fragment", origin + "/viejo#parte", "moved")
    for path in ("/temporal", "/mixto", "/refresco", "/recarga", "/guion", "/galleta", "/hop15", "/hop20"):
        kind = "too-many" if path == "/hop15" else "redirect-good"
        add(kind, origin + path, "dead" if kind == "too-many" else "alive")
    for path in (
        "/gira",
        "/a-casa",
        "/a-casa-301",
        "/a-error",
        "/a-nada",
        "/refresco-muerto",
        "/guion-muerto",
    ):
        add("redirect-dead", origin + path, "dead")
    add("redirect-login", origin + "/cuenta", "uncertain", "blocked")
    add("redirect-nowhere", origin + "/sin-destino", "uncertain")
    other = world.site(pages({"/": article(world, "Escuela")}))
    split = world.site(pages({"/escuela": go(301, other + "/"), "/": article(world)}))
    add("own-site", split + "/escuela", "moved")
    swallowed = world.site(always(go(301, other + "/")))
    add("whole-site-to-another-home", swallowed + "/programas/x", "dead")
    carried = world.site(lambda r: go(301, origin + r.path))
    add("moved-with-path", carried + "/nuevo/lugar", "moved")
    add("moved-with-path-dead", carried + "/nuevo/perdido", "dead")
    gate = world.site(
        lambda r: (
            Reply(200, html("Antes de seguir", "<form method=post><button>Acepto</button></form>"))
            if r.path.startswith("/aviso")
            else go(302, f"/aviso?volver={r.path}")
        )
    )
    add("interstitial", gate + "/informes/2020", "uncertain")
