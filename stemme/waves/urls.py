"""The addresses of the app."""

from __future__ import annotations

from django.urls import URLPattern, path

from stemme.waves.kit import urls as kit
from stemme.waves.views import moving, planning, rollout, wave

app_name = "waves"
urlpatterns: list[URLPattern] = [
    path("rollout/", rollout.rollout, name="rollout"),
    path("rollout/plan/", planning.plan, name="plan"),
    path("rollout/plan/agree/", planning.agree, name="agree"),
    path("rollout/plan/end/", planning.end, name="end"),
    path("rollout/move/", moving.move, name="move"),
    path("rollout/<int:number>/duplicate/", planning.duplicate, name="duplicate"),
    path("how/waves/", planning.how, name="how"),
    path("rollout/<int:number>/", wave.wave, name="wave"),
    path("rollout/<int:number>/launch/", wave.launch, name="launch"),
    path("rollout/<int:number>/days/", wave.days, name="days"),
    path("rollout/<int:number>/checks/", wave.add_check, name="add_check"),
    path("rollout/<int:number>/checks/<slug:line>/", wave.check, name="check"),
    path("rollout/<int:number>/learned/", wave.learned, name="learned"),
    *kit.urlpatterns,
]
