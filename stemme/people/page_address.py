"""What stands before a path of the pages: the installation's address, or with an organisation's own host. Pure."""

from __future__ import annotations

from urllib.parse import urlsplit


def page_base(public_url: str, page_host: str) -> str:
    """Scheme, host and port. Scheme and port stay those of the installation: the same server answers.

    >>> page_base("https://stemme.example:8443", "voices.company.com")
    'https://voices.company.com:8443'
    """
    if not page_host:
        return public_url
    place = urlsplit(public_url)
    return f"{place.scheme}://{page_host}" + (f":{place.port}" if place.port else "")


def host_alone(written: str) -> str:
    """The name of a Host header without its port, in small letters.

    >>> host_alone("Stemme.Company.com:8443"), host_alone("[::1]:8000")
    ('stemme.company.com', '[::1]')
    """
    host, colon, port = written.lower().rpartition(":")
    return (host if colon and port.isdigit() else written.lower()).rstrip(".")
