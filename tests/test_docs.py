"""The docs say what the code has: every model, page, command and field, and nothing that is gone."""

import importlib.util
import re
from pathlib import Path

import pytest

from segattr.attribution.registry import MODELS
from segattr.exports.registry import EXPORTS
from segattr.ui.shell import PAGES

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"


def load_build():
    spec = importlib.util.spec_from_file_location("docs_build", DOCS / "build.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


build = load_build()


@pytest.mark.parametrize("name", build.PAGES)
def test_the_made_pages_are_up_to_date(name):
    assert (DOCS / name).read_text(encoding="utf-8") == build.PAGES[name](), "run `make docs`"


def test_the_page_of_the_house_has_every_room():
    rooms = {path.parent.name for path in (ROOT / "segattr").glob("*/__init__.py")}
    assert sorted(build.ROOMS) == sorted(rooms)


def test_every_model_has_a_page_and_every_page_a_model():
    pages = {path.stem for path in (DOCS / "methods").glob("*.md")} - {"README"}
    assert pages == set(MODELS)


def test_every_page_of_the_app_has_a_page_in_the_docs():
    assert {path.stem for path in (DOCS / "pages").glob("*.md")} == {page.url_path for page in PAGES}


def test_every_export_is_named_in_the_docs():
    text = (DOCS / "pages" / "attribution.md").read_text(encoding="utf-8").lower()
    assert all(label.lower() in text for label, *_ in EXPORTS.values())


def test_every_decision_is_listed():
    listed = re.findall(
        r"\((\d{3}-[a-z-]+\.md)\)", (DOCS / "decisions" / "README.md").read_text(encoding="utf-8")
    )
    assert sorted(listed) == sorted(path.name for path in (DOCS / "decisions").glob("[0-9]*.md"))


@pytest.mark.parametrize("path", [ROOT / "README.md", *sorted(DOCS.rglob("*.md"))], ids=lambda p: p.name)
def test_every_link_and_picture_leads_somewhere(path):
    targets = re.findall(r"\]\(([^)#\s]+)", path.read_text(encoding="utf-8"))
    local = [target for target in targets if "://" not in target]
    assert all((path.parent / target).exists() for target in local), local


def test_every_command_of_the_readme_exists():
    named = re.findall(r"make ([a-z-]+)", (ROOT / "README.md").read_text(encoding="utf-8"))
    rules = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert set(named) <= set(rules)
