"""Which of django-anymail's classes read and check the reports of a provider. Pure."""

from __future__ import annotations

from importlib import import_module

from anymail.webhooks.base import AnymailBaseWebhookView

from stemme.kit.provider_settings import ProviderSettings

#: Provider: (class, the setting by which its reports are checked).
REPORTS = {
    "mailgun": ("MailgunTrackingWebhookView", "webhook_key"),
    "mailjet": ("MailjetTrackingWebhookView", "webhook_secret"),
    "postmark": ("PostmarkTrackingWebhookView", "webhook_secret"),
    "sparkpost": ("SparkPostTrackingWebhookView", "webhook_secret"),
}


def report_reader(provider: ProviderSettings) -> AnymailBaseWebhookView | None:
    """A reader that accepts a report only with the provider's password or signature; None as long as none is set."""
    class_name, check = REPORTS.get(provider.name, ("", ""))
    secret = {"webhook_key": provider.webhook_key, "webhook_secret": provider.webhook_secret}.get(check, "")
    if not secret:
        return None
    options = {"webhook_signing_key": secret} if check == "webhook_key" else {"webhook_secret": secret}
    if provider.webhook_secret:
        options["webhook_secret"] = provider.webhook_secret
    reader: type[AnymailBaseWebhookView] = getattr(import_module(f"anymail.webhooks.{provider.name}"), class_name)
    return reader(**options)
