"""Mail leaves by a provider's web interface, as honestly as by SMTP: accepted, refused, or nobody knows.

Only providers that can be told with each message to count neither opens nor clicks: what a mail's reader does is not
our business (research/security.md T-24). The words of each provider are django-anymail's.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

import requests
from anymail.exceptions import AnymailAPIError, AnymailError, AnymailRecipientsRefused
from django.core.mail import EmailMessage
from urllib3.exceptions import ConnectTimeoutError, MaxRetryError, NewConnectionError

from stemme.kit.handing_over import RefusedError, UncertainError, only_recipient
from stemme.kit.provider_settings import PROVIDERS, ProviderSettings

#: Seconds for connecting and for the answer.
_TIMEOUT = 20.0
#: What goes with each message and comes back with its bounce: the Message-ID, which is ours and sealed.
REFERENCE = "mail"


class Provider:
    """A way out by a provider; as ``Post``, with one connection for many messages."""

    def __init__(self, settings: ProviderSettings, *, timeout: float = _TIMEOUT) -> None:
        known = PROVIDERS[settings.name]
        options: dict[str, Any] = {known.key: settings.key, "requests_timeout": timeout}
        if known.second:
            options[known.second] = settings.secret
        if settings.url:
            options["api_url"] = settings.url
        backend = import_module(f"anymail.backends.{settings.name}").EmailBackend
        self._backend = backend(fail_silently=False, **options)

    def ready(self) -> None:
        """Nothing to ask beforehand: each message is a request of its own."""

    def hand_over(self, message: EmailMessage) -> None:
        """Hand one message over. Raises RefusedError or UncertainError; ValueError for more than one recipient."""
        only_recipient(message)
        message.metadata = {REFERENCE: message.extra_headers.get("Message-ID", "")}  # type: ignore[attr-defined]
        message.track_opens = False  # type: ignore[attr-defined]
        message.track_clicks = False  # type: ignore[attr-defined]
        try:
            self._backend.open()
            self._backend.send_messages([message])
        except AnymailRecipientsRefused as error:
            raise RefusedError("the provider does not write to this address", permanent=True, of_recipient=True) from (
                error
            )
        except AnymailAPIError as error:
            raise _what_happened(error) from error
        except AnymailError as error:
            raise ValueError(f"{type(error).__name__}: the message cannot be written for this provider") from error
        except (ValueError, TypeError, KeyError, AttributeError, OSError) as error:
            # An answer that has another shape than it should: it is an answer, so the message has left.
            raise UncertainError(f"{type(error).__name__}: the answer cannot be understood") from error

    def close(self) -> None:
        """Close the connection, if there is one."""
        self._backend.close()


def _what_happened(error: AnymailAPIError) -> RefusedError | UncertainError:
    """The text holds no address and no key: anymail's own has both."""
    status = getattr(error, "status_code", None)
    if status is None:
        cause = error.__cause__
        words = type(cause or error).__name__
        return RefusedError(words) if _never_arrived(cause) else UncertainError(words)
    if status in {429, 503}:
        return RefusedError("the provider asks to come back later", code=status)
    if status in {401, 403}:
        # The key is wrong or ended: as good as a server that is away.
        return RefusedError(f"the provider does not accept the key ({status})")
    if 400 <= status < 500:
        return RefusedError("the provider refused the message", code=status, permanent=True)
    return UncertainError(f"the provider answered {status}")


def _never_arrived(cause: BaseException | None) -> bool:
    """True when there was no connection, so nothing of the request left."""
    if isinstance(cause, requests.ConnectTimeout | requests.exceptions.SSLError):
        return True
    inner = cause.args[0] if isinstance(cause, requests.ConnectionError) and cause.args else None
    reason = inner.reason if isinstance(inner, MaxRetryError) else inner
    return isinstance(reason, NewConnectionError | ConnectTimeoutError)
