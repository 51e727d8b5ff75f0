"""Keeps Material's Markdown, and leaves its bundle, fonts and icons behind: 2.5 MB that no page of ours asks for."""

from pathlib import Path
from urllib.parse import urlsplit

from assets import read_asset
from mkdocs.plugins import event_priority
from turns import DROP_FILES, MAKE_FILES, POLISH

from fhp.finish.policy import policy_of
from fhp.finish.polish import polish
from fhp.finish.script import shorten_script
from fhp.finish.style import parse_style

STYLE = "assets/style.css"
SCRIPTS = {  # inline, by the name that the templates call
    "exit_script": "assets/exit.js",
    "search_script": "assets/search-start.js",
    "copy_script": "assets/copy.js",
}
# the mark of overrides/partials/mark.html
ICON = (
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 20 20' stroke-width='4'%3E"
    "%3Cpath stroke='%235b2a86' d='M4 0v20M10 0v20M16 0v20'/%3E"
    "%3Cpath stroke='%23b4540a' d='M0 4h20M0 10h20M0 16h20'/%3E"
    "%3Cpath stroke='%235b2a86' d='M4 1v6M16 1v6M10 7v6M4 13v6M16 13v6'/%3E%3C/svg%3E"
)


@event_priority(DROP_FILES)
def on_files(files, config):
    ours = [Path(config.docs_dir), *(Path(folder) for folder in config.theme.dirs[:1])]
    for file in list(files):
        if file.abs_src_path and not any(Path(file.abs_src_path).is_relative_to(folder) for folder in ours):
            files.remove(file)
        elif file.src_uri in (STYLE, *SCRIPTS.values()):
            files.remove(file)  # every page carries it
    return files


@event_priority(MAKE_FILES)
def on_env(env, config, files):
    env.autoescape = True  # MkDocs leaves it off; what an editor or a partner typed is text, never markup
    config.extra["style"] = read_asset(env, STYLE, parse_style)
    scripts = {name: read_asset(env, path, shorten_script) for name, path in SCRIPTS.items()}
    env.globals |= scripts
    env.globals["icon"] = ICON
    config.extra["scripts"] = tuple(scripts.values())
    # of all pages, each with its own part of the sheet
    env.globals["policy"] = policy_of(scripts.values(), "'unsafe-inline'")
    env.filters["path_of"] = lambda address: urlsplit(address).path
    return env


@event_priority(POLISH)
def on_page_content(html, page, config, files):
    edition = config.extra["edition"]
    shown = edition.shown(page.file.src_uri.partition("/")[2])
    return polish(html, edition.language, shown.language if shown else edition.code)
