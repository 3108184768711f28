"""Live blogs: the posts of a page, by what it states for programs and by what it shows."""
