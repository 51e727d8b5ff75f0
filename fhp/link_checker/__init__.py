"""Online link checker, a product of its own: says what is true of every outside address.

What is known from one run to the next (memory.py) and the form of an address (addresses.py) need no network, and the
build reads both; `check.py` alone leads to the network, and is imported only by the commands that ask.
"""

from fhp.link_checker.fix import splice_moves
from fhp.link_checker.options import Options, Report, Verdict
from fhp.link_checker.targets import Target, read_input

__all__ = ["Options", "Report", "Target", "Verdict", "read_input", "splice_moves"]
