"""Files and functions that fit a glance. An exception names its reason and must go when it is no longer needed."""

from __future__ import annotations

import ast

from tests.architecture.source import PROJECT, Module, product_modules, tracked_files

BANNED = {"utils", "util", "helpers", "helper", "common", "services", "service", "misc", "tools", "base"}
LINES_OF_A_FILE = 300
LINES_OF_A_FUNCTION = 40
LINES_OF_A_TEMPLATE = 120
LINES_OF_A_README = 60
LINES_OF_OUR_SCRIPT = 100
LINES_OF_ALL_OUR_SCRIPTS = 900
#: No page of ours loads it: it runs on companies' own sites, and has a limit of its own in bytes.
FOR_OTHER_SITES = "measure.js"
#: What reads archives is asked for by one page alone, and runs in a worker.
LINES_THAT_READ_ARCHIVES = 1200
#: path: (lines, reason)
LONGER_FILES: dict[str, tuple[int, str]] = {}
#: path:function: (lines, reason)
LONGER_FUNCTIONS: dict[str, tuple[int, str]] = {}


def _lines(text: str) -> int:
    return text.count("\n") + 1


def _functions(module: Module) -> list[tuple[str, int]]:
    """Name and length of each function, its docstring and decorators not counted."""
    found = []
    for node in ast.walk(module.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            first = node.body[0]
            documented = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
            note = (first.end_lineno or 0) - first.lineno + 1 if documented else 0
            found.append((node.name, (node.end_lineno or 0) - node.lineno + 1 - note))
    return found


def test_file_names_say_what_is_inside() -> None:
    bad = [str(path.relative_to(PROJECT)) for path in tracked_files() if path.suffix == ".py" and path.stem in BANNED]
    assert not bad


def test_python_files_fit_a_sitting() -> None:
    long = {}
    for path in tracked_files():
        if path.suffix == ".py" and "migrations" not in path.parts:
            lines = _lines(path.read_text(encoding="utf-8"))
            if lines > LINES_OF_A_FILE:
                long[str(path.relative_to(PROJECT))] = lines
    assert not {name: lines for name, lines in long.items() if lines > LONGER_FILES.get(name, (0, ""))[0]}
    assert not set(LONGER_FILES) - set(long), "no longer needed in the list"


def test_functions_fit_a_glance() -> None:
    long = {}
    for module in product_modules():
        for name, lines in _functions(module):
            if lines > LINES_OF_A_FUNCTION:
                long[f"{module.short}:{name}"] = lines
    assert not {name: lines for name, lines in long.items() if lines > LONGER_FUNCTIONS.get(name, (0, ""))[0]}
    assert not set(LONGER_FUNCTIONS) - set(long), "no longer needed in the list"


def test_templates_and_scripts_stay_small() -> None:
    bad, scripts, reading = [], 0, 0
    for path in tracked_files():
        name, lines = str(path.relative_to(PROJECT)), 0
        if "tests" in path.parts or not path.is_relative_to(PROJECT / "stemme"):
            continue
        if path.suffix in {".html", ".js", ".css"}:
            lines = _lines(path.read_text(encoding="utf-8"))
        if path.suffix == ".html" and lines > LINES_OF_A_TEMPLATE:
            bad.append(f"{name}: {lines}")
        if path.suffix == ".js" and "vendor" not in path.parts:
            if "reading" in path.parts:
                reading += lines
            elif path.name != FOR_OTHER_SITES:
                scripts += lines
            bad += [f"{name}: {lines}"] if lines > LINES_OF_OUR_SCRIPT else []
        if path.suffix == ".css" and "vendor" not in path.parts and lines > LINES_OF_A_FILE:
            bad.append(f"{name}: {lines}")
    assert not bad
    assert scripts <= LINES_OF_ALL_OUR_SCRIPTS
    assert reading <= LINES_THAT_READ_ARCHIVES
