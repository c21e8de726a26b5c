"""Nothing chosen is lost: a refresh and a killed server find everything again; strangers find nothing."""

import os
import signal
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep

import pytest
from playwright.sync_api import expect

from tests.browser.harness import ROOT, free_port, opened, settled, unfold, wait_until_up
from tests.browser.messy import four_messy_files, long_file

FILES = Path(__file__).resolve().parents[1] / "golden" / "attribution"
ORDERS = [FILES / "synth_touchpoints.csv", FILES / "synth_conversions.csv"]
PATIENCE = 30_000  # milliseconds; a machine with other work reads slowly
HOLDS = "930 touchpoints and 930 conversions of 220 customers"


@contextmanager
def server(port, home, log):
    """Run the app on a port of the test's, with a home of its own, and give the process."""
    url = f"http://127.0.0.1:{port}"
    options = ["--server.headless=true", "--server.address=127.0.0.1", f"--server.port={port}"]
    command = [sys.executable, "-m", "streamlit", "run", "app.py", *options, "--server.fileWatcherType=none"]
    with log.open("ab") as out:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            stdout=out,
            stderr=subprocess.STDOUT,
            env=os.environ | {"SEGATTR_HOME": str(home)},
        )
        try:
            wait_until_up(process, url, log)
            yield process
        finally:
            process.kill()
            process.wait()


@pytest.fixture
def page(browser):
    """Give a visitor who may see the server go away: a browser complains about that, and rightly."""
    with browser.new_context(viewport={"width": 1280, "height": 900}) as context:
        yield context.new_page()


@pytest.fixture
def port():
    return free_port()


def brought(page, url):
    """Bring two files and set things up on the Attribution page."""
    opened(page, url)
    page.get_by_test_id("stFileUploaderDropzoneInput").first.set_input_files(ORDERS)
    page.get_by_role("button", name="See who earned the credit").click()
    page.get_by_text("Credit adds up to").wait_for()
    unfold(page.get_by_role("combobox", name="Measure"))
    page.get_by_role("option", name="Conversions", exact=True).click()
    page.wait_for_url("**measure=conversions**")
    page.wait_for_url("**project=**")
    return settled(page)


def is_as_it_was(page):
    """Check that data and choices are those that were left."""
    page.get_by_text("Credit adds up to").wait_for()
    settled(page)
    expect(page.get_by_role("combobox", name="Measure")).to_have_value("Conversions")


def chosen(page, box, option):
    """Choose from a list by typing, as a long one draws only what is in sight."""
    unfold(page.get_by_role("combobox", name=box)).fill(option)
    page.get_by_role("option", name=option, exact=True).click()


def went(page, title):
    page.get_by_test_id("stSidebarNav").get_by_role("link", name=title).click()


def set_up(page, url):
    """Bring four messy files and set things up on three pages; give the project's key."""
    opened(page, url)
    page.get_by_test_id("stFileUploaderDropzoneInput").first.set_input_files(four_messy_files())
    expect(page.get_by_text(HOLDS)).to_be_visible(timeout=PATIENCE)
    settled(page)
    name = page.get_by_role("textbox", name="Name of this project")
    name.fill("Four exports")
    name.press("Enter")
    expect(page.get_by_test_id("stSidebar").get_by_text("Four exports")).to_be_visible()
    went(settled(page), "Segments")
    expect(page.get_by_role("heading", level=1)).to_have_text("Who are my customers?", timeout=PATIENCE)
    chosen(settled(page), "Each value of a column", "Plan")
    expect(page.get_by_test_id("stVegaLiteChart")).to_contain_text("basic", timeout=PATIENCE)
    settled(page).get_by_role("button", name="Use on every page").click()
    expect(page.get_by_text("segments: Plan").first).to_be_visible(timeout=PATIENCE)
    went(settled(page), "Attribution")
    page.get_by_text("Credit adds up to").wait_for()
    chosen(settled(page), "Measure", "Conversions")
    page.wait_for_url("**measure=conversions**")
    settled(page)
    return page.url.partition("project=")[2].partition("&")[0]


