"""Videos, documents and captions, served by us. Their names are unguessable and their content never changes."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import IO, Any, cast

from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from stemme.media.ranges import NotInFileError, part_of
from stemme.media.storing import ASSETS, CAPTIONS
from stemme.people.gate import open_to_all

_PIECE = 64 * 1024
_TYPES = {"mp4": "video/mp4", "pdf": "application/pdf", "vtt": "text/vtt; charset=utf-8"}
#: Opened by itself, such a file runs nothing, sends nothing and asks nobody.
_POLICY = "sandbox; default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'"


@open_to_all
@require_safe
def file(request: HttpRequest, name: str, kind: str) -> HttpResponse:
    """A video or a document, whole or in the part a player asks for.

    Open to all who know its name: hosted reading pages are, too.
    """
    if kind not in {"mp4", "pdf"}:
        raise Http404
    return _served(request, f"{ASSETS}/{name}.{kind}")


@open_to_all
@require_safe
def captions(request: HttpRequest, name: str) -> HttpResponse:
    """What is said in a video, as WebVTT."""
    return _served(request, f"{CAPTIONS}/{name}.vtt")


def _served(request: HttpRequest, name: str) -> HttpResponse:
    try:
        opened = default_storage.open(name)
    except FileNotFoundError as error:
        raise Http404 from error
    size = opened.size
    tag = f'"{name.rpartition("/")[2].partition(".")[0]}"'
    asked = request.headers.get("Range", "")
    if request.headers.get("If-Range", tag) != tag:
        asked = ""
    try:
        part = part_of(asked, size)
    except NotInFileError:
        opened.close()
        return _with_headers(HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"}), name, tag)
    first, last = part or (0, size - 1)
    if request.method == "HEAD":
        opened.close()
        response: HttpResponseBase = HttpResponse(status=206 if part else 200)
    else:
        response = StreamingHttpResponse(_Pieces(opened, first, last - first + 1), status=206 if part else 200)
    response.headers["Content-Length"] = str(last - first + 1)
    if part:
        response.headers["Content-Range"] = f"bytes {first}-{last}/{size}"
    return _with_headers(response, name, tag)


class _Pieces:
    """A part of a file, piece by piece; closed when the answer is."""

    def __init__(self, opened: IO[Any], first: int, length: int) -> None:
        self._opened, self._left = opened, length
        opened.seek(first, os.SEEK_SET)

    def __iter__(self) -> Iterator[bytes]:
        while self._left > 0 and (piece := self._opened.read(min(_PIECE, self._left))):
            self._left -= len(piece)
            yield piece

    def close(self) -> None:
        self._opened.close()


def _with_headers(response: HttpResponseBase, name: str, tag: str) -> HttpResponse:
    headers = response.headers
    headers["Content-Type"] = _TYPES[name.rpartition(".")[2]]
    headers["Accept-Ranges"] = "bytes"
    headers["ETag"] = tag
    headers["Cache-Control"] = "private, max-age=31536000, immutable"
    headers["Content-Disposition"] = "inline"
    headers["Content-Security-Policy"] = _POLICY
    headers["X-Content-Type-Options"] = "nosniff"
    return cast(HttpResponse, response)  # an answer in pieces passes the gate like any other
