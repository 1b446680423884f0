"""The addresses of the app."""

from __future__ import annotations

from django.urls import URLPattern, path

from stemme.waves.kit import urls as kit
from stemme.waves.views import rollout, wave

app_name = "waves"
urlpatterns: list[URLPattern] = [
    path("rollout/", rollout.rollout, name="rollout"),
    path("rollout/<int:number>/", wave.wave, name="wave"),
    path("rollout/<int:number>/launch/", wave.launch, name="launch"),
    path("rollout/<int:number>/days/", wave.days, name="days"),
    path("rollout/<int:number>/checks/", wave.add_check, name="add_check"),
    path("rollout/<int:number>/checks/<slug:name>/", wave.check, name="check"),
    path("rollout/<int:number>/learned/", wave.learned, name="learned"),
    *kit.urlpatterns,
]
