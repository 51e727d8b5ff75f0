"""Publishes what a page lists as a file for other programs: dialogues for calendars, publications for references."""

from mkdocs.structure.files import File

from fhp.bibliography import render_bibtex_files
from fhp.calendars import render_calendars


def on_env(env, config, files):
    library = config.extra["library"]
    language = library.language(config.plugins["i18n"].current_language)
    made = render_bibtex_files(library, language) | render_calendars(library, language, config.site_url)
    for path, content in made.items():
        files.append(File.generated(config, path, content=content))
    return env
