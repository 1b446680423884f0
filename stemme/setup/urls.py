"""The addresses of the app."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from stemme.setup.views import addresses, brand, claiming, mail, wizard

app_name = "setup"
urlpatterns: list[URLPattern | URLResolver] = [
    path("first-start/<str:token>/", claiming.first_start, name="first_start"),
    path("setup/", wizard.setup, name="setup"),
    path("setup/dismiss/", wizard.dismiss, name="dismiss"),
    path("setup/addresses/", addresses.address, name="address"),
    path("setup/addresses/save/", addresses.save, name="save_address"),
    path("setup/addresses/check/", addresses.check, name="check_address"),
    path("setup/mail/", mail.mail, name="mail"),
    path("setup/echo/", addresses.echo, name="echo"),
    path("settings/brand/", brand.brand, name="brand"),
    path("brand/<slug:name>.css", brand.sheet, name="sheet"),
    path("media/brand/<slug:name>.png", brand.logo, name="logo"),
]
