"""What they were recorded to answer, and what that means for the message."""

from __future__ import annotations

import json

import pytest

from stemme.chat import answers

WAIT = {"retry-after": "30"}
SLACK_HOOK = [
    (200, {}, "ok", "sent", ""),
    (200, {}, "<html>", "unclear", "strange"),
    (400, {}, "invalid_payload", "refused", "malformed"),
    (400, {}, "no_text", "refused", "malformed"),
    (403, {}, "action_prohibited", "refused", "not_allowed"),
    (403, {}, "invalid_token", "refused", "gone"),
    (404, {}, "no_service", "refused", "gone"),
    (404, {}, "channel_not_found", "refused", "gone"),
    (410, {}, "channel_is_archived", "refused", "closed"),
    (429, WAIT, "rate_limited", "again", "busy"),
    (503, {}, "", "again", "busy"),
    (500, {}, "rollup_error", "unclear", "strange"),
    (502, {}, "", "unclear", "strange"),
    (302, {"location": "http://169.254.169.254/"}, "", "refused", "strange"),
]
SLACK_CALL = [
    (200, {}, '{"ok":true,"ts":"1.2","channel":"D1"}', "sent", ""),
    (200, {}, '{"ok":false,"error":"invalid_blocks"}', "refused", "malformed"),
    (200, {}, '{"ok":false,"error":"token_revoked"}', "refused", "key"),
    (200, {}, '{"ok":false,"error":"missing_scope","needed":"chat:write","provided":"users:read"}', "refused", "key"),
    (200, {}, '{"ok":false,"error":"users_not_found"}', "refused", "nobody"),
    (200, WAIT, '{"ok":false,"error":"ratelimited"}', "again", "busy"),
    (429, WAIT, '{"ok":false,"error":"ratelimited"}', "again", "busy"),
    (200, {}, '{"ok":false,"error":"fatal_error"}', "unclear", "strange"),
    (200, {}, '{"ok":false,"error":"a_new_word"}', "refused", "strange"),
    (200, {}, "not json", "unclear", "strange"),
    (504, {}, "", "unclear", "strange"),
]
_OLD = (
    "Webhook message delivery failed with error: Microsoft Teams endpoint returned HTTP error %d with ContextId tcid=0."
)
TEAMS_HOOK = [
    (200, {}, "1", "sent", ""),
    (202, {}, "", "sent", ""),
    (200, {}, _OLD % 413, "refused", "too_large"),
    (200, {}, _OLD % 429, "again", "busy"),
    (200, {}, _OLD % 400, "refused", "malformed"),
    (400, {}, "Bad payload received by generic incoming webhook.", "refused", "malformed"),
    (401, {}, '{"error":{"code":"DirectApiAuthorizationRequired"}}', "refused", "shut"),
    (404, {}, '{"error":{"code":"WorkflowNotFound"}}', "refused", "gone"),
    (413, {}, "", "refused", "too_large"),
    (429, WAIT, "", "again", "busy"),
    (502, {}, '{"error":{"code":"NoResponse"}}', "unclear", "strange"),
]
TEAMS_BOT = [
    (201, {}, '{"id":"1:abc"}', "sent", ""),
    (401, {}, '{"error":{"code":"Unauthorized"}}', "refused", "key"),
    (403, {}, '{"error":{"code":"BotNotInConversationRoster"}}', "refused", "nobody"),
    (404, {}, '{"error":{"code":"ConversationNotFound"}}', "refused", "nobody"),
    (413, {}, '{"error":{"code":"MessageSizeTooBig"}}', "refused", "too_large"),
    (429, WAIT, "", "again", "busy"),
    (504, {}, "", "unclear", "strange"),
]


@pytest.mark.parametrize(
    ("judge", "recorded"),
    [
        (judge, row)
        for judge, rows in (
            (answers.slack_hook, SLACK_HOOK),
            (answers.slack_call, SLACK_CALL),
            (answers.teams_hook, TEAMS_HOOK),
            (answers.teams_activity, TEAMS_BOT),
        )
        for row in rows
    ],
)
def test_recorded_answers(judge, recorded):
    status, headers, body, state, why = recorded
    outcome = judge(status, headers, body.encode())
    assert (outcome.state, outcome.why) == (state, why)
    if state == "again":
        assert outcome.wait == (30 if headers else 60)


def test_how_long_to_wait_has_bounds():
    for said, seconds in (("0", 1), ("9999999", 3_600), ("soon", 60), ("-5", 60), ("9" * 50, 60)):
        assert answers.slack_hook(429, {"retry-after": said}, b"").wait == seconds


def test_no_answer():
    assert answers.no_answer(left=True).state == "unclear"
    assert answers.no_answer(left=False).state == "again"


def test_only_objects_are_documents():
    for body in (b"[]", b"1", b"\xff", b"[" * 100_000, json.dumps("x").encode()):
        assert answers.document(body) == {}
