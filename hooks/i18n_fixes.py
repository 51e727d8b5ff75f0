"""Mends what one build in several languages gets wrong: the language of each page, and former addresses."""

from pathlib import Path

from mkdocs.plugins import event_priority
from mkdocs.structure.files import File

from fhp.redirects import render_redirects


def on_env(env, config, files):
    library = config.extra["library"]
    language = library.language(config.plugins["i18n"].current_language)
    for path, html in render_redirects(library, language).items():
        files.append(File.generated(config, path, content=html))
    return env


@event_priority(-200)  # after the last language
def on_post_build(config):
    # It holds the moment of the build, so that no two builds are equal; hosts compress the plain one.
    (Path(config.site_dir) / "sitemap.xml.gz").unlink(missing_ok=True)
