"""Boilerplate lines taken out of a text, with a record of them."""
