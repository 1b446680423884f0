"""Find a Chromium for the browser tests: on the PATH, else Debian's package, else Playwright's own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


class BrowserError(Exception):
    """No browser, or it cannot be driven; the sentence says what to do."""


def _on_path() -> str | None:
    return next((found for name in NAMES if (found := shutil.which(name))), None)


def _quiet(*command: str) -> bool:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, env=environment)
    return done.returncode == 0


def _install(package: str) -> None:
    """Debian's package, as root; otherwise nothing."""
    if os.geteuid() == 0 and shutil.which("apt-get"):
        print(f"installing Debian's {package} …", flush=True)
        _quiet("apt-get", "update", "-q")
        _quiet("apt-get", "install", "-y", "-q", "--no-install-recommends", package)


def _from_debian() -> str | None:
    _install("chromium")
    return _on_path()


def _from_playwright() -> str | None:
    print("asking Playwright for its own Chromium …", flush=True)
    if not _quiet(sys.executable, "-m", "playwright", "install", "chromium"):
        return None
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if os.path.exists(path) else None


def _driver_runs() -> bool:
    """Playwright drives the browser from a program of its own, which needs a library that Debian's base lacks."""
    return _quiet(sys.executable, "-m", "playwright", "--version")


def find_chromium() -> str:
    """The program's path, installed if need be. Raises BrowserError when there is no way."""
    if not _driver_runs():
        _install("libatomic1")
    if not _driver_runs():
        raise BrowserError("Playwright does not run. Install Debian's package libatomic1.")
    path = os.environ.get("STEMME_CHROMIUM") or _on_path() or _from_debian() or _from_playwright()
    if path is None:
        raise BrowserError("no Chromium. Install Debian's package chromium, or put another on the PATH.")
    return path
