"""How fast the link checker is: 300 good links over 30 local hosts with 50 ms latency, no pause.

Run: python benchmarks/links.py
The ideal asks one request at a time of each host: 10 links, 10 x 50 ms. A second run within the
time to live must ask nothing.
"""

import multiprocessing
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "links"))
from link_server import NET, Internet, Reply  # noqa: E402 - lives with the tests

from fhp.link_checker.check import check_links  # noqa: E402 - after the path is set
from fhp.link_checker.options import Options
from fhp.link_checker.targets import Target

HOSTS, LINKS, LATENCY = 30, 10, 0.05


def site(request) -> Reply:
    if "pagina" not in request.path:
        return Reply(404, "no")
    number = request.path.rpartition("-")[2]
    return Reply(200, f"<title>Página {number}</title><h1>Página {number}</h1><p>" + f"palabra{number} " * 200)


def serve(pipe) -> None:
    """The hosts, in a process of their own: their work is not the checker's."""
    internet = Internet(LATENCY).start()
    for host in range(1, HOSTS + 1):
        internet.sites[f"127.0.20.{host}"] = site
    pipe.send(internet.port)
    while pipe.recv():
        pipe.send(len(internet.log))


def main() -> None:
    ours, theirs = multiprocessing.Pipe()
    multiprocessing.Process(target=serve, args=(theirs,), daemon=True).start()
    port = ours.recv()
    urls = [f"http://127.0.20.{h}:{port}/pagina-{n}" for h in range(1, HOSTS + 1) for n in range(LINKS)]
    seen = 0
    with tempfile.TemporaryDirectory() as folder:
        options = Options(date.today(), state=Path(folder) / "links.json", pause=0, public_nets=(NET,))  # noqa: DTZ011
        for name in ("first", "second"):
            start, cpu = time.perf_counter(), time.process_time()
            report = check_links(map(Target, urls), options)
            spent, busy = time.perf_counter() - start, time.process_time() - cpu
            ours.send(True)
            asked = ours.recv() - seen
            seen += asked
            alive = sum(verdict.verdict == "alive" for verdict in report.verdicts)
            print(
                f"{name} run: {spent:.2f} s = {spent / (LINKS * LATENCY):.2f} x ideal, {busy:.2f} s CPU, "
                f"{asked} requests, {alive}/{len(urls)} alive"
            )
    ours.send(False)


if __name__ == "__main__":
    main()
