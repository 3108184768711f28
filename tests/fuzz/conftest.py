"""The web site of the pipeline's tests, for inputs that come over HTTP."""

from tests.pipeline.conftest import site

__all__ = ["site"]
