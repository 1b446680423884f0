import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_every_page_carries_the_policy(client):
    response = client.get("/sign-in/")
    policy = response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert response.headers["Referrer-Policy"] == "same-origin"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Cache-Control"] == "private, no-store"


def test_another_sites_page_cannot_change_anything(cast, let_in):
    client: Client = let_in(cast.cleo)
    assert client.post("/sign-out/", headers={"sec-fetch-site": "cross-site"}).status_code == 403
    assert client.get("/me/").status_code == 200


def test_health_names_the_database_that_answers(client):
    answer = client.get("/healthz")
    assert answer.status_code == 200
    assert answer.json()["status"] == "ok"
    assert answer.json()["databases"]["default"] == "ok"
    assert not answer.cookies
