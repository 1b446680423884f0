"""Bluesky and Mastodon on this machine: a server with a certificate that speaks as they do, and lies when told to."""

from __future__ import annotations

import datetime as dt
import ipaddress
import json
import ssl
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from stemme.kit.tests.stage import Stage, says

DATA = Path(__file__).parent / "data"
DID = "did:plc:z72i7hdynmk6r22z27h6tvur"
NUMBER = "113456789012345678"
RKEY, OLD_RKEY = "3lbq7yq2nms2x", "3kza2older2post"
HANDLE = "/xrpc/com.atproto.identity.resolveHandle?handle=cleo.nordlys.example"


def recorded(name: str) -> bytes:
    """An answer from ``data``."""
    return (DATA / name).read_bytes()


def posts_path(*rkeys: str) -> str:
    """What is asked for these posts of the recorded author."""
    uris = "&".join(f"uris=at%3A%2F%2F{DID.replace(':', '%3A')}%2Fapp.bsky.feed.post%2F{rkey}" for rkey in rkeys)
    return f"/xrpc/app.bsky.feed.getPosts?{uris}"


def status(**changes: object) -> bytes:
    """The recorded status with some of it changed."""
    return json.dumps(json.loads(recorded("mastodon_status.json")) | changes).encode()


class Networks(Stage):
    """Both networks at one address of this machine, over TLS."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.authority = folder / "authority.pem"
        context.load_cert_chain(_certificate(folder, self.authority))
        # The handshake belongs into the thread of its connection, or one that stalls would stop all.
        self.server.socket = context.wrap_socket(self.server.socket, server_side=True, do_handshake_on_connect=False)
        # A client that gives up in the middle of a handshake is no news.
        self.server.handle_error = lambda _request, _address: None  # type: ignore[method-assign]
        self.behave()

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    @property
    def paths(self) -> list[str]:
        """What was asked, in order."""
        return [path for path, _headers in self.asked]

    def behave(self) -> None:
        """Answer as recorded, and forget what was asked."""
        self.asked.clear()
        self.answers = {
            HANDLE: says(recorded("bluesky_handle.json"), Content_Type="application/json"),
            posts_path(RKEY): says(recorded("bluesky_posts.json"), Content_Type="application/json"),
            posts_path(RKEY, OLD_RKEY): says(recorded("bluesky_posts.json"), Content_Type="application/json"),
            f"/api/v1/statuses/{NUMBER}": says(recorded("mastodon_status.json"), Content_Type="application/json"),
        }


def _certificate(folder: Path, authority: Path) -> Path:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Networks of a test")])
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    public = made.public_bytes(serialization.Encoding.PEM)
    authority.write_bytes(public)
    both = folder / "server.pem"
    both.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        + public
    )
    return both
