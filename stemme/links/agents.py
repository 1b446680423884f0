"""What kind of program a user agent string belongs to, as far as the string itself tells. Pure.

The crawlers' list of the package crawler-user-agents (MIT, pinned in the lock) comes first after our own additions and
corrections; what is in no list is judged by its shape. ``python tools/user_agents.py`` compares the pinned list with
the newest. Patterns are matched by google-re2's Set: one pass for all of them, about a microsecond, where Python's
``re`` takes 400 (research/stack.md 1).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from functools import lru_cache
from importlib import resources

import re2

PERSON, PREVIEW, BOT = "person", "preview", "bot"
_LONGEST = 512
#: With re2's usual 8 MiB the automaton of 1,500 patterns is thrown away and built anew again and again.
_AUTOMATON_BYTES = 32 << 20

#: Fetchers of link previews that the list lacks or files elsewhere.
OWN_PREVIEWS = (
    "cardyb",
    "bluesky/",
    "linkedinbot",
    "facebookexternalhit",
    "facebot",
    "meta-external",
    "twitterbot",
    "slackbot",
    "slack-imgproxy",
    "^whatsapp/",
    "telegrambot",
    "discordbot",
    "skypeuripreview",
    "mastodon",
    "pleroma",
    "akkoma",
    "misskey",
    "xing-contenttabreceiver",
    "googlemessages/",
    "link ?preview",
    "linkexpander",
)
#: Programs in no list, or only in another spelling.
OWN_BOTS = (
    "ms-office",
    "microsoft office/",
    "googleweblight",
    "google page speed",
    "google search console",
    "gomezagent",
    "synthetic",
    "pageburst",
    "cloudflareobservatory",
    "site24x7",
    "mixnode",
    "headless",
    "phantomjs",
    "cypress/",
    "dejaclick",
    "transcoder",
    "webmoney advisor",
    "taginspector",
    "xaxissemantics",
    "yottaamonitor",
    "duplexweb",
    "^anonymous, ",
    "thumbor/",
    "wechatdevtools|qcloudcdn",
    "burpcollaborator",
    "^swcd ",
    r"load_file\(|pg_sleep\(|<\?=?(?:php|print)",
)
#: Browsers, also those inside apps, that a pattern below or in the list would take for a program.
PEOPLE = (
    "metaiab",
    r"fb_iab|\[fban/|\[fb_iab",
    r"\[linkedinapp\]",
    "instagram [0-9]",
    "snapchat/",
    "musical_ly",
    "slack_ssb",
    r"viber(?:/[0-9.]+)?(?: cfnetwork.*)?$",
    r"camscanner/",
    r"cubot[ _;]",
    r"^(?:lynx|elinks|w3m)/|^links \(",
    "^ncsa_mosaic/",
    "mozacfetch/",
    r"electron/[0-9.]+ safari/[0-9.]+$",
    "fluid/[0-9.]+ safari/",
    "thunderbird/",
)
#: Words by which programs describe themselves.
SELF_DESCRIPTIONS = (
    r"(?:^|[^u])bots?(?:[^a-z]|$)",
    r"bot/[0-9]",
    "crawl",
    "spider",
    "scrape|scraping",
    "archiver",
    "https?://",
    r"www\.[a-z]",
    r"@[a-z][a-z0-9-]*\.[a-z]{2,}",
    "monitor(?:ing)?(?:[^a-z]|$)",
    "monitor",
    "check(?:er)?(?:[^a-z]|$)",
    "health",
    "probe",
    r"scanner",
    "fetch",
    "preview",
    r"feed|(?:^|[^a-z])rss",
    "validator|analy[sz]er|indexer|extractor|exractor|grabber|harvest|optimizer|explorador",
    "proxy",
    "hydra",
    r"(?:^|[^a-z])(?:curl|wget|java|php|perl|ruby|python|axios|undici|guzzle\w*|grpc\S*|winhttp|postman\w*|okhttp)(?:/|$)",
    "http-?client|rest-client|restsharp",
    "uptime|nagios|pingdom",
)
#: Marks of a browser or of a telephone, at least one of which a person's agent carries.
_BROWSER_MARKS = re.compile(
    r"mozilla|ozilla/|opera|applewebkit|gecko|midp|dalvik|cfnetwork|darwin|android|iphone|ipad|ios[ /]"
    r"|symbian|blackberry|nokia|up\.(?:browser|link)|ucweb|amiga|ibrowse|voyager|webview|outlook|googleapp"
    r"|windows phone|shp/vpp|mib/|playstation|roku|sonos|streaming player|quicktime|win10|pinterest",
    re.IGNORECASE,
)
#: ``Mozilla/5.0 (compatible; Name/1.0; …)`` and nothing that renders pages.
_COMPATIBLE_ONLY = re.compile(r"mozilla/[0-9.]+ \((?:[^)]*; ?)?compatible; [^)]*\)?\s*\S*$", re.IGNORECASE)
_RENDERS = re.compile(r"msie|trident|konqueror|ibrowse|aweb|abrowse|netpositive|webpositive|khtml", re.IGNORECASE)
#: ``Mozilla/5.0 Name/1.0``: no brackets with a system in them.
_BARE_MOZILLA = re.compile(r"mozilla/[0-9.]+ (?:\([a-z0-9./ -]{1,24}\)|[^(]{1,40})$", re.IGNORECASE)
_KNOWN_PREVIEW_TAG = "social-preview"


def _set_of(patterns: Iterable[str]) -> re2.Set:
    options = re2.Options()
    options.case_sensitive = False
    options.log_errors = False
    options.max_mem = _AUTOMATON_BYTES
    made = re2.Set.SearchSet(options)
    for pattern in patterns:
        made.Add(pattern)
    made.Compile()
    return made


@lru_cache(maxsize=1)
def _listed() -> tuple[re2.Set, tuple[bool, ...]]:
    """The package's patterns, and for each whether it is a link preview."""
    file = resources.files("crawleruseragents").joinpath("crawler-user-agents.json")
    entries = json.loads(file.read_text(encoding="utf-8"))
    return (
        _set_of(entry["pattern"] for entry in entries),
        tuple(_KNOWN_PREVIEW_TAG in entry.get("tags", ()) for entry in entries),
    )


