"""The lines of an article in a page's tree."""
