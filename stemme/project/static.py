"""Static files under hashed names, so that browsers may keep them for ever, and compressed once, not each time."""

from typing import Any

from servestatic.storage import CompressedManifestStaticFilesStorage


class HashedStatic(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # It comes without types.
    """Also rewrites imports between JavaScript modules. Without a manifest (tests, first minute) plain names work."""

    support_js_module_import_aggregation = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.manifest_strict = False

    def stored_name(self, name: str) -> str:
        """The hashed name from the manifest, else the plain one: Django would look for the collected file and fail."""
        return self.hashed_files.get(self.hash_key(self.clean_name(name)), name)
