"""A small internet being filled with links: what every family of cases needs."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field

from link_server import Internet, Reply, Request, Site
from link_wordings import ERRORS, TOPICS, html, invented, prose

TRAP = "127.66.66.66"  # outside the public net: whoever asks here has been led astray


@dataclass(frozen=True)
class Case:
    kind: str
    url: str
    verdict: str
    state: str = ""
    names: tuple[str, ...] = ()


@dataclass
class World:
    internet: Internet
    chance: random.Random
    cases: list[Case] = field(default_factory=list)
    hosts: dict[str, str] = field(default_factory=dict)
    count: int = 0

    def site(self, site: Site, name: str = "") -> str:
        """Open a site; gives its origin."""
        self.count += 1
        ip = f"127.0.{10 + self.count // 200}.{1 + self.count % 200}"
        self.internet.sites[ip] = site
        if name:
            self.hosts[name] = ip
        return f"http://{name or ip}:{self.internet.port}"

    def add(self, kind: str, url: str, verdict: str, state: str = "", names: tuple[str, ...] = ()) -> None:
        self.cases.append(Case(kind, url, verdict, state, names))

    def error(self) -> tuple[str, str]:
        """A wording of "no such page"; a third of them in a language of nobody's."""
        if self.chance.random() < 0.33:
            return invented(self.chance, 3), invented(self.chance, 12)
        return self.chance.choice(ERRORS)


def pages(routes: dict[str, Reply | Callable], other: Reply | Callable | None = None) -> Site:
    """A site of fixed pages; anything else is an honest 404."""

    def site(request: Request):
        path = request.path.partition("?")[0]
        found = routes.get(request.path, routes.get(path, other))
        if found is None:
            return Reply(404, html("404", "<h1>404</h1>"))
        return found(request) if callable(found) and not isinstance(found, Reply) else found

    return site


def article(world: World, title: str | None = None, words: int = 90, head: str = "") -> Reply:
    title = title or world.chance.choice(TOPICS).capitalize()
    links = '<nav><a href="/">Inicio</a> <a href="/contacto">Contacto</a></nav>'
    return Reply(200, html(title, links, f"<h1>{title}</h1><p>{prose(world.chance, words)}</p>", head=head))
