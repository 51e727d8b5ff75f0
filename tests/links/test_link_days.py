"""Sites over simulated days: domains that lapse, strangers who come, owners who stay.

Every day is a real run of the checker with the memory of the days before; what may never be is a stranger's page
called alive, or a living one called dead.
"""

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

import pytest
from link_fixtures import HOST, server_context
from link_server import NET, Internet, Reply, Request, always
from link_wordings import CASINOS, SALES, html, invented, prose
from link_world import World, article, pages

from fhp.link_checker.check import check_links
from fhp.link_checker.options import Options, Verdict
from fhp.link_checker.targets import Target

START = date(2026, 3, 1)
LAPSE = 10  # the day on which things change
DAYS = (0, 3, 7, 10, 11, 14, 18, 19, 24, 25, 31, 38, 45)
NAMES = ("Colectiva Flor de Agua", "Flor de Agua")
NOWHERE = "no-such-name.invalid"
Answer = Callable[[Request], Reply | Callable]
Known = dict[int, Verdict]


@dataclass
class Case:
    kind: str
    url: str
    names: tuple[str, ...]
    fits: Callable[[Known], bool]


@dataclass
class Years:
    """A world in which a day passes; `lost` holds names that do not exist on some days."""

    world: World
    day: int = 0
    cases: list[Case] = field(default_factory=list)
    lost: dict[str, range] = field(default_factory=dict)

    def add(self, kind: str, before: Answer, after: Answer, path: str, fits: Callable[[Known], bool],
            names: tuple[str, ...] = (), lost: range | None = None) -> str:  # fmt: skip
        name = f"sitio{len(self.cases)}.flordeagua.org"
        origin = self.world.site(lambda request: (before if self.day < LAPSE else after)(request), name)
        if lost is not None:
            self.lost[name] = lost
        self.cases.append(Case(kind, origin + path, names, fits))
        return origin

    def hosts(self) -> Mapping[str, str]:
        gone = {name for name, days in self.lost.items() if self.day in days}
        return self.world.hosts | dict.fromkeys(gone, NOWHERE)


def never_alive(known: Known) -> bool:
    """Once it is asked after the change it is no longer alive, on no day."""
    return known[3].verdict == "alive" and all(known[day].verdict not in ("alive", "moved") for day in DAYS if day > 13)


def withdrawn(known: Known) -> bool:
    """No reader is sent there any more."""
    return never_alive(known) and known[45].state in ("dead", "taken-over")


def alive_throughout(known: Known) -> bool:
    return all(verdict.verdict == "alive" for verdict in known.values())


def never_dead(known: Known) -> bool:
    return not any(verdict.verdict == "dead" for verdict in known.values())


