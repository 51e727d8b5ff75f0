"""Adds what no file holds: a language's stand-in for a page it lacks, and the pages and tables made from data.

static-i18n only keeps files that seem to lie in docs/, so a page is announced before the plugin sorts the files
(its own priority is -100) and gets its text after.
"""

from pathlib import Path

from mkdocs.plugins import CombinedEvent, event_priority
from mkdocs.structure.files import File

from fhp.generated_pages import edit_place, find_generated, render_generated


@event_priority(0)
def announce(files, config):
    for uri in find_generated(config.extra["library"]):
        files.append(File.generated(config, uri, abs_src_path=str(Path(config.docs_dir) / uri)))
    return files


@event_priority(-150)
def fill(files, config):
    library = config.extra["library"]
    generated = set(find_generated(library))
    for file in files:
        if file.src_uri in generated:
            # content_string= would unset abs_src_path, which rss needs
            file._content = render_generated(library, file.src_uri)
            file.edit_uri = edit_place(library, file.src_uri)
    return files


on_files = CombinedEvent(announce, fill)
