"""Editions -> a site per language; the one caller of MkDocs."""
