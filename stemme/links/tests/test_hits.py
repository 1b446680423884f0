"""Who is a person: named programs, and two public corpora."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import pytest

from stemme.links.agents import BOT, PERSON, PREVIEW, kind_of_agent, listed, looks_like_a_program
from stemme.links.hits import HUMAN, Hit, classify, fetches_ahead

DATA = Path(__file__).parent / "data"
CHROME = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36"
)
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/22B83"

#: In humans.txt, and not people. The first six are mail and office programs that look at a link just before or
#: instead of the person (algorithms.md 5.3), the others are programs by their own words.
NOT_PEOPLE = ("ms-office", "Microsoft Office/", "PG_SLEEP", "Lucidworks", "print(9347655345", "vert.x", "amazon-kendra")
NOT_PEOPLE += ("Yahoo! Slurp", "Amzn-User")


def corpus(name: str) -> list[str]:
    return [line for line in (DATA / name).read_text().splitlines() if line.strip()]


def test_corpora(capsys: pytest.CaptureFixture[str]) -> None:
    """Nine lines stand in both files and are left out; the rest is judged as issue 3 asks.

    Our own additions were tuned on these files. So the figures without them are printed, too: those are what to expect
    of a bot that nobody here has seen. Browsers of real traffic that nothing was tuned on: tools/user_agents.py.
    """
    contradictory = set(corpus("bots.txt")) & set(corpus("humans.txt"))
    bots = [line for line in corpus("bots.txt") if line not in contradictory]
    humans = [line for line in corpus("humans.txt") if line not in contradictory]
    people = [line for line in humans if not any(mark in line for mark in NOT_PEOPLE)]
    missed = [line for line in bots if kind_of_agent(line)[0] == PERSON]
    wrong = [line for line in people if kind_of_agent(line)[0] != PERSON]
    by_list = sum(map(listed, bots))
    untuned = sum(listed(line) or looks_like_a_program(line) for line in bots)
    with capsys.disabled():
        sys.stdout.write(
            f"\nuser agents: {len(bots) - len(missed)} of {len(bots)} bots found ({1 - len(missed) / len(bots):.1%}); "
            f"{len(wrong)} of {len(people)} people wrong ({len(wrong) / len(people):.2%}); "
            f"{len(humans) - len(people)} lines of theirs are not people\n"
            f"  without what was tuned here: {by_list / len(bots):.1%} by the pinned list alone, "
            f"{untuned / len(bots):.1%} with the rules of shape\n"
            f"  {_microseconds_a_hit(humans + bots):.1f} µs a hit without the cache\n"
        )
    assert len(contradictory) == 9
    assert len(humans) - len(people) == 13
    assert len(missed) <= 0.03 * len(bots)
    assert len(wrong) <= 0.003 * len(people)
    assert untuned >= 0.9 * len(bots)


def _microseconds_a_hit(agents: list[str]) -> float:
    kind_of_agent(CHROME)
    kind_of_agent.cache_clear()
    started = time.process_time()
    for agent in agents:
        kind_of_agent(agent)
    return (time.process_time() - started) / len(agents) * 1e6


def test_it_is_quick_enough_for_the_redirect() -> None:
    agents = corpus("humans.txt") + corpus("bots.txt")[:500]
    assert min(_microseconds_a_hit(agents) for _ in range(2)) < 20, "without the cache; 7 on a quiet machine"


@pytest.mark.parametrize(
    "agent",
    [
        "LinkedInBot/1.0 (compatible; Mozilla/5.0; Apache-HttpClient +http://www.linkedin.com)",
        "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)",
        "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)",
        "Twitterbot/1.0",
        "WhatsApp/2.23.20.0",
        "TelegramBot (like TwitterBot)",
        "Mozilla/5.0 (compatible; Discordbot/2.0; +https://discordapp.com)",
        "Mozilla/5.0 (Windows NT 6.1; WOW64) SkypeUriPreview Preview/0.5 skype-url-preview@microsoft.com",
        "Mozilla/5.0 (compatible; Bluesky Cardyb/1.1; +mailto:support@bsky.app)",
        "Mastodon/4.3.0 (http.rb/5.2.0; +https://mastodon.social/)",
        "http.rb/4.4.1 (Mastodon/3.4.1; +https://example.com/)",
        "XING-contenttabreceiver/2.0",
        "Pleroma 2.5.0; https://pleroma.example <admin@pleroma.example>; Bot",
        "Mozilla/5.0 (Macintosh) AppleWebKit/601.2.4 facebookexternalhit/1.1 Facebot Twitterbot/1.0",
    ],
)
def test_previews(agent: str) -> None:
    assert kind_of_agent(agent)[0] == PREVIEW


@pytest.mark.parametrize(
    "agent", ["", "-", "curl/8.5.0", "python-requests/2.32", "Go-http-client/2.0", "Microsoft Office/16.0"]
)
def test_programs(agent: str) -> None:
    assert kind_of_agent(agent)[0] == BOT


@pytest.mark.parametrize(
    "agent",
    [
        CHROME,
        f"{IPHONE} [LinkedInApp]/9.30.1234",
        f"{IPHONE} [FBAN/FBIOS;FBAV/480.0;FBBV/1;FBDV/iPhone15,2;FBMD/iPhone;FBSN/iOS]",
        f"{IPHONE} Instagram 350.0.0.21.88 (iPhone15,2; iOS 18_1; nb_NO)",
        f"{IPHONE} Snapchat/13.0",
        f"{IPHONE} musical_ly_36.0 JsSdk/2.0 NetType/WIFI",
        "Mozilla/5.0 (Linux; Android 16; Pixel 10) AppleWebKit/537.36 Chrome/146.0.0.0 Safari/537.36 MetaIAB Facebook",
        "Mozilla/5.0 (Linux; Android 14; CUBOT KINGKONG) AppleWebKit/537.36 Chrome/142.0.0.0 Safari/537.36",
        "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
    ],
)
def test_people_also_inside_apps(agent: str) -> None:
    assert kind_of_agent(agent) == (PERSON, "")


def test_a_person_who_pressed_is_human_and_nothing_else_is() -> None:
    assert classify(Hit("GET", CHROME)) == (HUMAN, "")
    assert classify(Hit("HEAD", CHROME)) == ("bot", "head")
    assert classify(Hit("GET", CHROME, ahead=True)) == ("preview", "prefetch")
    assert classify(Hit("HEAD", "Twitterbot/1.0", ahead=True)) == ("preview", "own-list")
    assert classify(Hit("GET", "")) == ("bot", "no-agent")


def test_headers_of_fetching_ahead() -> None:
    assert fetches_ahead({b"sec-purpose": b"prefetch;prerender"})
    assert fetches_ahead({b"x-purpose": b"Preview"})
    assert not fetches_ahead({b"sec-purpose": b"", b"purpose": b"navigate"})
    assert not fetches_ahead({b"user-agent": b"prefetch"})
