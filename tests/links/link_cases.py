"""Links of every kind in links.md, built into a small internet; wordings drawn by a seed."""

import random

from link_cases_bad import soft_404s, taken_over, walls
from link_cases_good import good_links, near_misses, redirects
from link_cases_hostile import certificates, troubles, unsafe
from link_cases_suffered import SUFFERED
from link_server import Internet
from link_world import World

FAMILIES = (good_links, near_misses, redirects, soft_404s, taken_over, walls, troubles, unsafe, certificates, *SUFFERED)


def build(internet: Internet, seed: int) -> World:
    world = World(internet, random.Random(seed))
    for family in FAMILIES:
        family(world)
    return world
