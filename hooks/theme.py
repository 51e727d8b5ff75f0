"""Keeps Material's Markdown, and leaves its bundle, fonts and icons behind: 2.5 MB that no page of ours asks for."""

from pathlib import Path
from urllib.parse import urlsplit

from assets import read_asset
from mkdocs.plugins import event_priority
from turns import DROP_FILES, MAKE_FILES, POLISH, PUT_STYLE

from fhp.finish.polish import polish
from fhp.finish.script import shorten_script
from fhp.finish.style import parse_style, style_for

STYLE, EXIT = "assets/style.css", "assets/exit.js"


@event_priority(DROP_FILES)
def on_files(files, config):
    ours = [Path(config.docs_dir), *(Path(folder) for folder in config.theme.dirs[:1])]
    for file in list(files):
        if file.abs_src_path and not any(Path(file.abs_src_path).is_relative_to(folder) for folder in ours):
            files.remove(file)
        elif file.src_uri in (STYLE, EXIT):
            files.remove(file)  # every page carries it
    return files


@event_priority(MAKE_FILES)
def on_env(env, config, files):
    env.autoescape = True  # MkDocs leaves it off; what an editor or a partner typed is text, never markup
    config.extra["style"] = read_asset(env, STYLE, parse_style)
    env.globals["script"] = read_asset(env, EXIT, shorten_script)
    env.filters["path_of"] = lambda address: urlsplit(address).path
    return env


@event_priority(PUT_STYLE)
def on_post_page(output, page, config):
    return output.replace("<style></style>", f"<style>{style_for(output, config.extra['style'])}</style>", 1)


@event_priority(PUT_STYLE)
def on_post_template(output_content, template_name, config):
    return on_post_page(output_content, None, config)


@event_priority(POLISH)
def on_page_content(html, page, config, files):
    return polish(html, config.extra["edition"].language)
