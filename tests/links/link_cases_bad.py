"""Links that are dead in disguise, in other hands, or behind a wall."""

from link_server import Reply, Request, always
from link_wordings import CASINOS, SALES, SUSPENSIONS, WALLS, html, invented, prose
from link_world import World, article, pages


def soft_404s(world: World) -> None:
    chance = world.chance
    for number in range(8):
        title, words = world.error()
        frame = prose(chance, chance.choice([0, 30, 200]))
        script = '<script async src="https://www.googletagmanager.com/gtag/js"></script>'

        def site(request: Request, title=title, words=words, frame=frame, number=number, script=script) -> Reply:
            if request.path == "/":
                return article(world)
            noise = prose(chance, 12) if number % 3 == 0 else ""
            echo = f"<p>{request.path}</p>" if number % 2 else ""
            body = f"<h1>{title}</h1><p>{words}</p>{echo}<p>{noise}</p><footer>{frame}</footer>{script}"
            return Reply(200, html(title if number % 4 else f"{title} {request.path}", body))

        origin = world.site(site)
        path = chance.choice(["/programas/fondo", "/2019/05/nota.html", "/informe-anual-2018.pdf", "/nodo/1234", "/x/"])
        world.add("soft-404", origin + path, "dead")
    title, words = world.error()
    echo = world.site(lambda r: Reply(200, html(title, f"<p>{words}</p><p>{r.path}</p>")))
    world.add("soft-404-echo", echo + "/nota/la-larga-marcha-de-las-defensoras-del-gran-rio", "dead")
    moved = world.site(
        lambda r: (
            Reply(200, html(title, f"<p>{words}</p>")) if r.path == "/aviso" else Reply(302, "", {"Location": "/aviso"})
        )
    )
    world.add("soft-404-redirect", moved + "/talleres/2017", "dead")
    home = article(world, "Portada")
    world.add("soft-404-home-copy", world.site(always(home)) + "/talleres/2017", "dead")

    def by_query(request: Request) -> Reply:
        if request.path == "/nota.php":
            return article(world, "Todas las notas")
        if request.path == "/nota.php?id=12":
            return article(world, "Asamblea")
        return Reply(200, html(title, f"<p>{words}</p>")) if "?id=" in request.path else Reply(404, "no")

    origin = world.site(by_query)
    world.add("soft-404-query", origin + "/nota.php?id=99", "dead")
    world.add("good-query", origin + "/nota.php?id=12", "alive")


def taken_over(world: World) -> None:
    chance = world.chance
    names = ("Colectiva Flor de Agua", "Flor de Agua")
    for number, casino in enumerate(chance.sample(CASINOS, 4)):
        text = html(casino[:30], f"<h1>{casino[:40]}</h1>", *[f"<p>{casino}</p>"] * (number + 2))
        site = pages({"/": Reply(200, text)}, Reply(200, text) if number % 2 else None)
        world.add("gambling", world.site(site) + "/", "dead", "taken-over", names)
    for number, sale in enumerate(chance.sample(SALES, 4)):
        text = sale.format(domain="flordeagua.org")
        body = html("flordeagua.org", f"<h1>flordeagua.org</h1><p>{text}</p>")
        known = names if number % 2 else ()
        world.add("parked", world.site(always(Reply(200, body))) + "/", "dead", "taken-over", known)
    strange = html("flordeagua.org", f"<h1>flordeagua.org</h1><p>{invented(chance, 30)}</p>")
    world.add("parked-unknown-words", world.site(always(Reply(200, strange))) + "/", "dead", "taken-over", names)
    for text in chance.sample(SUSPENSIONS, 2):
        body = html("!", f"<h1>{text}</h1>")
        world.add("suspended", world.site(always(Reply(200, body))) + "/", "dead", "taken-over", names)
    casino = chance.choice(CASINOS)
    lair = world.site(pages({"/": Reply(200, html(casino[:30], f"<p>{casino}</p>" * 3))}))
    hijacked = world.site(always(Reply(302, "", {"Location": lair + "/"})))
    world.add("gambling-by-redirect", hijacked + "/", "dead", "taken-over", names)
    ngo = article(world, "Flor de Agua: contra las apuestas y el casino que roban dominios", 60)
    world.add("ngo-on-gambling", world.site(pages({"/": ngo})) + "/", "alive", names=names)


def walls(world: World) -> None:
    for status in (401, 403, 429, 999, 405, 406):
        origin = world.site(always(Reply(status, "no")))
        world.add("wall", f"{origin}/pagina", "uncertain", "blocked")
    for status in (403, 404, 503, 429):
        origin = world.site(lambda r, s=status: Reply(s) if r.honest or r.path != "/p" else article(world))
        world.add("wall-for-robots-only", f"{origin}/p", "alive")
    title, words = world.chance.choice(WALLS)
    body = html(title, f"<h1>{title}</h1><p>{words}</p>", '<script>document.cookie="c=1";location.reload()</script>')
    for status in (200, 403, 503):
        origin = world.site(always(Reply(status, body, {"cf-mitigated": "challenge"} if status == 503 else {})))
        world.add("challenge", f"{origin}/guia", "uncertain", "blocked")
    later = world.site(always(Reply(429, "", {"Retry-After": "3600"})))
    world.add("come-back-tomorrow", later + "/x", "uncertain", "blocked")
    soon = world.site(
        lambda r: (
            Reply(404) if r.path != "/x" else article(world) if r.tries > 1 else Reply(429, "", {"Retry-After": "1"})
        )
    )
    world.add("come-back-soon", soon + "/x", "alive")
