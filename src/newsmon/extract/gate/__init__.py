"""The judgement whether a page is an article."""
