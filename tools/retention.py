"""Write docs/security/retention.md from stemme/kit/retention.py, or check that it is current.

python tools/retention.py          write it
python tools/retention.py check    fail when it is not what the code says
"""

from __future__ import annotations

import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(PROJECT)]

from stemme.kit.retention import DELETED, OTHERS, ROWS, UNNAMED, WITH_PERSON, Kept, kept_for  # noqa: E402

PAGE = PROJECT / "docs" / "security" / "retention.md"
HEAD = """# What is kept, why, for whom, how long

Made by `python tools/retention.py` from `stemme/kit/retention.py`, from which the pages *My impact* and *Your data* and
the jobs come as well. Numbers are those of the table 2.3 in the research. Everybody can see all of their own at
`/privacy/`, take it along, and have it erased.

"""
COLUMNS = "| no. | what | why | seen by others | kept | ends by | tables |\n|---|---|---|---|---|---|---|\n"
#: What an erasure leaves, and why.
LEFT = (
    ("tracked links and what they lead to",
     "they are out in the world; they belong to the organisation and say nobody's name"),
    ("sums of clicks, visitors, shares and turnout",
     "a number drawn by lot takes the person's place: no sum and no count of different people changes, and "
     "nothing leads back"),
    ("facts of administration with a bare id, for twelve months",
     "the chain of the journal proves that nobody rewrote it; without the row of the person the id leads nowhere"),
    ("keyed hashes in `STEMME_DATA/erasures`, for 36 months",
     "so that `stemme privacy reapply` can erase again whom a restored backup brings back"),
    ("contacts in editions of the papers, without end",
     "they are what the owner told everybody; the form advises a shared mailbox"),
    ("backups, until the operator rotates them", "[operations](../operations.md)"),
    ("an uploaded staff file, for an hour", "a running import"),
)  # fmt: skip
TAIL = """
Shares and links lose the name after a year. People are then told apart within a month only, so groups of shares are
counted too small rather than too large, and none is shown below the floor. Rows of figures by person become rows of
"nobody in particular" after a year, rows by team after three; sums of the organisation stay without end, and hold
neither. Who has not acted for a year counts as sharing for the first time again, and a story shown again after ninety
days counts as shown again. Not in the product, so not in the table: manager relations, profile links, opens, drafts,
conversions, leads, points, rewards.
"""


def ends_by(row: Kept) -> str:
    """How, in words."""
    words = {DELETED: "deleting", UNNAMED: "taking the name out", WITH_PERSON: "deleting the person"}
    return words.get(row.ends, "the person, or deleting the person")


def line(row: Kept) -> str:
    """One row of the table."""
    text, number = kept_for(row)
    kept = text % {"n": number} if number else text
    others = row.others.replace("%(floor)s", "the floor") or "nobody"
    tables = ", ".join(f"`{table}`" for table in row.tables) or "files"
    return f"| {row.number or '–'} | {row.what} | {row.why} | {others} | {kept} | {ends_by(row)} | {tables} |\n"


def page() -> str:
    """The whole page."""
    about_people = COLUMNS + "".join(map(line, ROWS))
    others = COLUMNS + "".join(map(line, OTHERS))
    left = "| what | why |\n|---|---|\n" + "".join(f"| {what} | {why} |\n" for what, why in LEFT)
    return f"{HEAD}{about_people}\n## Without a key to a person\n\n{others}\n## What an erasure leaves\n\n{left}{TAIL}"


def main(words: list[str]) -> int:
    """Write or check; 1 when the page is not current."""
    if words == ["check"]:
        current = PAGE.exists() and PAGE.read_text(encoding="utf-8") == page()
        if not current:
            print("docs/security/retention.md is not what the code says. Run: python tools/retention.py")
        return 0 if current else 1
    PAGE.write_text(page(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
