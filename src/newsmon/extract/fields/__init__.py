"""Metadata fields, each chosen from the claims in the evidence."""
