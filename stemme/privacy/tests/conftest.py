"""The scene of the tests: somebody with a row in every table."""

from stemme.privacy.tests.scene import own_folder, story, zaphodine

__all__ = ["own_folder", "story", "zaphodine"]
