"""Archives as the networks make them, with invented people: built when a test needs them, so that each day is known."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import tarfile
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"
LINKEDIN = DATA / "Basic_LinkedInDataExport_11-02-2026.zip"
X = DATA / "twitter-2026-11-02-0f3c9ab1d2.zip"
MASTODON = DATA / "archive-20261102081500-0f3c9ab1d2.zip"
_NOTES = (
    '\ufeffNotes:\r\n"When exporting your connection data, some addresses\nare missing, as ""settings"" say."\r\n\r\n'
)
_MONTHS = {
    "nb": "januar februar mars april mai juni juli august september oktober november desember",
    "sv": "januari februari mars april maj juni juli augusti september oktober november december",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
}


def packed(files: Mapping[str, str | bytes], on: dt.date, folder: str = "") -> bytes:
    """A ZIP of these files, packed on that day."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, inside in files.items():
            entry = zipfile.ZipInfo(folder + name, (on.year, on.month, on.day, 8, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, inside)
    return made.getvalue()


def tarred(archive: Path) -> bytes:
    """The same files as in this ZIP, as older servers pack them: a gzipped tar."""
    made = io.BytesIO()
    with zipfile.ZipFile(archive) as source, tarfile.open(fileobj=made, mode="w:gz") as target:
        for info in source.infolist():
            entry = tarfile.TarInfo(
                ("a-very-long-folder-name/" * 5 if "media" in info.filename else "") + info.filename
            )
            entry.size, entry.mtime = info.file_size, int(dt.datetime(*info.date_time, tzinfo=dt.UTC).timestamp())
            target.addfile(entry, io.BytesIO(source.read(info)))
    return made.getvalue()


def table(head: Sequence[str], rows: Sequence[Sequence[str]], before: str = "") -> str:
    """CSV with what stands before the header; each line ends in a needless comma."""
    made = io.StringIO()
    csv.writer(made, lineterminator=",\r\n").writerows([head, *rows])
    return before + made.getvalue()


def linkedin_in(language: str, on: dt.date) -> bytes:
    """A small LinkedIn archive as people with this language get it: headings and days are written in it."""
    near, far = on - dt.timedelta(days=40), on - dt.timedelta(days=800)

    def day(of: dt.date) -> str:
        if language == "da":
            return f"{of.day:02}-{of.month:02}-{of.year}"
        if language == "en":
            return f"{of.month}/{of.day}/{of:%y}, 3:43 PM"
        return f"{of.day}. {_MONTHS[language].split()[of.month - 1]} {of.year}"

    head = {
        "en": ("First Name", "Last Name", "URL", "Connected On"),
        "nb": ("Fornavn", "Etternavn", "URL", "Tilknyttet"),
        "da": ("Fornavn", "Efternavn", "URL", "Oprettet den"),
        "sv": ("Förnamn", "Efternamn", "URL", "Ansluten"),
        "de": ("Vorname", "Nachname", "URL", "Vernetzt am"),
    }[language]
    words = {"en": "OUTGOING", "nb": "UTGÅENDE", "da": "UDGÅENDE", "sv": "UTGÅENDE", "de": "AUSGEHEND"}[language]
    people = [("Åse", "Øy", "https://x.example/1", day(near)), ("Jürgen", "Ä", "", day(far)), ("", "", "", day(far))]
    asked = [("Jo", "Kim", day(near), "Hei,\ndu", words), ("Kim", "Jo", day(near), "", "INCOMING")]
    texts = [(day(near), "https://x.example/2", 'Two lines,\n""of mine""', "PUBLIC"), (day(near), "", "", "PUBLIC")]
    article = (
        f'<h1>Words</h1><p class="created">Created on 2020-01-01</p><p class="published">Published on {near} 10:00</p>'
    )
    files = {
        "connections.CSV": table(head, people, _NOTES),
        "Invitations.csv": table(("A", "B", "Sent At", "Message", "Direction"), asked),
        "Shares.csv": table(("Date", "Share Link", "Share Commentary", "Visibility"), texts),
        "Reactions.csv": table(("Date", "Type", "Link"), [(day(near), "LIKE", ""), (day(far), "LIKE", "")]),
        "Comments.csv": table(("Date", "Link", "Message"), []),
        "Articles/Articles/words.html": article,
        "messages.csv": 'FROM,CONTENT\n"never closed',
    }
    return packed(files, on, "Complete_LinkedInDataExport/")


def _latin(text: str) -> str:
    """UTF-8 written as if each byte were a letter, as Facebook and Instagram do."""
    return text.encode().decode("latin-1")


def _dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=True)


