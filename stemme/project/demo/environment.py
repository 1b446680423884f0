"""Settings of ``stemme demo``: this machine only, mails into a folder."""

from __future__ import annotations

from collections.abc import MutableMapping
from pathlib import Path


def set_demo_environment(variables: MutableMapping[str, str]) -> None:
    """Fill in what the demo needs. ``PORT`` and ``STEMME_DATA`` may be set beforehand; links get the port after."""
    port = int(variables.get("PORT") or 8000)
    variables.setdefault("STEMME_DATA", str(Path(__file__).resolve().parents[3] / "var" / "demo"))
    variables["STEMME_DEMO"] = "1"
    variables["STEMME_PUBLIC_URL"] = f"http://127.0.0.1:{port}"
    variables["STEMME_LINK_URL"] = f"http://127.0.0.1:{port + 1}"
    variables["STEMME_SMTP_URL"] = "mailbox:"
    variables.pop("STEMME_DATABASE_URL", None)
