from django_tasks.backends.immediate import ImmediateBackend as LeaseBackend  # noqa: F401
