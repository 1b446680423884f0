"""Going through the pages of the two sign-ins, as somebody with an account there."""

from __future__ import annotations

import re
from typing import Protocol

import httpx

#: More steps than either needs.
_MOST = 15


class Walker(Protocol):
    """Where the sign-in sends the browser back to, with its answer."""

    def __call__(self, browser: httpx.Client, address: str, back: str, account: str) -> str: ...


def at_the_mock(browser: httpx.Client, address: str, back: str, account: str) -> str:
    """One form: the subject, or nobody when the account is empty."""
    page = browser.get(address)
    assert page.status_code == 200, page.text
    said = {"sub": account} if account else {"action": "deny"}
    answer = browser.post(address, data=said)
    assert answer.headers["Location"].startswith(back), answer.text
    return answer.headers["Location"]


def at_the_provider(browser: httpx.Client, address: str, back: str, account: str) -> str:
    """A form to sign in with and one to agree to, as often as it asks; an empty account leaves by the back door."""
    answer = browser.get(address)
    for _ in range(_MOST):
        while answer.is_redirect:
            here = str(answer.url.join(answer.headers["Location"]))
            if here.startswith(back):
                return here
            answer = browser.get(here)
        assert answer.status_code == 200, answer.text
        if not account:
            answer = browser.get(f"{answer.url}/abort")
            continue
        form = re.search(r'action="([^"]+)"', answer.text)
        assert form, answer.text
        hidden = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', answer.text))
        said = {**hidden, "login": account, "password": "any"}
        answer = browser.post(str(answer.url.join(form.group(1))), data=said)
    raise AssertionError(answer.text)