_PREVIEWS, _BOTS, _PEOPLE, _DESCRIBED = (
    _set_of(group) for group in (OWN_PREVIEWS, OWN_BOTS, PEOPLE, SELF_DESCRIPTIONS)
)


def listed(agent: str) -> bool:
    """Is the agent in the package's list, whatever our own rules say? To measure what they add."""
    return bool(_listed()[0].Match(agent[:_LONGEST].strip()))


def looks_like_a_program(agent: str) -> bool:
    """Does the shape of the string, without any list of names, give a program away?"""
    text = agent[:_LONGEST].strip()
    return not text or bool(_DESCRIBED.Match(text)) or not _shaped_like_a_browser(text)


@lru_cache(maxsize=16_384)
def kind_of_agent(agent: str) -> tuple[str, str]:
    """``(PERSON | PREVIEW | BOT, reason)``. The reason is a key: person has "", the others say which rule spoke.

    Only the first 512 characters count.
    """
    text = agent[:_LONGEST].strip()
    if not text or text == "-":
        return BOT, "no-agent"
    if _PREVIEWS.Match(text):
        return PREVIEW, "own-list"
    if _BOTS.Match(text):
        return BOT, "own-list"
    if _PEOPLE.Match(text):
        return PERSON, ""
    patterns, previews = _listed()
    if found := patterns.Match(text):
        return (PREVIEW if any(previews[index] for index in found) else BOT), "crawler-list"
    if _DESCRIBED.Match(text):
        return BOT, "describes-itself"
    if not _shaped_like_a_browser(text):
        return BOT, "no-browser"
    return PERSON, ""


def _shaped_like_a_browser(text: str) -> bool:
    if not _BROWSER_MARKS.search(text):
        return False
    if _COMPATIBLE_ONLY.match(text) and not _RENDERS.search(text):
        return False
    return not _BARE_MOZILLA.match(text)
