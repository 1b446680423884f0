from __future__ import annotations

import contextlib
import gzip
from pathlib import Path

from django.core.management import call_command
from servestatic import ServeStatic

from stemme.project.static import HashedStatic


def test_static_files_are_there_under_hashed_names_and_compressed(tmp_path: Path, settings: object) -> None:
    settings.STATIC_ROOT = tmp_path  # type: ignore[attr-defined]
    settings.STORAGES = {  # type: ignore[attr-defined]
        **settings.STORAGES,  # type: ignore[attr-defined]
        "staticfiles": {"BACKEND": "stemme.project.static.HashedStatic"},
    }
    call_command("collectstatic", verbosity=0, interactive=False)
    stored = HashedStatic().stored_name("ui/css/tokens.css")
    plain = (tmp_path / stored).read_bytes()
    assert stored != "ui/css/tokens.css" and plain

    headers: dict[str, str] = {}
    served = ServeStatic(None, root=str(tmp_path), prefix="/static/")
    answer = served(
        {"PATH_INFO": f"/static/{stored}", "REQUEST_METHOD": "GET", "HTTP_ACCEPT_ENCODING": "gzip"},
        lambda status, sent: headers.update(dict(sent), status=status),
    )
    with contextlib.closing(answer.filelike):
        body = b"".join(answer)
    assert headers["status"].startswith("200") and headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(body) == plain and len(body) < len(plain) / 2


def test_a_name_that_was_not_collected_is_plain(settings: object, tmp_path: Path) -> None:
    settings.STATIC_ROOT = tmp_path  # type: ignore[attr-defined]
    assert HashedStatic().stored_name("ui/css/tokens.css") == "ui/css/tokens.css"
