"""Find a Chromium for the browser tests: on the PATH, else Debian's package, else Playwright's own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def _on_path() -> str | None:
    return next((found for name in NAMES if (found := shutil.which(name))), None)


def _quiet(*command: str) -> bool:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, env=environment)
    return done.returncode == 0


def _from_debian() -> str | None:
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return None
    print("installing Debian's Chromium …", flush=True)
    _quiet("apt-get", "update", "-q")
    _quiet("apt-get", "install", "-y", "-q", "--no-install-recommends", "chromium")
    return _on_path()


def _from_playwright() -> str | None:
    from playwright.sync_api import sync_playwright

    print("asking Playwright for its own Chromium …", flush=True)
    _quiet(sys.executable, "-m", "playwright", "install", "chromium")
    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if os.path.exists(path) else None


def find_chromium() -> str | None:
    """The program's path, installed if need be; None when there is no way."""
    return os.environ.get("STEMME_CHROMIUM") or _on_path() or _from_debian() or _from_playwright()
