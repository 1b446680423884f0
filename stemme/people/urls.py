from __future__ import annotations

from django.urls import path

from stemme.people.views import bulk, door, importing, own, people, roles, sessions, sign_in

app_name = "people"
urlpatterns = [
    path("l/<str:token>/", door.door, name="door"),
    # Some mail programs change the case of whole addresses.
    path("L/<str:token>/", door.door),
    path("l/<str:token>/no/", door.not_for_me, name="not_for_me"),
    path("sign-in/", sign_in.sign_in, name="sign_in"),
    path("sign-in/sent/", sign_in.sign_in_sent, name="sign_in_sent"),
    path("sign-in/confirm/", sign_in.confirm, name="confirm"),
    path("sign-in/<str:token>/", sign_in.sign_in_link, name="sign_in_link"),
    path("SIGN-IN/<str:token>/", sign_in.sign_in_link),
    path("sign-out/", sign_in.sign_out, name="sign_out"),
    path("sign-out/everywhere/", own.sign_out_everywhere, name="sign_out_everywhere"),
    path("me/", own.me, name="me"),
    path("me/sessions/", sessions.sessions, name="sessions"),
    path("me/sessions/<int:visit_id>/end/", sessions.end_session, name="end_session"),
    path("me/sessions/others/end/", sessions.end_other_sessions, name="end_other_sessions"),
    path("people/", people.people, name="people"),
    path("people/change/", bulk.change_many, name="change_many"),
    path("people/change/undo/", bulk.undo, name="undo"),
    path("people/export/", bulk.export, name="export"),
    path("people/import/", importing.upload, name="import"),
    path("people/import/columns/", importing.match, name="import_columns"),
    path("people/import/check/", importing.check, name="import_check"),
    path("people/import/cancel/", importing.cancel, name="import_cancel"),
    path("roles/", roles.role_list, name="roles"),
    path("roles/sign-in/", roles.role_sign_in, name="role_sign_in"),
    path("roles/grant/", roles.role_grant, name="role_grant"),
    path("roles/<int:grant_id>/take/", roles.role_take, name="role_take"),
]
