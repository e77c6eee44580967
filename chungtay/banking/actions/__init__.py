"""Verbs of banking, by noun."""
