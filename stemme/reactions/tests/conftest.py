from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator

import pytest

from stemme.kit import outbound
from stemme.library.models import Story, StoryText, Stream
from stemme.links.models import LinkTarget, TrackedLink
from stemme.reactions import posts
from stemme.reactions.tests.networks import Networks
from stemme.sharing.models import Share


@pytest.fixture(scope="package")
def _networks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Networks]:
    made = Networks(tmp_path_factory.mktemp("networks"))
    yield made
    made.server.shutdown()
    made.server.server_close()


@pytest.fixture
def networks(_networks: Networks, settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Networks]:
    """The networks, reachable as the operator's own hosts are, with a certificate this machine trusts."""
    _networks.behave()
    settings.INTRANET_HOSTS = [_networks.host]
    monkeypatch.setenv("SSL_CERT_FILE", str(_networks.authority))
    monkeypatch.setattr(posts, "BLUESKY_API", f"https://{_networks.host}/xrpc/")
    outbound._certificates.cache_clear()
    yield _networks
    outbound._certificates.cache_clear()


@pytest.fixture
def shared(cast) -> Callable[..., Share]:
    """``shared(person, channel, url="", days=1)``: a story that the person posted so many days ago."""
    stream = Stream.objects.create(organisation=cast.nordlys, name="Wind")

    def make(person, channel: str, url: str = "", days: float = 1) -> Share:
        at = cast.now - dt.timedelta(days=days)
        story = Story.objects.create(
            organisation=cast.nordlys, stream=stream, language="en", target_url="https://nordlys.example/1",
            published_at=at, starts_at=at,
        )  # fmt: skip
        StoryText.objects.create(story=story, language="en", title=f"Turbines {story.id}")
        target = LinkTarget.objects.create(
            organisation=cast.nordlys, story_id=story.id, language="en", url=story.target_url, title="Turbines"
        )
        link = TrackedLink.objects.create(
            organisation=cast.nordlys, code=f"code{story.id}", target=target, story_id=story.id, person=person,
            channel=channel, created_at=at,
        )  # fmt: skip
        return Share.objects.create(
            organisation=cast.nordlys, person=person, story=story, link=link, channel=channel, language="en",
            posted=True, post_url=url, shared_at=at, answered_at=at,
        )  # fmt: skip

    return make
