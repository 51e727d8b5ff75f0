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

STYLE, EXIT, START = "assets/style.css", "assets/exit.js", "assets/search-start.js"


@event_priority(DROP_FILES)
def on_files(files, config):
    ours = [Path(config.docs_dir), *(Path(folder) for folder in config.theme.dirs[:1])]
    for file in list(files):
        if file.abs_src_path and not any(Path(file.abs_src_path).is_relative_to(folder) for folder in ours):
            files.remove(file)
        elif file.src_uri in (STYLE, EXIT, START):
            files.remove(file)  # every page carries it
    return files


@event_priority(MAKE_FILES)
def on_env(env, config, files):
    env.autoescape = True  # MkDocs leaves it off; what an editor or a partner typed is text, never markup
    config.extra["style"] = read_asset(env, STYLE, parse_style)
    scripts = [read_asset(env, name, shorten_script) for name in (EXIT, START)]
    config.extra["scripts"] = tuple(scripts)
    env.globals["exit_script"], env.globals["search_script"] = scripts
    env.globals["policy"] = policy_of(scripts, "'unsafe-inline'")  # of all pages, each with its own part of the sheet
    env.filters["path_of"] = lambda address: urlsplit(address).path
    return env


@event_priority(POLISH)
def on_page_content(html, page, config, files):
    return polish(html, config.extra["edition"].language)
