"""Messages as Slack and Teams take them: by their published schemas, within their limits, with nothing to inject."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from stemme.chat import slack_blocks, teams_card
from stemme.chat.content import Content, cut
from stemme.chat.tests.samples import HOSTILE, PLAIN, everywhere

DATA = Path(__file__).parent / "data"
SLACK = jsonschema.Draft7Validator(json.loads((DATA / "slack-message.schema.json").read_text()))
CARD = jsonschema.Draft6Validator(json.loads((DATA / "adaptive-card-1.2.schema.json").read_text()))
#: A family of four: seven code points that are one sign.
FAMILY = "👨‍👩‍👧‍👦"
CONTENTS = {
    "plain": PLAIN,
    "bare": Content("en", "It works."),
    "hostile": everywhere(HOSTILE),
    "long": everywhere("blåbær & vinger\n" * 400, items=12),
    "signs": everywhere(FAMILY * 900, items=12),
}


def texts(of):
    """Every text in a document, with the name it stands under."""
    if isinstance(of, dict):
        for name, value in of.items():
            if isinstance(value, str):
                yield name, value
            yield from texts(value)
    elif isinstance(of, list):
        for value in of:
            yield from texts(value)


@pytest.mark.parametrize("name", CONTENTS)
def test_slack_would_take_it(name):
    message = slack_blocks.message(CONTENTS[name])
    SLACK.validate(message)
    assert len(message["blocks"]) <= 50
    for block in message["blocks"]:
        if block["type"] == "header":
            assert 1 <= len(block["text"]["text"]) <= 150
        if block["type"] == "context":
            assert len(block["elements"]) <= 10
    assert all(0 < len(value) <= 3_000 for _name, value in texts(message))
    assert (message["unfurl_links"], message["unfurl_media"], message["mrkdwn"]) == (False, False, False)


@pytest.mark.parametrize("name", CONTENTS)
def test_teams_would_take_it(name):
    sent = teams_card.envelope(CONTENTS[name])
    CARD.validate(sent["attachments"][0]["content"])
    assert len(json.dumps(sent, ensure_ascii=False).encode()) <= 28_000
    card = sent["attachments"][0]["content"]
    assert all(len(value) <= 75 for name, value in texts(card) if name == "title")
    assert len(card.get("actions", [])) <= 6


def test_the_schemas_say_no():
    """They are the published ones only if they refuse what the products refuse."""
    message = slack_blocks.message(PLAIN)
    for broken in ({**message, "blocks": [{"type": "headline"}]}, {**message, "unfurl_links": True}):
        assert not SLACK.is_valid(broken)
    card = teams_card.card(PLAIN)
    for broken in ({**card, "body": [{"type": "RichTextBlock"}]}, {**card, "actions": [{"type": "Action.OpenUrl"}]}):
        assert not CARD.is_valid(broken)


def test_what_somebody_typed_is_never_read_as_markup():
    message = slack_blocks.message(everywhere(HOSTILE))
    for block in message["blocks"]:
        assert block["type"] in {"header", "rich_text", "divider", "context"}
    assert '"mrkdwn"' not in json.dumps(message["blocks"])
    kinds = {element["type"] for block in message["blocks"] if block["type"] == "rich_text"
             for element in block["elements"][0]["elements"]}  # fmt: skip
    assert kinds == {"text", "link"}
    assert "&lt;!channel&gt; &lt;@U1&gt;" in message["text"]
    assert not set("<>") & set(message["text"])
    card = teams_card.card(everywhere(HOSTILE))
    assert {value for name, value in texts(card) if name == "type"} == {
        "AdaptiveCard", "RichTextBlock", "TextRun", "Container", "ActionSet", "Action.OpenUrl",
    }  # fmt: skip
    assert "entities" not in json.dumps(teams_card.envelope(everywhere(HOSTILE)))


def test_words_and_links_arrive_as_they_are():
    message, card = slack_blocks.message(PLAIN), teams_card.card(PLAIN)
    for document in (message["blocks"], card):
        said = [value for _name, value in texts(document)]
        for expected in ("Blåbær & vinger", "Tolv blader på én natt.", "Fordi kranen sang.", "Bare hvis du vil.",
                         "https://stemme.example/share?a=1&b=2", "https://stemme.example/mails/"):  # fmt: skip
            assert expected in said
    assert message["text"] == "Nytt hos Nordlys · Blåbær &amp; vinger"
    assert card["fallbackText"] == "Nytt hos Nordlys · Blåbær & vinger"
    assert card["lang"] == "nb"


def test_a_key_is_in_no_text_that_a_locked_screen_shows():
    message, sent = slack_blocks.message(PLAIN), teams_card.envelope(PLAIN)
    card = sent["attachments"][0]["content"]
    assert "http" not in message["text"] + sent["summary"] + card["fallbackText"]


def test_a_cut_never_halves_a_sign():
    assert cut(FAMILY, 5) == "…"
    assert cut("e\u0301" * 3, 3) == "e\u0301…"
    assert cut("  short  ", 9) == "short"
    assert len(cut("word " * 90, 50)) <= 50


def test_a_person_is_named_in_the_direct_message_only():
    assert slack_blocks.message(PLAIN, channel="U1")["channel"] == "U1"
    assert "channel" not in slack_blocks.message(PLAIN)
