"""Publishes what a page lists as a file for other programs: dialogues for calendars, publications for references."""

from mkdocs.plugins import event_priority
from mkdocs.structure.files import File
from turns import MAKE_FILES

from fhp.lists.bibliography import render_bibtex_files
from fhp.outputs.calendars import render_calendars


@event_priority(MAKE_FILES)
def on_env(env, config, files):
    edition = config.extra["edition"]
    made = render_bibtex_files(edition) | render_calendars(edition, config.site_url)
    for path, content in made.items():
        files.append(File.generated(config, path, content=content))
    return env
