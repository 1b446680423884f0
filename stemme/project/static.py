"""Static files under hashed names, so that browsers may keep them for ever."""

from django.contrib.staticfiles.storage import ManifestStaticFilesStorage


class HashedStatic(ManifestStaticFilesStorage):
    """Also rewrites imports between JavaScript modules. Without a manifest (tests, first minute) plain names work."""

    support_js_module_import_aggregation = True
    manifest_strict = False
