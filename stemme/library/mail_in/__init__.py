"""Mails to the secret address of a stream: read, kept in its inbox, never published by themselves."""
