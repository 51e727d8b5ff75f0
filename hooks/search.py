"""Writes the search of each language, once all its pages are rendered."""

from assets import read_asset
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File
from turns import DROP_FILES, MAKE_SEARCH

from fhp.finish.script import shorten_script
from fhp.outputs.search import FOLDER, Article, find_entries, render_search

SCRIPT = "assets/search.js"


@event_priority(DROP_FILES)
def on_files(files, config):
    for file in [file for file in files if file.src_uri == SCRIPT]:
        files.remove(file)  # each language has its own, with its index
    return files


@event_priority(MAKE_SEARCH)
def on_env(env, config, files):
    edition = config.extra["edition"]
    pages = [file.page for file in files.documentation_pages() if file.page and file.page.meta]
    articles = [
        Article(page.file.src_uri.partition("/")[2], str(page.title), page.meta.get("description", ""),
                page.content or "")
        for page in pages
    ]  # fmt: skip
    script = read_asset(env, SCRIPT, shorten_script)
    found, env.globals["search"] = render_search(edition.language, find_entries(edition, articles), script)
    for name, text in found.items():
        files.append(File.generated(config, f"{edition.prefix}{FOLDER}{name}", content=text))
    return env
