"""How the house stands: one direction for imports, no circles, small modules, drawing in one place."""

import ast
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOMS = (
    *(
        "errors",
        "schema",
        "words",
        "statistics",
        "io",
        "data",
        "segments",
        "reduce",
        "attribution",
        "averages",
    ),
    *("value", "plan", "checks", "charts", "exports", "project", "sample", "commands", "__main__", "ui"),
)
MAY_MEET = {"segments", "reduce"}  # features are reduced, and a Summary takes labels
MODULE_LINES, PAGE_LINES, ENTRY_LINES = 300, 150, 40
FORBIDDEN_FILES = {"utils.py", "util.py", "helpers.py", "common.py", "misc.py"}

MODULES = {".".join(path.with_suffix("").parts): path for path in sorted(Path("segattr").rglob("*.py"))}
MODULES = {name.removesuffix(".__init__"): path for name, path in MODULES.items()}
PAGES = [Path("app.py"), *sorted(Path("pages").glob("*.py"))]
DRAWING = [*PAGES, *sorted(Path("segattr/ui").rglob("*.py"))]


def only_for_types(node):
    return isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)


def statements(tree):
    """Every node that runs: what stands under `if TYPE_CHECKING` does not."""
    left = [tree]
    while left:
        for node in ast.iter_child_nodes(left.pop()):
            if not only_for_types(node):
                yield node
                left.append(node)


def imported(tree, known=()):
    """Modules a tree imports when it runs; `from package import module` counts as that module."""
    for node in statements(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, "imports name the whole way: from segattr.room.module import name"
            inner = [f"{node.module}.{alias.name}" for alias in node.names]
            yield from (module if module in known else node.module for module in inner)


@cache
def parsed(path):
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def neighbours(name):
    return {module for module in imported(parsed(MODULES[name]), MODULES) if module in MODULES}


def room(name):
    return name.split(".")[1] if "." in name else ""


def runs_against_the_data(here, there):
    """Whether an import leads from a room to one further down the list."""
    if {here, there} == MAY_MEET or not here or not there:
        return False
    return ROOMS.index(there) > ROOMS.index(here)


def test_every_module_lives_in_a_room_of_the_house():
    assert {room(name) for name in MODULES if name != "segattr"} <= set(ROOMS)


def test_imports_follow_the_data():
    links = [(name, other) for name in MODULES for other in neighbours(name)]
    assert not [link for link in links if runs_against_the_data(*map(room, link))], "rooms further on"


def test_names_come_from_their_module_not_from_a_packages_face():
    links = [(name, other) for name in MODULES for other in neighbours(name) if name != "segattr.__main__"]
    assert not [link for link in links if MODULES[link[1]].name == "__init__.py"], "name the module inside"


def test_there_are_no_circles():
    try:
        TopologicalSorter({name: neighbours(name) - {name} for name in MODULES}).prepare()
    except CycleError as circle:
        pytest.fail(" -> ".join(circle.args[1]))


def test_only_the_ui_draws():
    roots = {name: {module.split(".")[0] for module in imported(parsed(MODULES[name]))} for name in MODULES}
    assert not [name for name in MODULES if "streamlit" in roots[name] and room(name) != "ui"]


def test_every_public_name_explains_itself():
    definitions = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    trees = {name: parsed(path) for name, path in MODULES.items()}
    told = [
        (name, node) for name, tree in trees.items() for node in tree.body if isinstance(node, definitions)
    ]
    assert not [name for name, tree in trees.items() if not ast.get_docstring(tree)]
    assert not [
        (name, node.name)
        for name, node in told
        if not node.name.startswith("_") and not ast.get_docstring(node)
    ]


def test_modules_stay_small_and_are_named_for_what_they_are_about():
    lines = {name: len(path.read_text(encoding="utf-8").splitlines()) for name, path in MODULES.items()}
    assert {name: long for name, long in lines.items() if long > MODULE_LINES} == {}
    assert not FORBIDDEN_FILES & {path.name for path in MODULES.values()}


@pytest.mark.parametrize("path", PAGES, ids=str)
def test_pages_stay_small(path):
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert lines <= (ENTRY_LINES if path.name == "app.py" else PAGE_LINES)


def is_call_of(node, name):
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == name


@pytest.mark.parametrize("path", DRAWING, ids=str)
def test_nothing_is_drawn_as_raw_html(path):
    tree = parsed(path)
    names = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    keywords = {node.arg for node in ast.walk(tree) if isinstance(node, ast.keyword)}
    # The one style sheet is a file of ours, named where it is drawn; no text of a client goes the same way.
    styles = [ast.unparse(node) for node in ast.walk(tree) if is_call_of(node, "html")]
    assert styles == (["st.html(LOOK)"] if path.name == "shell.py" else [])
    assert "iframe" not in names
    assert not keywords & {"unsafe_allow_html", "unsafe_allow_javascript"}


@pytest.mark.parametrize("path", DRAWING, ids=str)
def test_only_the_store_caches(path):
    names = {node.attr for node in ast.walk(parsed(path)) if isinstance(node, ast.Attribute)}
    assert not names & {"cache_data", "cache_resource"} or path == Path("segattr/ui/store.py")


@pytest.mark.parametrize(
    ("here", "there", "against"),
    [("io", "ui", True), ("ui", "io", False), ("segments", "reduce", False), ("errors", "schema", True)],
)
def test_the_direction_is_told_apart(here, there, against):
    assert runs_against_the_data(here, there) is against


def test_an_import_only_for_types_does_not_count():
    tree = ast.parse("if TYPE_CHECKING:\n    import streamlit\ndef draw():\n    import altair.vegalite")
    assert list(imported(tree)) == ["altair.vegalite"]
