"""Opening a foreign workbook: judged first, copied clean, read in a process of its own. Nothing touches a disk.

Sizes in a ZIP are claims. What goes on is a new workbook made of what was really read, within the limits; a table may
still claim a million empty rows, so a child process with little memory and time reads it, and only it can fall.
"""

from __future__ import annotations

import io
import json
import logging
import os
import subprocess
import sys
import zipfile
import zlib
from pathlib import Path

logger = logging.getLogger(__name__)

MEGABYTE = 1024 * 1024
MOST_BYTES = 10 * MEGABYTE
MOST_UNPACKED = 50 * MEGABYTE
MOST_ENTRIES = 200
WALL_SECONDS = 20
#: What can be wrong with a file; wording.py has a sentence for each.
EMPTY, TOO_BIG, OLD_FORMAT, LOCKED, NOT_A_WORKBOOK, TOO_MUCH, DAMAGED, NO_POSTS = (
    "empty", "too_big", "old_format", "locked", "not_a_workbook", "too_much", "damaged", "no_posts",
)  # fmt: skip
_ROOT = Path(__file__).resolve().parents[2]
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#: The parts of a workbook that hold its tables. Macros, pictures and links to elsewhere stay behind.
_PARTS = ("[content_types].xml", "_rels/", "xl/workbook.xml", "xl/_rels/", "xl/worksheets/", "xl/sharedstrings.xml",
          "xl/styles.xml")  # fmt: skip
#: A cell: a text, a number, or a day as ISO 8601 has it; None when it is empty.
Cell = str | float | None
Sheet = tuple[str, list[list[Cell]]]


class WorkbookError(Exception):
    """The file cannot be read; ``reason`` says why."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def sheets_of(body: bytes) -> list[Sheet]:
    """The tables of a workbook (.xlsx), as name and rows. Raises WorkbookError."""
    return read_apart(clean_copy(body))


def clean_copy(body: bytes) -> bytes:
    """The same workbook without anything but its tables, of which we know how large they are. Raises WorkbookError."""
    if not body:
        raise WorkbookError(EMPTY)
    if len(body) > MOST_BYTES:
        raise WorkbookError(TOO_BIG)
    if body.startswith(_COMPOUND):
        # Excel puts a workbook with a password into the container of the old format, under this name.
        raise WorkbookError(LOCKED if "EncryptedPackage".encode("utf-16-le") in body else OLD_FORMAT)
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as package:
            return _copied(package)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
        raise WorkbookError(NOT_A_WORKBOOK if not body.startswith(b"PK") else DAMAGED) from error


def _copied(package: zipfile.ZipFile) -> bytes:
    entries = package.infolist()
    if any(entry.flag_bits & 1 for entry in entries):
        raise WorkbookError(LOCKED)
    if len(entries) > MOST_ENTRIES or sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        raise WorkbookError(TOO_MUCH)
    if "xl/workbook.xml" not in package.namelist():
        raise WorkbookError(NOT_A_WORKBOOK)
    copy = io.BytesIO()
    with zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as clean:
        for entry in {entry.filename: entry for entry in entries}.values():
            if entry.filename.lower().startswith(_PARTS):
                # Never more than was declared, and an error when there is more.
                clean.writestr(entry.filename, package.read(entry))
    return copy.getvalue()


def read_apart(body: bytes) -> list[Sheet]:
    """Have a child process read the workbook. Raises WorkbookError."""
    environment = {"PATH": os.environ.get("PATH", ""), "PYTHONPATH": str(_ROOT), "LANG": "C.UTF-8"}
    try:
        done = subprocess.run(
            [sys.executable, "-m", "stemme.reactions.child"],
            input=body, capture_output=True, timeout=WALL_SECONDS, env=environment, cwd="/", check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise WorkbookError(TOO_MUCH) from None
    if done.returncode != 0:
        logger.info("a workbook was not read, the reader ended with %d", done.returncode)
        raise WorkbookError(TOO_MUCH if done.returncode < 0 else DAMAGED)
    return [(name, rows) for name, rows in json.loads(done.stdout)]
