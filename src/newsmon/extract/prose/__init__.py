"""Prose of a page, and what can be no article taken out around it."""
