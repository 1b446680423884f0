"""The tracked links' ASGI application: which answer a request gets."""

from __future__ import annotations

import asyncio
import json
import logging
import re
import time
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from stemme.kit.garbage import collect_seldom
from stemme.links.addresses import link_base
from stemme.links.campaign import forwarded, tagged
from stemme.links.click_ids import PARAMETER
from stemme.links.hits import HUMAN, PREVIEW, Hit, Verdict, classify, fetches_ahead, refuses_tracking
from stemme.links.networks import seen_from_offices
from stemme.links.redirect import pages
from stemme.links.redirect.cache import Entry, LinkCache
from stemme.links.redirect.click_keys import ClickKeys
from stemme.links.redirect.clicklog import ClickLog
from stemme.links.redirect.clients import Proxies, limit_key
from stemme.links.redirect.limits import Allowance
from stemme.links.redirect.messages import NO_BODY, body, page, plain, redirect_to, strictly
from stemme.links.redirect.recorder import Recorder
from stemme.links.redirect.salts import Salts
from stemme.links.redirect.segments import Row
from stemme.links.redirect.stores import Store, StoreError
from stemme.links.referrers import referring_host
from stemme.links.speech import spoken_language
from stemme.links.visitors import visitor_and_place

logger = logging.getLogger(__name__)

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]
Headers = dict[bytes, bytes]

_PREFIX = "/s/"
_CODE = re.compile(r"[1-9A-HJ-NP-Za-km-z]{6,16}")
_HOUSEKEEPING_SECONDS = 1.0
#: How soon a withdrawn story is gone in every process.
_CHANGES_SECONDS = 0.1


@lru_cache(maxsize=16_384)
def _verdict(method: str, agent: bytes, ahead: bool) -> Verdict:
    return classify(Hit(method, agent.decode("latin-1"), ahead))


