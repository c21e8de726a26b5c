"""The Segments page as a visitor uses it: from a column to a named set in use, from a file, on a phone."""

import json

import pytest
from playwright.sync_api import Page, expect

from tests.browser.harness import barriers, each_look, opened, screenshot, settled, unfold

PATIENCE = 60_000  # milliseconds; the first visitor waits for the sample to be read
LOYAL = {
    "format": 1,
    "kind": "rules",
    "name": "Loyalty",
    "segments": [{"name": "loyal", "who": {"all": [{"field": "visitor", "is": "returning"}]}}],
}


def with_sample(page: Page, url: str) -> None:
    opened(page, f"{url}/segments")
    page.get_by_role("button", name="Try it with a shop's data").click()
    expect(picture(page)).to_contain_text("8.0 % (6.9–9.3) · 2,000", timeout=PATIENCE)
    settled(page)


def picture(page: Page):
    return page.get_by_test_id("stVegaLiteChart")


def segment(page: Page, place: int):
    return page.locator(f".st-key-segments-segment-{place - 1}")


@pytest.mark.journey
def test_a_segment_is_built_named_and_used_on_another_page(page, app_url):
    with_sample(page, app_url)
    page.get_by_role("button", name="Add a segment").click()
    expect(segment(page, 3)).to_contain_text("Not counted yet")
    unfold(segment(page, 3).get_by_role("combobox", name="Field"))
    page.get_by_role("option", name="device", exact=True).click()
    unfold(segment(page, 3).get_by_role("combobox", name="Value of device"))
    page.get_by_role("option", name="mobile", exact=True).click()
    expect(segment(page, 3)).to_contain_text("went to an earlier segment")
    name = segment(page, 3).get_by_role("textbox", name="Segment 3")
    name.fill("On the phone")
    name.press("Enter")
    segment(page, 3).get_by_role("button", name="Earlier").click()
    expect(segment(page, 2).get_by_role("textbox", name="Segment 2")).to_have_value("On the phone")
    segment(page, 2).get_by_role("button", name="Earlier").click()
    expect(picture(page)).to_contain_text("On the phone")
    page.get_by_role("button", name="Use on every page").click()
    expect(page.get_by_text("segments: visitor (customers, at first touch)")).to_be_visible()
    page.get_by_role("link", name="Averages", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(
        "What does the average hide?", timeout=PATIENCE
    )
    expect(page.get_by_text("segments: visitor (customers, at first touch)")).to_be_visible()


@pytest.mark.slow
def test_a_name_typed_and_a_button_pressed_at_once_both_count(page, app_url):
    with_sample(page, app_url)
    segment(page, 1).get_by_role("textbox", name="Segment 1").fill("fresh")
    page.get_by_role("button", name="Add a segment").click()
    expect(segment(page, 3)).to_contain_text("Not counted yet")
    expect(picture(page)).to_contain_text("fresh")


@pytest.mark.slow
def test_a_removed_segment_comes_back(page, app_url):
    with_sample(page, app_url)
    segment(page, 1).get_by_role("button", name="Remove").first.click()  # the segment; below, its conditions
    expect(picture(page)).to_contain_text("everyone else")
    page.get_by_role("button", name="Undo: removed new").click()
    expect(picture(page)).not_to_contain_text("everyone else")


@pytest.mark.slow
def test_a_file_is_opened_and_downloaded_as_it_was(page, app_url):
    with_sample(page, app_url)
    page.get_by_text("Open a set from a file").click()
    file = {"name": "loyal.json", "mimeType": "application/json", "buffer": json.dumps(LOYAL).encode()}
    page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(file)
    expect(picture(page)).to_contain_text("loyal")
    expect(page.get_by_role("textbox", name="Name of the set")).to_have_value("Loyalty")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download", exact=True).click()
    saved = json.loads(download.value.path().read_text(encoding="utf-8"))
    assert saved["segments"] == LOYAL["segments"]
    assert download.value.suggested_filename == "Loyalty.json"


@pytest.mark.journey
@each_look
def test_the_page_with_the_sample_shuts_nobody_out(look, page, app_url):
    with_sample(page, app_url)
    screenshot(page, f"segments-sample-{look['color_scheme']}-{look['viewport']['width']}")
    assert barriers(page) == []


def another_quarter(folder):
    """Write a later quarter's files, in which nobody is new any more."""
    days = [f"2026-{month}-{day:02}" for month in (9, 10, 11) for day in range(1, 31)]
    people = [f"Q{place:03}" for place in range(len(days))]
    kinds = ["returning" if place % 3 else "guest" for place in range(len(people))]
    files = {
        "customers.csv": [
            "customer_id,created_at,visitor",
            *(f"{who},{day},{kind}" for who, day, kind in zip(people, days, kinds, strict=True)),
        ],
        "touchpoints.csv": [
            "customer_id,timestamp,channel",
            *(f"{who},{day} 10:00:00,Email" for who, day in zip(people, days, strict=True)),
        ],
        "orders.csv": [
            "order_id,customer_id,ordered_at,revenue",
            *(f"O{n},{people[n]},{days[n]} 12:00:00,20.00" for n in range(0, len(people), 4)),
        ],
    }
    for name, lines in files.items():
        (folder / name).write_text("\n".join(lines), encoding="utf-8")
    return [folder / name for name in files]


@pytest.mark.journey
def test_what_a_segment_is_for_travels_to_another_quarters_files_and_who_moved_is_read_there(
    page, app_url, tmp_path
):
    with_sample(page, app_url)
    segment(page, 2).get_by_text("What is it for?").click()
    unfold(segment(page, 2).get_by_role("combobox", name="Revenue goal"))
    page.get_by_role("option", name="Referral").click()
    expect(page.get_by_text("No goal yet: new.")).to_be_visible()
    owner = segment(page, 2).get_by_role("textbox", name="Owner")
    owner.fill("Ada")
    owner.press("Enter")
    segment(page, 2).get_by_text("What is it for?").click()  # closed, it is one line
    expect(segment(page, 2)).to_contain_text("Referral · Ada")
    settled(page)
    with page.expect_download() as download:
        page.get_by_role("button", name="All sets").click()
    saved = tmp_path / download.value.suggested_filename
    download.value.save_as(saved)
    assert json.loads(saved.read_text(encoding="utf-8"))["sets"][0]["cards"] == [
        {"segment": "returning", "goal": "referral", "owner": "Ada"}
    ]
    opened(page, app_url)
    page.get_by_test_id("stFileUploaderDropzoneInput").first.set_input_files(another_quarter(tmp_path))
    expect(page.get_by_text("90 touchpoints").first).to_be_visible(timeout=PATIENCE)
    settled(page)
    page.get_by_role("link", name="Segments", exact=True).click()
    expect(page.get_by_text("90 customers in one group")).to_be_visible(timeout=PATIENCE)
    page.get_by_text("Open a set from a file").click()
    page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(saved)
    expect(page.get_by_text("2 things do not fit these data")).to_be_visible(timeout=PATIENCE)
    expect(page.locator(".st-key-on-paper-segments-fit")).to_contain_text("Nobody has 'new' in 'visitor'.")
    expect(segment(page, 2)).to_contain_text("Referral · Ada")
    page.get_by_text("Who moved between two days?").click()
    expect(page.get_by_text("Between 16 October 2026 and 30 November 2026")).to_be_visible(timeout=PATIENCE)
    expect(page.locator(".st-key-on-paper-segments-shares-moved")).to_contain_text("everyone else")
