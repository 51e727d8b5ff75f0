"""Mends what one build in several languages gets wrong: the site map, and former addresses."""

from pathlib import Path

from mkdocs.plugins import event_priority
from mkdocs.structure.files import File
from turns import LAST, MAKE_FILES

from fhp.lists.site_map import find_places
from fhp.outputs.redirects import render_redirects


@event_priority(MAKE_FILES)
def on_env(env, config, files):
    env.globals["places"] = find_places(config.extra["library"])
    for path, html in render_redirects(config.extra["edition"]).items():
        files.append(File.generated(config, path, content=html))
    return env


@event_priority(LAST)
def on_post_build(config):
    # It holds the moment of the build, so that no two builds are equal; hosts compress the plain one.
    (Path(config.site_dir) / "sitemap.xml.gz").unlink(missing_ok=True)
