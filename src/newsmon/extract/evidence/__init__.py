"""Statements of a page and its feed about an article: each place read once, nothing chosen."""
