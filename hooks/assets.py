"""Assets: a sheet or a script of the theme, written for people, as the pages carry it."""

from mkdocs.exceptions import PluginError


def read_asset(env, name, shorten):
    """What `shorten` makes of overrides/`name`; a slip in it stops the build with one line."""
    try:
        return shorten(env.loader.get_source(env, name)[0])
    except ValueError as error:
        raise PluginError(f"overrides/{name}:{error}") from error
