"""Pages as trees, and the patterns of lines that are no article's."""
