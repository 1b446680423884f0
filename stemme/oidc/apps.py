from django.apps import AppConfig


class OpenIdConnectConfig(AppConfig):
    name = "stemme.oidc"
    label = "oidc"
