"""Finish: the last touches on a finished page: markup, style, policy, weight."""
