"""Statements of a page for programs: its head and its JSON-LD."""
