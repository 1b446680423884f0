"""What a test asks for itself needs no organisation; what it calls does."""

from __future__ import annotations

import sys
from pathlib import Path
from types import FrameType
from typing import Any

from stemme.kit import tenancy_queries

_PRODUCT = str(Path(__file__).resolve().parents[1] / "stemme") + "/"
#: Passed through on the way to whoever asks: the guard itself, and what works off any rows it is given.
_BETWEEN = tuple(f"{_PRODUCT}kit/{name}" for name in ("tenancy", "rows.py"))


def asked_by_the_product() -> bool:
    """True when it is the product's own code, not a test's, that stands nearest to the query."""
    frame: FrameType | None = sys._getframe(1)
    while frame is not None:
        file = frame.f_code.co_filename
        if file.startswith(_PRODUCT) and not file.startswith(_BETWEEN):
            return "/tests/" not in file and "/migrations/" not in file  # whose models are not guarded
        if "/tests/test_" in file or "/tests/journeys/" in file or file.endswith("conftest.py"):
            return False
        frame = frame.f_back
    return False


def let_tests_ask() -> None:
    """Called once for a run of tests (conftest.py)."""
    across = tenancy_queries.is_waived
    tenancy_queries.is_waived = lambda: across() or not asked_by_the_product()


#: Tables of ours without an organisation, and why. Reviewed.
WITHOUT_ORGANISATION = {
    "jobs.Job": "the queue of the installation; a job's arguments name their organisation",
    "journal.Cursor": "how far a reader has read the facts of all organisations",
    "links.BatchMark": "how far a file of the click log was read",
    "links.ClickKey": "the key of a month's click ids, of the installation",
    "links.DaySalt": "the secret of a day, of the installation",
    "links.Generation": "one number: have links changed",
    "passkeys.Challenge": "a question to a browser; who will answer is not known yet",
    "setup.Canary": "does the installation's key still open it",
    "setup.FirstStart": "the one-time address, before there is an organisation",
    "people.RateBucket": "limits of tries, by hashes, also of people nobody knows",
    "stats.Drained": "how far clicks and facts of all organisations were counted",
}

#: Unique keys without the organisation, and why nobody learns anything from them. Reviewed.
UNIQUE_EVERYWHERE = {
    "links.TrackedLink: code": "drawn by lot; the redirect finds the organisation by it",
    "people.DoorLink: token_hash": "of a secret of 256 bits; the door finds the organisation by it",
    "people.SignInLink: token_hash": "of a secret of 256 bits; the sign-in finds the organisation by it",
    "people.Visit: session_id": "a session has one visit",
    "library.Stream: mail_key": "of 100 bits and more; a mail's way in finds the stream by it",
    "joining.JoinLink: code": "drawn by lot; the joining page finds the organisation by it",
    "joining.JoinLink: token": "of 256 bits; the joining page finds the organisation by it",
    "joining.JoinRequest: token_hash": "of a secret of 256 bits; the mail's page finds the organisation by it",
    "oidc.SpentState: state_hash": "of a secret of 256 bits that works once in the installation",
    "passkeys.Passkey: credential_id": "made by the device, drawn by lot; the sign-in finds the person by it",
    "readiness.Rater: token_hash": "of a secret of 256 bits; the page finds the round by it",
    "reports.ReportLink: token_hash": "of a secret of 256 bits; the page finds the report by it",
    "outcomes.Door: code": "drawn by lot; a site's call finds the organisation by it",
    "landing.Lead: token_hash": "of a secret of 256 bits; the mail's page finds the lead by it",
    "landing.Page: slug": "the public address of a page that anybody may open",
    "mailings.SoftBounce: mailing_id": "the number of a mailing, which is one organisation's",
    "mailings.Unsubscribe: token_hash": "of a secret of 256 bits; the page finds the organisation by it",
}


def as_the_product(expression: str, names: dict[str, Any]) -> Any:
    """The value of the expression as if it stood in the product's code, where the first wall stands."""
    return eval(compile(expression, f"{_PRODUCT}planted.py", "eval"), names)  # noqa: S307 (our own text)
