from django.apps import AppConfig, apps
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate


class KitConfig(AppConfig):
    name = "stemme.kit"
    label = "kit"

    def ready(self) -> None:
        """Both walls between organisations stand in every process, for tables of every app (tenancy.py)."""
        from stemme.kit import tenancy, tenancy_policies, tenancy_queries

        tenancy_queries.guard_all()
        connection_created.connect(tenancy.tell, dispatch_uid="stemme.tenancy")
        # Said once for each app with tables, when all of them are there.
        post_migrate.connect(tenancy_policies.bring_in_step, sender=apps.get_app_config("people"))
