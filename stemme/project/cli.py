"""The ``stemme`` command. ``stemme people import FILE`` runs the management command ``people_import``."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

USAGE = """stemme COMMAND

Run it
  setup                     prepare the databases, print the address at which the first owner begins
  serve                     pages and tracked links, two processes under one supervisor
  work                      mails, feeds, roll-ups: everything that runs by itself
  demo                      both, with the organisation Nordlys Energi
  doctor                    is everything in order?

Use it
  people import FILE        read the people of an organisation from a CSV file
  people link ADDRESS       print a fresh personal link
  people grant ADDRESS ROLE give a role from the console, or take it with --take
  passkeys reset ADDRESS    take the passkeys of somebody who has lost them, and end their visits
  feeds fetch [URL]         read the feeds that are due, or this one
  feeds check FILE_OR_URL   what would be read from a feed, as JSON lines
  pages check FILE_OR_URL   what would be read from a page, as JSON lines
  digest send               send the digest now
  mail bounced              read a mail of the inbox from standard input: a bounce, a wish to stop
  mail read PATH            read an inbox: a Maildir, a folder of files or an mbox
  inbox receive             read a mail to a stream's address from standard input
  links classify [FILE]     who counts as a person: user agents or requests, one a line
  links role [NAME]         print the SQL for a role that can answer links and nothing else
  stats rollup | rebuild    roll up the clicks; rebuild figures from kept clicks
  stats shares              count what shares brought, for the link analysis
  privacy reapply           after restoring a backup: erase again who was erased
  audit verify              is the record of who did what unbroken? --head prints what to keep outside
  stats generate            an invented organisation with millions of clicks, to measure with

Every command explains itself with --help. Settings come from the environment: docs/settings.md.
"""


def command_name(words: Sequence[str], known: set[str]) -> tuple[str, list[str]]:
    """The management command that the words mean, and the words left over.

    >>> command_name(["people", "import", "file.csv"], {"people_import"})
    ('people_import', ['file.csv'])
    """
    if len(words) > 1 and f"{words[0]}_{words[1]}" in known:
        return f"{words[0]}_{words[1]}", list(words[2:])
    return words[0], list(words[1:])


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command. A wrong setting ends with a sentence and exit code 2, never with a traceback."""
    words = list(sys.argv[1:] if argv is None else argv)
    if not words or words[0] in {"-h", "--help", "help"}:
        sys.stdout.write(USAGE)
        return 0 if words else 2
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stemme.project.settings")
    if words[0] == "demo":
        from stemme.project.demo.environment import set_demo_environment

        set_demo_environment(os.environ)

    from stemme.project.environment import SettingError

    try:
        import django

        django.setup()
        from django.core.management import ManagementUtility, get_commands

        name, rest = command_name(words, set(get_commands()))
        ManagementUtility(["stemme", name, *rest]).execute()
    except SettingError as error:
        sys.stderr.write(f"Stemme cannot start: {error}\n")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
