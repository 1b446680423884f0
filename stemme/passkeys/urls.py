"""The addresses of the app."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from stemme.passkeys.views import own, recovering, sign_in

app_name = "passkeys"
urlpatterns: list[URLPattern | URLResolver] = [
    path("passkeys/options/", sign_in.options, name="options"),
    path("passkeys/sign-in/", sign_in.sign_in, name="sign_in"),
    path("passkeys/recover/", recovering.recover, name="recover"),
    path("passkeys/first/", recovering.first, name="first"),
    path("passkeys/first/options/", recovering.first_options, name="first_options"),
    path("me/passkeys/", own.passkeys, name="passkeys"),
    path("me/passkeys/add/", own.add, name="add"),
    path("me/passkeys/add/options/", own.add_options, name="add_options"),
    path("me/passkeys/codes/", own.codes, name="codes"),
    path("me/passkeys/<int:passkey_id>/", own.passkey, name="passkey"),
    path("me/passkeys/<int:passkey_id>/remove/", own.remove, name="remove"),
]
