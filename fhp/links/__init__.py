"""Online link checker: says what is true of every outside address.

`check_links` asks the addresses and remembers; `explain` shows the evidence for one.
Called by `fhp check-links` and `fhp explain-link`; no other job imports this package.
"""

from fhp.links.check import check_links, explain
from fhp.links.fix import splice_moves
from fhp.links.options import Options, Report, Verdict
from fhp.links.targets import Target, read_input

__all__ = [
    "Options",
    "Report",
    "Target",
    "Verdict",
    "check_links",
    "explain",
    "read_input",
    "splice_moves",
]
