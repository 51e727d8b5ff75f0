"""Online link checker, a product of its own: says what is true of every outside address.

What is known from one run to the next (memory.py, state_file.py) and the form of an address (addresses.py) need no
network, and the build reads both; `check.py` and `explain.py` alone lead to it. Nothing is imported here, so that
whoever wants a part gets that part only.
"""
