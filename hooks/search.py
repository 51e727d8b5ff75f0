"""Writes the search of each language, once all its pages are rendered."""

import rjsmin
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File

from fhp.search import FOLDER, Article, find_entries, render_search

SCRIPT = "assets/search.js"


@event_priority(-200)  # after every other job has added its files
def on_files(files, config):
    for file in [file for file in files if file.src_uri == SCRIPT]:
        files.remove(file)  # each language has its own, with its index
    return files


def on_env(env, config, files):
    library = config.extra["library"]
    language = library.language(config.plugins["i18n"].current_language)
    pages = [file.page for file in files.documentation_pages() if file.page and file.page.meta]
    articles = [
        Article(page.file.src_uri.partition("/")[2], page.url.removeprefix(language.prefix).removeprefix("./"),
                str(page.title), page.meta.get("description", ""), page.content or "")
        for page in pages
    ]  # fmt: skip
    script = rjsmin.jsmin(env.loader.get_source(env, SCRIPT)[0]).strip()
    found, env.globals["search"] = render_search(language, find_entries(library, language, articles), script)
    for name, text in found.items():
        files.append(File.generated(config, f"{language.prefix}{FOLDER}{name}", content=text))
    return env