def _at(day: dt.date) -> int:
    return int(dt.datetime(day.year, day.month, day.day, 12, tzinfo=dt.UTC).timestamp())


def facebook(on: dt.date, *, newer: bool) -> bytes:
    """Three of the last weeks and one from years ago of everything, in the layout of 2026 or of some years before."""
    days = [_at(on - dt.timedelta(days=ago)) for ago in (1, 8, 15, 900)]
    posts: list[Any] = [{"timestamp": at, "data": [{"post": _latin("Blåbær")}]} for at in days]
    link = {"data": [{"external_context": {"url": "https://x.example"}}]}
    posts += [
        {"timestamp": days[0], "data": [{"post": _latin("\u00a0")}], "attachments": [link]},
        {"timestamp": days[0]},
    ]
    labels = [{"label": _latin("Gefällt mir"), "value": "Like"}]
    reactions = [
        {"timestamp": at, "label_values": labels}
        if newer
        else {"timestamp": at, "data": [{"reaction": {"actor": "A"}}]}
        for at in days
    ]
    comments = [{"timestamp": at, "data": [{"comment": {"timestamp": at, "comment": "Ja"}}]} for at in days]
    files = {
        "posts/your_posts__check_ins__photos_and_videos_1.json": _dump(posts),
        "comments_and_reactions/comments.json": _dump({"comments_v2": comments}),
        "comments_and_reactions/likes_and_reactions_1.json": _dump(reactions if newer else {"reactions_v2": reactions}),
        "connections/friends/your_friends.json": _dump({"friends_v2": [{"name": "B", "timestamp": at} for at in days]}),
    }
    return packed(files, on, "your_facebook_activity/" if newer else "")


def instagram(on: dt.date, *, newer: bool) -> bytes:
    """The same for Instagram; one of four accounts follows back."""
    days = [_at(on - dt.timedelta(days=ago)) for ago in (1, 8, 15, 900)]

    def listed(name: str, at: int) -> dict[str, Any]:
        who = {"href": f"https://instagram.example/{name}", "timestamp": at}
        return {"title": name if newer else "", "string_list_data": [who if newer else {**who, "value": name}]}

    liked: Any = [{"timestamp": at, "label_values": [{"label": "URL", "value": "u"}]} for at in days]
    said: Any = [{"string_map_data": {_latin("Kommentär"): {"value": "J"}, "Zeit": {"timestamp": at}}} for at in days]
    if not newer:
        liked = {"likes_media_likes": [listed(str(number), at) for number, at in enumerate(days)]}
        said = {"comments_media_comments": said}
    followers = [listed(name, days[0]) for name in ("a", "b")]
    following = [listed(name, at) for name, at in zip("bcde", days, strict=True)]
    posts = [{"media": [{"uri": "p.jpg", "creation_timestamp": at, "title": _latin("Grüße")}]} for at in days]
    posts.append({"media": [{"uri": "q.jpg", "creation_timestamp": days[0], "title": ""}]})
    files = {
        "content/posts_1.json": _dump(posts),
        "comments/post_comments_1.json": _dump(said),
        "likes/liked_posts.json": _dump(liked),
        "followers_and_following/followers_1.json": _dump(
            followers if newer else {"relationships_followers": followers}
        ),
        "followers_and_following/following.json": _dump({"relationships_following": following}),
    }
    return packed(files, on, "your_instagram_activity/" if newer else "")


def _varint(number: int) -> bytes:
    made = b""
    while number > 127:
        made += bytes([number & 127 | 128])
        number >>= 7
    return made + bytes([number])


def _cbor(value: Any) -> bytes:
    def head(kind: int, number: int) -> bytes:
        if number < 24:
            return bytes([kind << 5 | number])
        return bytes([kind << 5 | 25]) + number.to_bytes(2)

    if isinstance(value, dict):
        return head(5, len(value)) + b"".join(_cbor(key) + _cbor(inner) for key, inner in value.items())
    if isinstance(value, list):
        return head(4, len(value)) + b"".join(map(_cbor, value))
    if isinstance(value, str):
        return head(3, len(value.encode())) + value.encode()
    if isinstance(value, bytes):
        return bytes([0xD8, 42]) + head(2, len(value)) + value
    return head(0, value) if isinstance(value, int) else b"\xf6"


