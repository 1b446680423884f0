"""Stands in for child.py on a computer without Pango: says what cffi says there, by child.py's own words."""

from __future__ import annotations

import sys
from types import ModuleType

from stemme.reports import child


class _Without(ModuleType):
    def __getattr__(self, name: str) -> object:
        raise OSError("cannot load library 'libpango-1.0-0': no such file")


if __name__ == "__main__":
    sys.modules["weasyprint"] = _Without("weasyprint")
    child.main()
