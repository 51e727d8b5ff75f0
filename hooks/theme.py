"""Keeps Material's Markdown, and leaves its bundle, fonts and icons behind: 2.5 MB that no page of ours asks for."""

from pathlib import Path
from urllib.parse import urlsplit

import rcssmin
from mkdocs.plugins import event_priority

from fhp.markup import polish

STYLE = "assets/style.css"


@event_priority(-200)  # after every other job has added its files
def on_files(files, config):
    ours = [Path(config.docs_dir), *(Path(folder) for folder in config.theme.dirs[:1])]
    for file in list(files):
        if file.abs_src_path and not any(Path(file.abs_src_path).is_relative_to(folder) for folder in ours):
            files.remove(file)
        elif file.src_uri == STYLE:
            files.remove(file)  # every page carries it
    return files


def on_env(env, config, files):
    env.globals["style"] = rcssmin.cssmin(env.loader.get_source(env, STYLE)[0])
    env.filters["path_of"] = lambda address: urlsplit(address).path
    return env


def on_page_content(html, page, config, files):
    library = config.extra["library"]
    return polish(html, library.language(config.plugins["i18n"].current_language))