def bluesky(on: dt.date) -> bytes:
    """A repository: two posts, a thread of one's own, an answer, reposts, likes and follows, one of each years ago."""
    own, name = "did:plc:me", b"\x01\x71\x12\x20" + bytes(32)

    def record(kind: str, ago: int, **more: Any) -> dict[str, Any]:
        return {"$type": f"app.bsky.{kind}", "createdAt": f"{on - dt.timedelta(days=ago)}T10:00:00.000Z", **more}

    def answer(to: str) -> dict[str, Any]:
        return {"root": {"cid": name, "uri": to}, "parent": {"uri": to}}

    records = [record("feed.post", ago, text="Hei 👋", langs=["nb"]) for ago in (3, 9, 900)]
    records += [
        record("feed.post", 4, text="mer", reply=answer(f"at://{own}/app.bsky.feed.post/1")),
        record("feed.post", 4, text="ja", reply=answer("at://did:plc:other/app.bsky.feed.post/1")),
        *(record("feed.like", ago, subject={"cid": name}) for ago in (1, 2, 3, 900)),
        *(record("feed.repost", ago) for ago in (1, 900)),
        *(record("graph.follow", ago) for ago in (1, 2, 900)),
        record("actor.profile", 1, displayName="Me"),
    ]
    tree = {"e": [{"k": b"\x00key", "p": 0, "v": name, "t": None}], "l": None}
    blocks: list[dict[str, Any]] = [*records, tree, {"did": own, "rev": "3k", "version": 3}]
    header = _cbor({"roots": [b"\x00" + name], "version": 1})
    made = _varint(len(header)) + header
    for block in blocks:
        inside = name + _cbor(block)
        made += _varint(len(inside)) + inside
    return made


def locked(archive: bytes) -> bytes:
    """The same ZIP with the mark of encryption on every entry of the directory."""
    made = bytearray(archive)
    at = -1
    while (at := made.find(b"PK\x01\x02", at + 1)) >= 0:
        made[at + 8] |= 1
    return bytes(made)


def swelling(on: dt.date) -> bytes:
    """A table of a hundred megabytes of nothing, packed into a hundred kilobytes."""
    return packed({"Connections.csv": bytes(100_000_000)}, on)


def misaligned(on: dt.date) -> bytes:
    """Shares.csv as one generator of samples writes it: five headings above values in another order."""
    head = ("Date", "ShareLink", "ShareCommentary", "SharedUrl", "MediaUrl")
    row = (f"{on} 00:00:00 UTC", "https://x.example/1", "PUBLIC", "Sharing this piece.", "")
    return packed(
        {"Shares.csv": table(head, [row] * 3), "Reactions.csv": table(("Date", "Type"), [(str(on), "LIKE")])}, on
    )


def huge(path: Path, on: dt.date, size: int) -> None:
    """A LinkedIn archive with a video of ``size`` bytes before the tables: a hole in the file, so it needs no room.

    Beyond four gigabytes it is a ZIP64.
    """
    with path.open("wb") as file, zipfile.ZipFile(file, "w") as archive:
        video = zipfile.ZipInfo("Rich_Media/video.mp4", (on.year, on.month, on.day, 8, 0, 0))
        with archive.open(video, "w", force_zip64=True) as hole:
            hole.write(b"")
        file.seek(size, io.SEEK_CUR)
        archive.start_dir = file.tell()
        video.file_size = video.compress_size = size
        entry = zipfile.ZipInfo("Connections.csv", (on.year, on.month, on.day, 8, 0, 0))
        archive.writestr(entry, table(("First Name", "URL", "Connected On"), [("A", "u", str(on))]))


def long_tar(path: Path, size: int) -> None:
    """A tar with one video of so many bytes and nothing else: a hole in the file, too."""
    video = tarfile.TarInfo("media/video.mp4")
    video.size = size
    with path.open("wb") as file:
        file.write(video.tobuf())
        file.truncate(tarfile.BLOCKSIZE * 3 + size + -size % tarfile.BLOCKSIZE)
