"""Classifying hits that somebody brings along: user agents or whole requests, line by line. Pure.

The same functions as in the redirect and the roll-up: hits.py, networks.py, behaviour.py.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from stemme.links.behaviour import Arrival, judge
from stemme.links.hits import HUMAN, Hit, Verdict, classify, fetches_ahead, refuses_tracking
from stemme.links.networks import seen_from_offices
from stemme.links.visitors import new_salt, place_id, visitor_id

HUMAN_VERDICT = Verdict(HUMAN, "")


class LineError(ValueError):
    """What is wrong with a line, in words."""


@dataclass(frozen=True, slots=True)
class Request:
    """One line, read. Without moment, address and link there is nothing to compare it with."""

    line: int
    hit: Hit
    at: int | None = None
    address: str | None = None
    link: str | None = None
    made: int | None = None
    nameless: bool = False

    @property
    def comparable(self) -> bool:
        """Can behaviour be judged?"""
        return self.at is not None and self.address is not None and self.link is not None


@dataclass(frozen=True, slots=True)
class Classified:
    """The verdict about a line, or why it could not be read."""

    line: int
    verdict: Verdict | None
    error: str = ""


def classify_lines(lines: Iterable[str], *, office_networks: str = "") -> Iterator[Classified]:
    """The verdict of each line, in order; requests with moment, address and link are compared with each other.

    What can be said at once is said at once; from the first comparable request on, only at the end.
    """
    waiting: list[Classified] = []
    compared: list[Request] = []
    for number, line in enumerate(lines, 1):
        try:
            request = read_line(number, line)
        except LineError as error:
            one = Classified(number, None, str(error))
        else:
            one = Classified(number, _alone(request, office_networks))
            if request.comparable and one.verdict == HUMAN_VERDICT:
                compared.append(request)
        if compared:
            waiting.append(one)
        else:
            yield one
    verdicts = judge(_arrivals(compared))
    for one in waiting:
        yield dataclasses.replace(one, verdict=verdicts[one.line]) if one.line in verdicts else one


def read_line(number: int, line: str) -> Request:
    """A user agent, or a request as a JSON object. Raises LineError."""
    text = line.rstrip("\r\n")
    if not text.lstrip().startswith("{"):
        return Request(number, Hit("GET", text))
    try:
        given = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise LineError("no JSON object, though it begins like one") from error
    method, headers = given.get("method", "GET"), given.get("headers", {})
    if not isinstance(method, str):
        raise LineError("method is no text")
    if not isinstance(headers, dict) or not all(isinstance(value, str) for value in headers.values()):
        raise LineError("headers is no object of texts")
    raw = {name.lower().encode("latin-1", "replace"): _bytes(value) for name, value in headers.items()}
    agent = raw.get(b"user-agent", b"").decode("latin-1")
    link, address = given.get("link"), given.get("address")
    if not isinstance(link, str | int | None) or not isinstance(address, str | None):
        raise LineError("link or address is no text")
    return Request(
        line=number,
        hit=Hit(method.upper(), agent, fetches_ahead(raw)),
        at=_moment(given, "at"),
        address=None if address is None else address.encode("utf-8", "replace").decode(),
        link=None if link is None else str(link),
        made=_moment(given, "made"),
        nameless=refuses_tracking(raw),
    )


def _bytes(value: str) -> bytes:
    return value.encode("latin-1", "replace")


def _moment(given: dict[str, object], name: str) -> int | None:
    """Milliseconds since 1970, from a number of them or an ISO text; without time zone UTC is meant."""
    value = given.get(name)
    if value is None or (isinstance(value, int) and not isinstance(value, bool)):
        return value
    try:
        moment = dt.datetime.fromisoformat(str(value))
        return int((moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)).timestamp() * 1000)
    except (ValueError, OverflowError) as error:
        raise LineError(
            f"{name} is neither milliseconds since 1970 nor a moment such as 2026-11-22T10:05:00Z"
        ) from error


def _alone(request: Request, office_networks: str) -> Verdict:
    return seen_from_offices(classify(request.hit), address=request.address or "", offices=office_networks)


def _arrivals(requests: list[Request]) -> Iterator[Arrival]:
    salt, links = new_salt(), dict[str, int]()
    for one in requests:
        if one.at is None or one.address is None or one.link is None:
            continue
        agent, link = one.hit.agent.encode("latin-1", "replace"), links.setdefault(one.link, len(links))
        visitor = place = None
        if not one.nameless:
            visitor = visitor_id(salt=salt, organisation_id=0, link_host=b"", address=one.address, agent=agent)
            place = place_id(salt=salt, organisation_id=0, address=one.address)
        yield Arrival(one.line, one.at, link, visitor, place, one.made)
