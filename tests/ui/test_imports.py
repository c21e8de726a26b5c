"""Imports take turns: nobody's click fails because the warm-up came upon the same modules from elsewhere."""

import ast
import subprocess
import sys
import threading

import pytest

from segattr.ui import front, shell
from segattr.ui.imports import IMPORTING, import_for
from segattr.ui.menu import PAGES, ROOT

LATE = (ast.Import, ast.ImportFrom)


def unguarded(source):
    """Return the lines that import inside a function without having a turn."""
    late = []

    def walk(node, inside, held):
        for child in ast.iter_child_nodes(node):
            deeper = inside or isinstance(child, ast.FunctionDef)
            has = isinstance(child, ast.With) and any(ast.unparse(i) == "IMPORTING" for i in child.items)
            if isinstance(child, LATE) and inside and not held:
                late.append(child.lineno)
            walk(child, deeper, held or has)

    walk(ast.parse(source), inside=False, held=False)
    return late


@pytest.mark.parametrize("module", [front, shell])
def test_what_draws_the_first_page_imports_the_rest_in_turn(module):
    with open(module.__file__, encoding="utf-8") as source:
        assert unguarded(source.read()) == []


def test_an_import_out_of_turn_is_found():
    assert unguarded("def a():\n    from b import c\n    with IMPORTING:\n        import d") == [2]


def test_a_pages_imports_wait_for_their_turn():
    done = threading.Event()
    page = ROOT / "pages" / PAGES[0].file
    waiting = threading.Thread(target=lambda: (import_for(page), done.set()))
    with IMPORTING:
        waiting.start()
        assert not done.wait(0.2)
    assert done.wait(30)
    waiting.join()


def test_what_a_page_imports_is_there_before_it_runs():
    script = f"""
import sys
from pathlib import Path
sys.path.insert(0, {str(ROOT)!r})
from segattr.ui.imports import import_for
assert "segattr.ui.report_view" not in sys.modules
import_for(Path({str(ROOT / "pages" / "report.py")!r}))
assert "segattr.ui.report_view" in sys.modules
"""
    subprocess.run([sys.executable, "-c", script], check=True)
