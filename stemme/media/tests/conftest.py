from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from stemme.media import actions
from stemme.media.queries import AssetRow, asset
from stemme.people import queries as people
from stemme.people.viewer import EMPLOYEE


@pytest.fixture
def root(tmp_path: Path, settings: object) -> Path:
    """Where files are kept during a test."""
    settings.MEDIA_ROOT = tmp_path / "media"  # type: ignore[attr-defined]
    return tmp_path / "media"


@pytest.fixture
def bring(cast: SimpleNamespace, root: Path) -> Callable[..., AssetRow]:
    """``bring(body, name, who)``: somebody uploads a file."""

    def upload(body: bytes, name: str = "quay.jpg", who: object = None) -> AssetRow:
        viewer = people.viewer((who or cast.bo).id, scope=EMPLOYEE)  # type: ignore[attr-defined]
        assert viewer is not None
        file = SimpleUploadedFile(name, body)
        made = actions.upload(actor=viewer, file=file, alt="Two cranes at the quay", now=cast.now)
        found = asset(viewer.organisation_id, made)
        assert found is not None
        return found

    return upload


@pytest.fixture
def bo(cast: SimpleNamespace, root: Path, let_in: Callable[..., Client]) -> Client:
    return let_in(cast.bo)