def strangers(years: Years) -> None:
    """A domain lapses: somebody else answers, in words that no list knows."""
    world, chance = years.world, years.world.chance
    deep, home = "/programas/escuela-de-cuidado", "/"

    def site(words: int = 90) -> Answer:
        return pages({home: article(world, "Flor de Agua", words), deep: article(world, "Escuela de cuidado", words)})

    def parked(words: str) -> Answer:
        return always(Reply(200, html("flordeagua.org", f"<h1>flordeagua.org</h1><p>{words}</p>")))

    tongue = invented(chance, 25)
    offer = chance.choice(SALES).format(domain="flordeagua.org")
    casino = "".join(f"<p>{chance.choice(CASINOS)}</p>" for _ in range(4))
    years.add("parked, deep", site(), parked(tongue), deep, withdrawn)
    years.add("parked, deep, known words", site(), parked(offer), deep, withdrawn)
    years.add("parked, home, name known", site(), parked(tongue), home, withdrawn, NAMES)
    years.add("parked, home, no name", site(), parked(tongue), home, never_alive)
    years.add("parked, home, known words", site(), parked(offer), home, withdrawn)
    bets = pages({home: Reply(200, html("Flor", casino)), deep: Reply(200, html("Escuela", casino))})
    years.add("casino on the old paths", site(), bets, deep, never_alive)
    years.add("casino under the old title and name", site(),
              pages({home: Reply(200, html("Flor de Agua", casino * 8))}), home, never_alive, NAMES)  # fmt: skip
    shop = pages({home: article(world, "Zapatos y bolsos", 120), deep: article(world, "Zapatos", 120)})
    years.add("a shop that tells missing pages apart", site(), shop, deep, never_alive)
    years.add("a shop at the front door", site(), shop, home, never_alive)
    far = world.site(shop)
    years.add("sent on to a shop", site(), always(Reply(302, "", {"Location": far + "/"})), home, never_alive)
    target = world.site(lambda request: (site() if years.day < LAPSE else shop)(request))
    on = always(Reply(301, "", {"Location": target + home}))
    years.add("moved, and the new home lapsed", on, on, home,
              lambda known: all(known[day].verdict not in ("alive", "moved") for day in DAYS if day > 17))  # fmt: skip
    one_page = always(Reply(200, html("Flor de Agua", f"<p>{prose(chance, 60)}</p>")))
    taken = always(Reply(200, html("Flor de Agua", f"<p>{invented(chance, 60)}</p>")))
    years.add("one page under the old title", one_page, taken, home, never_alive)
    masked = pages({home: Reply(200, html("Flor de Agua", f"<p>{tongue * 9}</p>"))})
    years.add("back under the old title", site(), masked, home, withdrawn, lost=range(LAPSE, 30))
    years.add("sent on for good", site(), always(Reply(301, "", {"Location": far + "/"})), home, never_alive)
    blank = pages({home: Reply(200, html("Flor de Agua", "<p>Pronto.</p>"))})
    years.add("hardly anything left", site(), blank, home, never_alive)
    years.add("back from the dead as a shop", site(), shop, home, withdrawn, lost=range(LAPSE, 30))
    years.add("back from the dead, never seen before", pages({home: article(world)}), shop, home,
              lambda known: all(known[day].verdict != "alive" for day in DAYS), lost=range(30))  # fmt: skip


def documents(years: Years) -> None:
    label = {"Content-Type": "application/pdf"}
    pdf = Reply(200, b"%PDF-1.5\n" + b"x" * 900, label)
    page = article(years.world, "Biblioteca")
    years.add("a document that became a page", pages({"/a.pdf": pdf}), pages({"/a.pdf": page}), "/a.pdf", never_alive)
    years.add("a page that became a download", pages({"/a": page}), pages({"/a": pdf}), "/a", never_alive)
    years.add("a document that is gone", pages({"/a.pdf": pdf}), pages({}), "/a.pdf", withdrawn)
    years.add("a document that stays", pages({"/a.pdf": pdf}), pages({"/a.pdf": pdf}), "/a.pdf", alive_throughout)


def owners(years: Years) -> None:
    """Those who stay: a new dress, a new house, a bad day."""
    world, chance = years.world, years.world.chance
    old = pages({"/": article(world, "Flor de Agua", 120)})
    dress = article(world, "Bienvenidas a la Colectiva Flor de Agua", 150)
    years.add("a new dress with the name", old, pages({"/": dress}), "/", alive_throughout, NAMES)
    news = pages({"/": Reply(200, html("Flor de Agua", f"<h1>Flor de Agua</h1><p>{prose(chance, 200)}</p>"))})
    years.add("news under the same title", old, news, "/", alive_throughout)
    title = pages({"/": Reply(200, article(world, "Flor").body.replace("<title>Flor", "<title>Inicio, Flor"))})
    years.add("another title over the same text", title, title, "/", alive_throughout)
    bad_days = lambda request: Reply(503) if years.day in (10, 11) else old(request)  # noqa: E731 - one line of a table
    years.add("two bad days", old, bad_days, "/", never_dead)
    back = lambda request: Reply(404) if years.day < 38 else old(request)  # noqa: E731
    years.add("gone for weeks, and the same again", old, back, "/", lambda known: known[45].verdict == "alive")
    revived = lambda known: (known[31].verdict, known[45].verdict) == ("dead", "alive")  # noqa: E731
    years.add("lost its domain, and is itself again", old, old, "/", revived, lost=range(LAPSE, 37))
    wall = always(Reply(403, "no"))
    years.add("a wall", old, wall, "/", lambda known: known[45].state == "blocked")
    silent = always(Reply(500, "no"))
    years.add("a server that broke", old, silent, "/", lambda known: known[45].verdict == "dead")


