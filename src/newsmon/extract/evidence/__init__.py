"""What a page and its feed state about an article: each place read once, nothing chosen."""