class LinksApplication:
    """GET /s/<code> and /healthz. Everything else does not exist."""

    def __init__(
        self,
        *,
        make_store: Callable[[], Store],
        log_folder: Path,
        link_url: str,
        pages_url: str,
        trusted_proxies: Sequence[str],
    ) -> None:
        self._make_store = make_store
        self._log_folder = log_folder
        self._link_url, self._pages_url = link_url, pages_url
        self._link_host = urlsplit(link_url).netloc.encode()
        self._strict = link_url.startswith("https:")
        self._proxies = Proxies(trusted_proxies)
        self._allowance = Allowance()

    def __call__(self, scope: Scope, receive: Receive, send: Send) -> Coroutine[Any, Any, None]:
        """One request, or the life of the process. Not ``async`` itself: one coroutine less for each click."""
        if scope["type"] == "lifespan":
            return self._live(receive, send)
        path: str = scope["path"]
        if path.startswith(_PREFIX):
            return self._link(scope, send, path[3:])
        if path == "/healthz":
            return self._health(send)
        return self._page(scope, send, pages.UNKNOWN, dict(scope["headers"]))

    async def _link(self, scope: Scope, send: Send, code: str) -> None:
        headers: Headers = dict(scope["headers"])
        method: str = scope["method"]
        if method != "GET" and method != "HEAD":
            await self._page(scope, send, pages.NOT_THAT_WAY, headers)
            return
        entry = self._cache.fresh(code)
        if entry is None:
            try:
                entry = await self._cache.find(code) if _CODE.fullmatch(code) else None
            except StoreError:
                await self._page(scope, send, pages.TRY_AGAIN, headers)
                return
            if entry is None:
                await self._unknown(scope, send, headers)
                return
        if entry.found.gone:
            await self._page(scope, send, pages.GONE, headers)
            return
        peer = scope["client"]
        address = self._proxies.client(peer[0] if peer else "", scope["headers"])
        verdict = _verdict(method, headers.get(b"user-agent", b""), fetches_ahead(headers))
        if entry.offices:
            verdict = seen_from_offices(verdict, address=address, offices=entry.offices)
        if entry.found.counted and not await self._recorder.add(self._row(entry, verdict, address, headers)):
            await self._page(scope, send, pages.TRY_AGAIN, headers)
            return
        if verdict.hit == PREVIEW or scope["query_string"] or entry.measured:
            await self._lead_on(scope, send, entry, verdict, headers)
        else:
            await send(entry.start)
            await send(NO_BODY)

    def _row(self, entry: Entry, verdict: Verdict, address: str, headers: Headers) -> Row:
        found = entry.found
        at = time.time_ns() // 1_000_000
        visitor = place = None
        if not refuses_tracking(headers):
            visitor, place = visitor_and_place(
                salt=self._salts.at(at),
                organisation_id=found.organisation_id,
                link_host=self._link_host,
                address=address,
                agent=headers.get(b"user-agent", b""),
            )
        referrer = headers.get(b"referer")
        return (
            found.organisation_id,
            found.link_id,
            at,
            verdict.hit,
            verdict.reason,
            visitor,
            referring_host(referrer) if referrer else "",
            place,
        )

    async def _lead_on(self, scope: Scope, send: Send, entry: Entry, verdict: Verdict, headers: Headers) -> None:
        if verdict.hit == PREVIEW and verdict.reason != "prefetch" and not entry.found.elsewhere:
            card = entry.card
            if card is None:
                link = f"{link_base(self._link_url, entry.found.link_host)}{_PREFIX}{entry.found.code}"
                card = entry.card = pages.preview(entry.found, link=link, pages=self._pages_url)
            send = self._strictly(send)
            await send(page(200, card, policy=pages.POLICY))
            await send(NO_BODY if scope["method"] == "HEAD" else body(card))
            return
        query = scope["query_string"]
        extra = forwarded(query) if query else []
        if entry.measured and entry.found.counted and verdict.hit == HUMAN and not refuses_tracking(headers):
            click_id = self._click_keys.click_id(entry.found.link_id)
            extra += [(PARAMETER, click_id)] if click_id else []
        if extra:
            target = tagged(entry.found.url, channel=entry.found.channel, extra=extra)
            await send(redirect_to(target, strict=self._strict))
        else:
            await send(entry.start)
        await send(NO_BODY)

    async def _unknown(self, scope: Scope, send: Send, headers: Headers) -> None:
        peer = scope["client"]
        key = limit_key(self._proxies.client(peer[0] if peer else "", scope["headers"]))
        allowed = self._allowance.take(key, now=time.monotonic())
        await self._page(scope, send, pages.UNKNOWN if allowed else pages.TOO_MANY, headers)

    async def _page(self, scope: Scope, send: Send, words: pages.InFiveLanguages, headers: Headers) -> None:
        answer = words[spoken_language(headers.get(b"accept-language", b""))]
        send = self._strictly(send)
        await send(answer.start)
        await send(NO_BODY if scope["method"] == "HEAD" else body(answer.body))

    def _strictly(self, send: Send) -> Send:
        """For answers that are made anew; the head of an ordinary redirect is made once (cache.py)."""
        return strictly(send) if self._strict else send

    async def _health(self, send: Send) -> None:
        send = self._strictly(send)
        recorder = self._recorder
        last = recorder.last_flush
        works = not recorder.refused and self._was_reachable
        state = {
            "status": "ok" if works else "broken",
            "database": "answers" if self._reachable else "away",
            "last_flush_seconds": None if last is None else round(time.monotonic() - last, 1),
        }
        content = json.dumps(state).encode()
        await send(plain(200 if works else 503, content, kind=b"application/json"))
        await send(body(content))

    async def _live(self, receive: Receive, send: Send) -> None:
        await receive()
        store = self._make_store()
        await store.open()
        log = ClickLog(self._log_folder)
        self._cache, self._recorder, self._salts = LinkCache(store, strict=self._strict), Recorder(log), Salts(store)
        self._click_keys = ClickKeys(store)
        self._reachable = self._was_reachable = False
        self._recorder.prepare()
        await self._salts.look_after()
        await self._look_for_changes()
        await self._click_keys.look_after()
        classify(Hit("GET", "warm the patterns up"))
        collect_seldom()
        keepers = [asyncio.create_task(work) for work in (self._keep_house(), self._watch())]
        await send({"type": "lifespan.startup.complete"})
        await receive()
        for keeper in keepers:
            keeper.cancel()
        await asyncio.gather(*keepers, return_exceptions=True)
        self._recorder.close()
        await store.close()
        await send({"type": "lifespan.shutdown.complete"})

    async def _keep_house(self) -> None:
        while True:
            await asyncio.sleep(_HOUSEKEEPING_SECONDS)
            try:
                await self._salts.look_after()
                await self._click_keys.look_after()
                if self._recorder.refused:
                    self._recorder.prepare()
            except Exception:
                logger.exception("housekeeping failed; it is tried again")

    async def _watch(self) -> None:
        while True:
            await asyncio.sleep(_CHANGES_SECONDS if self._reachable else _HOUSEKEEPING_SECONDS)
            await self._look_for_changes()

    async def _look_for_changes(self) -> None:
        try:
            await self._cache.look_for_changes()
        except StoreError as error:
            if self._reachable:
                logger.warning("the database is away, known links go on working: %s", error)
            self._reachable = False
        except Exception:
            logger.exception("changes of links could not be looked for; it is tried again")
        else:
            self._reachable = self._was_reachable = True
