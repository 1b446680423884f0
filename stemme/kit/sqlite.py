"""A current SQLite under Python's ``sqlite3`` name.

Debian 12 ships SQLite 3.40.1, whose WAL-reset bug can corrupt a database that several
connections write and checkpoint (fixed in 3.51.3). pysqlite3 carries its own, newer one.
"""

from __future__ import annotations

import sys


def use_current_sqlite() -> None:
    """Put pysqlite3 in the place of sqlite3. Call before anything imports sqlite3."""
    import pysqlite3

    sys.modules["sqlite3"] = pysqlite3
    sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2
