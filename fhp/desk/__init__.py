"""Desk: what an editor need not do by hand: begin an entry or a pair of pages, move one, retire one, read a form."""