def finds_what_was_set_up(page):
    """Check, from the Attribution page, that the four files and all that was set are there."""
    page.get_by_text("Credit adds up to").wait_for()
    expect(settled(page).get_by_role("combobox", name="Measure")).to_have_value("Conversions")
    expect(page.get_by_text("segments: Plan").first).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_test_id("stSidebar").get_by_text("Four exports")).to_be_visible()
    went(page, "Data")
    expect(page.get_by_text(HOLDS)).to_be_visible(timeout=PATIENCE)
    for file in four_messy_files():
        expect(page.locator("[class*=st-key-file-]").get_by_text(file["name"], exact=True)).to_be_visible()


def killed_in_the_middle_of_a_save(page, process, tables):
    """Bring a file that takes a while to write, and kill the server while it is half written."""
    before = set(tables.iterdir())
    page.get_by_test_id("stFileUploaderDropzoneInput").first.set_input_files(long_file())
    deadline = monotonic() + 60
    while set(tables.iterdir()) == before and monotonic() < deadline:
        sleep(0.001)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert set(tables.iterdir()) > before
    page.goto("about:blank")


@pytest.mark.journey
def test_four_messy_files_set_up_on_three_pages_survive_a_refresh_and_a_kill_during_a_save(
    page, browser, port, tmp_path
):
    url, home, log = f"http://127.0.0.1:{port}", tmp_path / "home", tmp_path / "app.log"
    with server(port, home, log) as process:
        key = set_up(page, url)
        page.reload()
        finds_what_was_set_up(page)
        killed_in_the_middle_of_a_save(page, process, home / "projects" / key / "tables")
    with server(port, home, log):
        opened(page, f"{url}/?project={key}")  # nothing but the key: the rest is in the project
        went(page, "Attribution")
        finds_what_was_set_up(page)
        with browser.new_context(extra_http_headers={"X-Forwarded-For": "192.0.2.7"}) as others:
            stranger = opened(others.new_page(), url)
            expect(stranger.get_by_text("Go on where you left off")).to_have_count(0)
            opened(stranger, f"{url}/?project={key[::-1]}")
            expect(stranger.get_by_text("This project is not on this machine any more")).to_be_visible()


@pytest.mark.slow
def test_who_sits_at_the_machine_goes_on_from_the_list_and_can_take_a_deletion_back(page, port, tmp_path):
    with server(port, tmp_path / "home", tmp_path / "app.log"):
        brought(page, f"http://127.0.0.1:{port}")
        opened(page, f"http://127.0.0.1:{port}/")
        expect(page.get_by_text("Go on where you left off")).to_be_visible()
        page.get_by_role("button", name="Delete synth_touchpoints").click()
        expect(page.get_by_text("The project was deleted from this machine.")).to_be_visible()
        settled(page).get_by_role("button", name="Bring it back").click()
        page.get_by_role("button", name="Open synth_touchpoints").click()
        page.get_by_role("button", name="See who earned the credit").wait_for()
        settled(page).get_by_role("button", name="See who earned the credit").click()
        is_as_it_was(page)


@pytest.mark.slow
def test_a_project_moves_as_one_file(page, port, tmp_path):
    with server(port, tmp_path / "home", tmp_path / "app.log"):
        brought(page, f"http://127.0.0.1:{port}")
        page.get_by_test_id("stSidebarNav").get_by_role("link", name="Data").click()
        settled(page).get_by_text("This project", exact=True).click()
        with page.expect_download() as waiting:
            page.get_by_role("button", name="Download as one file").click()
        moved = tmp_path / waiting.value.suggested_filename
        waiting.value.save_as(moved)
    assert moved.suffix == ".segattr"
    page.goto("about:blank")
    with server(port, tmp_path / "another", tmp_path / "app.log"):
        opened(page, f"http://127.0.0.1:{port}/")
        page.get_by_text("Open a project file").first.click()
        page.get_by_test_id("stFileUploaderDropzoneInput").last.set_input_files(moved)
        page.get_by_role("button", name="See who earned the credit").click()
        is_as_it_was(page)
