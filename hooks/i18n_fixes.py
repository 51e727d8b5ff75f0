"""Mends what one build in several languages gets wrong: the language of each page, and former addresses."""

from mkdocs.structure.files import File

from fhp.redirects import render_redirects


def on_env(env, config, files):
    library = config.extra["library"]
    language = library.language(config.plugins["i18n"].current_language)
    for path, html in render_redirects(library, language).items():
        files.append(File.generated(config, path, content=html))
    return env
