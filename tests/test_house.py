"""The house: rooms whose imports go one way, and jobs whose order is said in one place."""

import ast
from pathlib import Path

import pytest
from conftest import ROOT, run

# From the ground up: a room imports from those before it, and from its own.
FLOORS = (
    "problems", "link_checker", "content", "text", "directory", "outputs", "lists", "finish", "editions", "rules",
    "check", "desk",
)  # fmt: skip
STANDS_ASIDE = {
    "finish": {"problems", "content"},
    "link_checker": {"problems"},
}  # what these two may import besides themselves


def imports(path: Path) -> set[str]:
    """The modules of fhp that a file imports, 'text.references'."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("fhp"):
            found |= {f"{node.module}.{name.name}" for name in node.names} if node.module == "fhp" else {node.module}
        elif isinstance(node, ast.Import):
            found |= {name.name for name in node.names if name.name.startswith("fhp")}
    return {name.removeprefix("fhp.") for name in found}


def module_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT / "fhp").with_suffix("").parts).removesuffix(".__init__")


MODULES = {module_of(path): imports(path) for path in sorted((ROOT / "fhp").rglob("*.py"))}


@pytest.mark.parametrize("module", [name for name in MODULES if name.split(".")[0] in FLOORS])
def test_a_room_imports_only_from_the_rooms_below_it(module):
    room = module.split(".")[0]
    rooms = {name.split(".")[0] for name in MODULES[module]} - {room}
    allowed = STANDS_ASIDE.get(room, set(FLOORS[: FLOORS.index(room)]))
    assert rooms <= allowed, f"{module}: {rooms - allowed}"


def test_no_two_modules_import_each_other():
    left = {name: needs & MODULES.keys() for name, needs in MODULES.items()}
    while left:
        free = [name for name, needs in left.items() if not needs & left.keys() - {name}]
        assert free, f"a circle: {sorted(left)}"
        left = {name: needs for name, needs in left.items() if name not in free}


def test_every_room_says_what_it_is_for():
    for folder in (ROOT / "fhp").iterdir():
        if folder.is_dir() and list(folder.glob("*.py")):
            assert ast.get_docstring(ast.parse((folder / "__init__.py").read_text(encoding="utf-8"))), folder


def test_the_order_of_the_jobs_in_the_settings_means_nothing(tiny_built, tiny_site):
    settings = tiny_site / "mkdocs.yml"
    before, rest = settings.read_text(encoding="utf-8").split("\nhooks:", 1)
    first, *rows = rest.split("\n")
    jobs = rows[: next(n for n, row in enumerate(rows) if not row.startswith("  - "))]
    text = "\n".join([first, *reversed(jobs), *rows[len(jobs) :]])
    settings.write_text(f"{before}\nhooks:{text}", encoding="utf-8")
    done = run("mkdocs", "build", "--strict", cwd=tiny_site)
    assert done.returncode == 0, done.stdout
    files = {path.relative_to(tiny_built): path.read_bytes() for path in tiny_built.rglob("*") if path.is_file()}
    turned = tiny_site / "site"
    assert files == {path.relative_to(turned): path.read_bytes() for path in turned.rglob("*") if path.is_file()}
