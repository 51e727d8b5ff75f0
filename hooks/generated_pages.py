"""Adds what no file holds: a language's stand-in for a page it lacks, and the pages and tables made from data.

static-i18n only keeps files that seem to lie in docs/, so a page is announced before the plugin sorts the files
and gets its text after.
"""

from pathlib import Path

from mkdocs.plugins import CombinedEvent, event_priority
from mkdocs.structure.files import File
from turns import ANNOUNCE_PAGES, FILL_PAGES

from fhp.lists.generated_pages import edit_place, find_generated, render_generated, render_written


@event_priority(ANNOUNCE_PAGES)
def announce(files, config):
    for uri in find_generated(config.extra["library"]):
        files.append(File.generated(config, uri, abs_src_path=str(Path(config.docs_dir) / uri)))
    return files


@event_priority(FILL_PAGES)
def fill(files, config):
    library = config.extra["library"]
    generated = set(find_generated(library))
    for file in list(files):
        code, _, path = file.src_uri.partition("/")
        page = library.at(code, path)
        if page:  # as we read it: MkDocs would make a truth of the title `No`, and a number of 19:30
            file._content = render_written(page)
        elif file.src_uri in generated:
            # the public content_string= would unset abs_src_path, which the rss plugin needs
            file._content = render_generated(library.editions[code], path)
            file.edit_uri = edit_place(library, path)
        elif file.src_uri.endswith(".md"):
            files.remove(file)  # too broken to be read; fhp check has said why
    return files


on_files = CombinedEvent(announce, fill)
