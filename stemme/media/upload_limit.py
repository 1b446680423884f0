"""Refuses what is too large before a byte of it is read; what is taken goes to disk piece by piece (settings.py)."""

from __future__ import annotations

from typing import IO, Any

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

from stemme.media.reading import MEGABYTE, MOST_OF_ALL
from stemme.people.roles import WRITE_STORIES

#: The other fields and the separators of a form.
_AROUND = MEGABYTE
#: What all other forms of the product take (a list of people, a logo, one's own file from a network).
_ELSEWHERE = 12 * MEGABYTE
_SHELF = "/studio/media/"


class Bounded(FileUploadHandler):
    """Stands before Django's own handlers and only says no.

    CSRF protection reads a form before any view is asked; the viewer is known by then, so that only those who may
    upload can send much.
    """

    def handle_raw_input(
        self,
        input_data: IO[bytes],
        META: dict[str, str],  # noqa: N803 - Django's own name
        content_length: int,
        boundary: str,
        encoding: str | None = None,
    ) -> None:
        """Raise RequestDataTooBig (400) by what the request says of its length, which the server holds it to."""
        if content_length > self._most():
            raise RequestDataTooBig("The form is larger than what is taken here.")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Pass it on."""
        return raw_data

    def file_complete(self, file_size: int) -> UploadedFile[bytes] | None:
        """The next handler has the file."""
        return None

    def _most(self) -> int:
        viewer: Any = getattr(self.request, "viewer", None)
        here = self.request is not None and self.request.path.startswith(_SHELF)
        return MOST_OF_ALL + _AROUND if here and viewer and viewer.may(WRITE_STORIES) else _ELSEWHERE
