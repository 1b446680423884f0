"""What a mail server's answer means, so that it can be said in plain words. Pure."""

from __future__ import annotations

from dataclasses import dataclass

ACCEPTED, FOLDER, UNCERTAIN = "accepted", "folder", "uncertain"
NO_NAME, NOBODY_THERE, TOO_SLOW, CERTIFICATE, NO_ENCRYPTION, PASSWORD, SENDER, RECIPIENT, OTHER = (
    "no-name",
    "nobody-there",
    "too-slow",
    "certificate",
    "no-encryption",
    "password",
    "sender",
    "recipient",
    "other",
)
_BY_WORDS = (
    (("gaierror", "Name or service not known", "nodename nor servname"), NO_NAME),
    (("CERTIFICATE_VERIFY_FAILED", "SSLCertVerificationError"), CERTIFICATE),
    (("offers no encryption", "STARTTLS extension not supported", "WRONG_VERSION_NUMBER", "SSLError"), NO_ENCRYPTION),
    (("TimeoutError", "timed out"), TOO_SLOW),
    (("ConnectionRefusedError", "No route to host", "Network is unreachable"), NOBODY_THERE),
    (("SMTPAuthenticationError", "AUTH extension not supported"), PASSWORD),
)
_ABOUT_THE_SENDER = ("sender", "from address", "spf", "dmarc")


@dataclass(frozen=True, slots=True)
class MailAnswer:
    """What came of a test mail. ``said`` is what the server or the connection said, word for word."""

    kind: str
    said: str = ""
    seconds: float = 0.0

    @property
    def good(self) -> bool:
        """True when the mail left."""
        return self.kind in {ACCEPTED, FOLDER}


def kind_of(said: str, *, code: int = 0) -> str:
    """The kind of a refusal, by the words of the error and the code of the server.

    >>> kind_of("535 5.7.8 authentication failed", code=535), kind_of("550 no such user", code=550)
    ('password', 'recipient')
    """
    for words, kind in _BY_WORDS:
        if any(word in said for word in words):
            return kind
    if code in {530, 534, 535, 538}:
        return PASSWORD
    if code in {550, 551, 553, 554} and any(word in said.lower() for word in _ABOUT_THE_SENDER):
        return SENDER
    return RECIPIENT if 500 <= code < 560 else OTHER
