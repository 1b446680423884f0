"""The other end of ``apart.py``: one uploaded file, written anew into a folder. Started with ``-m``.

On standard input comes one line of JSON: what it is (``do``), where it lies, and whether a video is to be re-coded. On
standard output go lines with per cents, then what came of it.
"""

from __future__ import annotations

import dataclasses
import json
import sys
from pathlib import Path
from typing import Any

from stemme.kit.apart import hold_to

MEGABYTE = 1024 * 1024
#: Ceilings of T-17 and T-20; re-coding ten minutes of film takes its time.
CPU_SECONDS, CPU_SECONDS_RECODING = 30, 1800
MEMORY_BYTES = 1024 * MEGABYTE
FILE_BYTES = 400 * MEGABYTE


def main() -> None:
    """Set the limits first, then read what came."""
    order = json.loads(sys.stdin.buffer.readline())
    cpu = CPU_SECONDS_RECODING if order.get("recode") else CPU_SECONDS
    hold_to(cpu_seconds=cpu, memory_bytes=MEMORY_BYTES, file_bytes=FILE_BYTES)
    _say(_done(order, Path(order["path"]), Path(order["folder"])))


def _say(said: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(said) + "\n")
    sys.stdout.flush()


def _done(order: dict[str, Any], path: Path, folder: Path) -> dict[str, Any]:
    # Imported here, so that the limits hold for the readers' own loading too.
    from stemme.media.reading import DOCUMENT, PICTURE, RefusedFileError

    try:
        if order["do"] == PICTURE:
            return dataclasses.asdict(_picture(path, folder))
        if order["do"] == DOCUMENT:
            from stemme.media import documents

            return dataclasses.asdict(documents.made_of(path, folder))
        from stemme.media import videos

        recode = bool(order.get("recode"))
        return dataclasses.asdict(
            videos.made_of(path, folder, recode=recode, tell=lambda percent: _say({"done": percent}))
        )
    except RefusedFileError as error:
        return {"error": error.reason}


def _picture(path: Path, folder: Path) -> Any:
    import io

    from PIL import Image

    from stemme.media.picture_files import UPLOADED, PictureError, TooLargeError, TooSmallError, remade
    from stemme.media.reading import DAMAGED, TOO_MUCH, TOO_SMALL, Made, RefusedFileError

    try:
        jpeg = remade(path.read_bytes(), UPLOADED)
    except PictureError as error:
        reason = {TooLargeError: TOO_MUCH, TooSmallError: TOO_SMALL}.get(type(error), DAMAGED)
        raise RefusedFileError(reason) from error
    (folder / "picture.jpg").write_bytes(jpeg)
    with Image.open(io.BytesIO(jpeg)) as made:
        width, height = made.size
    return Made("picture.jpg", "picture.jpg", "image/jpeg", width=width, height=height)


if __name__ == "__main__":
    main()