def quiet(years: Years) -> None:
    """So many links that are well that the run counts whatever the others do."""
    for number in range(70):
        years.add("well", site := pages({f"/nota-{number}": article(years.world)}), site, f"/nota-{number}",
                  alive_throughout)  # fmt: skip


@pytest.mark.parametrize("seed", [11])
def test_over_the_days_no_stranger_is_alive_and_no_owner_dead(internet: Internet, tmp_path: Path, seed: int):
    years = Years(World(internet, random.Random(seed)))
    for family in (strangers, documents, owners, quiet):
        family(years)
    targets = [Target(case.url, case.names) for case in years.cases]
    known: dict[str, Known] = {case.url: {} for case in years.cases}
    for years.day in DAYS:
        options = Options(START + timedelta(years.day), state=tmp_path / "links.json", pause=0, deadline=8, ttl=6,
                          public_nets=(NET,), hosts=years.hosts())  # fmt: skip
        report = check_links(targets, options)
        assert not report.void
        assert not report.moves(), "nothing here is to be written down"
        for verdict in report.verdicts:
            known[verdict.url][years.day] = verdict
    wrong = [
        (case.kind, [f"{day}: {known[case.url][day].state}, {known[case.url][day].reason[:30]}" for day in DAYS])
        for case in years.cases
        if not case.fits(known[case.url])
    ]
    assert not wrong, "\n".join(map(str, wrong))


def test_bad_news_of_a_site_has_its_other_pages_asked_the_same_day(internet: Internet, tmp_path: Path):
    lapsed = False
    world = World(internet, random.Random(3))
    routes = pages({f"/p{number}": article(world, f"Nota {number}") for number in range(4)})
    parked = Reply(200, html("red.org", f"<h1>red.org</h1><p>{invented(world.chance, 20)}</p>"))
    origin = world.site(lambda request: parked if lapsed else routes(request))
    steady = [Target(world.site(pages({"/": article(world)})) + "/") for _ in range(20)]

    def run(day: int, *urls: str) -> list[str]:
        options = Options(START + timedelta(day), state=tmp_path / "links.json", pause=0, ttl=6, public_nets=(NET,))
        return [verdict.state for verdict in check_links([*map(Target, urls), *steady], options).verdicts[: len(urls)]]

    first, *others = [f"{origin}/p{number}" for number in range(4)]
    run(0, first)
    run(5, *others)
    lapsed = True
    assert set(run(6, first, *others)) == {"taken-over"}, "the others were not due for days"


def test_where_neighbours_cannot_be_asked_other_words_are_not_believed(internet: Internet, tmp_path: Path):
    async def hang_up(writer) -> None:
        writer.transport.abort()

    chance = random.Random(5)
    words = prose(chance, 60)
    internet.sites["127.0.9.1"] = lambda request: (
        Reply(200, html("Flor de Agua", f"<p>{words}</p>")) if request.path == "/" else hang_up
    )
    target = Target(f"http://127.0.9.1:{internet.port}/")

    def look(day: int) -> Verdict:
        options = Options(
            START + timedelta(day), state=tmp_path / "links.json", pause=0, deadline=5, public_nets=(NET,)
        )
        return check_links([target], options).verdicts[0]

    assert look(0).verdict == "alive"
    words = invented(chance, 60)
    assert (look(7).verdict, look(8).verdict) == ("uncertain", "uncertain")


def test_a_certificate_that_names_another_organisation_ends_trust(internet: Internet, tmp_path: Path, issue: Callable):
    world = World(internet, random.Random(4))
    internet.sites[HOST] = pages({"/": article(world, "Flor de Agua")})
    context = server_context(issue("Flor de Agua A.C."))
    target = Target(f"https://{HOST}:{internet.listen(context)}/")

    def look(day: int) -> Verdict:
        options = Options(START + timedelta(day), state=tmp_path / "links.json", pause=0, public_nets=(NET,))
        return check_links([target], options).verdicts[0]

    assert look(0).verdict == "alive"
    context.load_cert_chain(issue("Flor de Agua A.C."))  # renewed
    assert look(7).verdict == "alive"
    context.load_cert_chain(issue("Apuestas del Norte S.A."))
    assert (look(14).verdict, "another organisation" in look(14).reason) == ("uncertain", True)
