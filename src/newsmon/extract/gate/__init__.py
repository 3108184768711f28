"""The quality gate: the judgement whether a page is an article."""
