from django.core.mail.backends.locmem import EmailBackend as Backend  # noqa: F401
