"""Nothing chosen is lost: a refresh and a killed server find everything again; strangers find nothing."""

import os
import signal
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.harness import ROOT, free_port, opened, settled, wait_until_up

FILES = Path(__file__).resolve().parents[1] / "golden" / "attribution"
ORDERS = [FILES / "synth_touchpoints.csv", FILES / "synth_conversions.csv"]


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
    settled(page)
    page.get_by_role("combobox", name="Measure").click()
    page.get_by_role("option", name="Conversions", exact=True).click()
    page.wait_for_url("**measure=conversions**")
    page.wait_for_url("**project=**")
    return settled(page)


def is_as_it_was(page):
    """Check that data and choices are those that were left."""
    page.get_by_text("Credit adds up to").wait_for()
    settled(page)
    expect(page.get_by_role("combobox", name="Measure")).to_have_value("Conversions")


def test_a_refresh_and_a_killed_server_lose_nothing(page, port, tmp_path):
    url, home, log = f"http://127.0.0.1:{port}", tmp_path / "home", tmp_path / "app.log"
    with server(port, home, log) as process:
        brought(page, url)
        page.reload()
        is_as_it_was(page)
        address = page.url
        process.send_signal(signal.SIGKILL)
        process.wait()
    page.goto("about:blank")
    with server(port, home, log):
        page.goto(address)
        is_as_it_was(page)


def test_without_the_key_another_browser_finds_nothing(page, browser, port, tmp_path):
    with server(port, tmp_path / "home", tmp_path / "app.log"):
        address = brought(page, f"http://127.0.0.1:{port}").url
        key = address.partition("project=")[2].partition("&")[0]
        with browser.new_context(extra_http_headers={"X-Forwarded-For": "192.0.2.7"}) as others:
            stranger = opened(others.new_page(), f"http://127.0.0.1:{port}/")
            expect(stranger.get_by_text("Go on where you left off")).to_have_count(0)
            opened(stranger, f"http://127.0.0.1:{port}/?project={key[::-1]}")
            expect(stranger.get_by_text("This project is not on this machine any more")).to_be_visible()


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
