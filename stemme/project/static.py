"""Static files under hashed names, so that browsers may keep them for ever."""

from django.contrib.staticfiles.storage import ManifestStaticFilesStorage


class HashedStatic(ManifestStaticFilesStorage):
    """Also rewrites imports between JavaScript modules. Without a manifest (tests, first minute) plain names work."""

    support_js_module_import_aggregation = True
    manifest_strict = False

    def stored_name(self, name: str) -> str:
        """The hashed name from the manifest, else the plain one: Django would look for the collected file and fail."""
        return self.hashed_files.get(self.hash_key(self.clean_name(name)), name)
