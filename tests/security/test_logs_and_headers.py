"""Strings that mean harm in headers of mails and in lines of the log (T-24, T-37)."""

from __future__ import annotations

import io
import logging
import re

from stemme.kit.mailer import header_text
from stemme.kit.redaction import HideTokens, OneLine
from tests.security.naughty import strings


def test_headers_of_mails() -> None:
    for text in strings():
        written = header_text(text)
        assert not re.search(r"[\r\n\x00-\x08\u202a-\u202e\u2066-\u2069]", written)


def test_log_lines_stay_one_line() -> None:
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(OneLine("%(asctime)s %(levelname)s %(name)s %(message)s"))
    handler.addFilter(HideTokens())
    logger = logging.Logger("stemme.tried")
    logger.addHandler(handler)
    for text in strings():
        logger.warning("not fetched, %s", text)
    lines = out.getvalue().rstrip("\n").split("\n")
    assert len(lines) == len(strings())
    assert all(re.match(r"\d{4}-\d\d-\d\d ", line) and line.isprintable() for line in lines)
    try:
        raise ValueError("x\n2026-11-22 08:00:00,000 INFO forged /l/advd_0123456789abcdefghjk")
    except ValueError:
        logger.exception("went wrong")
    rest = out.getvalue().rstrip("\n").split("\n")[len(strings()) :]
    assert [line for line in rest if re.match(r"\d{4}-", line)] == rest[:1]
    assert "advd_0123" not in out.getvalue()
