"""Adds the pages that no file holds: a language's stand-in for a page it lacks, and those made from data.

static-i18n only keeps files that seem to lie in docs/, so a page is announced before the plugin sorts the files
(its own priority is -100) and gets its text after.
"""

from pathlib import Path

from mkdocs.plugins import CombinedEvent, event_priority
from mkdocs.structure.files import File

from fhp.generated_pages import render_generated_pages


@event_priority(0)
def announce(files, config):
    for uri in render_generated_pages(config.extra["library"]):
        files.append(File.generated(config, uri, abs_src_path=str(Path(config.docs_dir) / uri)))
    return files


@event_priority(-150)
def fill(files, config):
    generated = render_generated_pages(config.extra["library"])
    for file in files:
        if file.src_uri in generated:
            file._content = generated[file.src_uri]  # content_string= would unset abs_src_path, which rss needs
            file.edit_uri = None
    return files


on_files = CombinedEvent(announce, fill)
