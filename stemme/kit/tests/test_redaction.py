import logging

from stemme.kit.redaction import HideTokens, without_tokens
from stemme.kit.tokens import new_link_code, new_token


def test_tokens_and_codes_do_not_reach_the_log(caplog):
    token, code = new_token("advd"), new_link_code()
    logger = logging.getLogger("stemme.test")
    caplog.handler.addFilter(HideTokens())
    logger.warning("GET /l/%s/ and http://x/s/%s", token, code)
    assert token not in caplog.text
    assert code not in caplog.text
    assert "advd_…" in caplog.text


def test_ordinary_words_stay():
    assert without_tokens("advice on /stories/7") == "advice on /stories/7"
