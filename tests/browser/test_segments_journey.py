"""One way through the Segments page: built, found, named, turned into rules, saved, read on other files."""

import json

import pytest
from playwright.sync_api import expect

from tests.browser.harness import ROOT, opened, settled, unfold
from tests.browser.test_segments_page import PATIENCE, segment, with_sample

SAMPLE = ROOT / "sample_data"
QUARTER = "2026-06-01"  # the first day of the later files
EACH = 4  # of so many customers one: enough to move


def rows(name):
    head, *lines = (SAMPLE / name).read_text(encoding="utf-8").splitlines()
    return head, [line.split(",") for line in lines]


def later(folder):
    """Write the sample's last quarter: who came, what they did, what they ordered; one customer in four."""
    files = []
    for name, who, when in (("customers.csv", 0, None), ("touchpoints.csv", 0, 1), ("orders.csv", 1, 2)):
        head, lines = rows(name)
        kept = [
            each
            for each in lines
            if int(each[who][1:]) % EACH == 0 and (when is None or each[when] >= QUARTER)
        ]
        files.append(folder / name)
        files[-1].write_text("\n".join([head, *(",".join(each) for each in kept)]), encoding="utf-8")
    return files


def pick(page, label, option, *, inside=None):
    field = (inside or page).get_by_role("combobox", name=label, exact=True).last
    field.wait_for()
    unfold(field).fill(option)  # of a long list only what is in sight is there
    page.get_by_role("option", name=option, exact=True).click()


@pytest.mark.journey
def test_segments_are_built_found_named_saved_and_read_on_another_quarters_files(page, app_url, tmp_path):
    _, people = rows("customers.csv")
    with_sample(page, app_url)
    pick(page, "Segment set", "A new set")
    expect(page.get_by_text("7,000 customers in one group")).to_be_visible()

    # A rule with a group in it, counted while it is written.
    page.get_by_role("button", name="Add a segment").click()
    expect(segment(page, 1)).to_contain_text("Not counted yet")
    pick(page, "Field", "device", inside=segment(page, 1))
    pick(page, "Value of device", "mobile", inside=segment(page, 1))
    expect(segment(page, 1)).to_contain_text("2,400 customers")
    segment(page, 1).get_by_role("button", name="Add a group").click()
    inner = page.locator(".st-key-segments-0-1-box")
    expect(inner.get_by_role("combobox", name="Field", exact=True)).to_be_visible()
    pick(page, "Field", "region", inside=inner)
    pick(page, "Value of region", "South", inside=inner)
    southern = [each for each in people if each[3] == "mobile" and each[4] == "South"]
    expect(segment(page, 1)).to_contain_text(f"{len(southern):,} customers")
    inner.get_by_role("button", name="Add a condition").click()
    expect(inner.get_by_role("combobox", name="Field", exact=True)).to_have_count(2)
    pick(page, "Field", "visitor", inside=inner)
    pick(page, "Value of visitor", "returning", inside=inner)
    both = [each for each in people if each[3] == "mobile" and (each[4] == "South" or each[2] == "returning")]
    expect(segment(page, 1)).to_contain_text(f"{len(both):,} customers")
    name = page.get_by_role("textbox", name="Name of the set")
    name.fill("Nested")
    name.press("Enter")
    expect(page.get_by_text("Nested · of customers")).to_be_visible()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("button", name="Delete", exact=True)).to_be_visible()

    # Natural groups, one of them renamed, all of them turned into rules.
    settled(page).get_by_text("Find natural groups").click()
    page.get_by_role("radio", name="what they bought").click()
    expect(page.get_by_text("worked out from the orders. How often")).to_be_visible()
    pick(page, "How many", "3")
    page.get_by_role("radio", name="how they come").click()
    expect(page.get_by_text("worked out from the touches. Credit")).to_be_visible()
    settled(page)
    page.get_by_role("button", name="Find groups").click()
    groups = page.get_by_role("textbox", name="Name of the group")
    expect(groups).to_have_count(3, timeout=PATIENCE)
    settled(page)
    groups.first.fill("Regulars")
    groups.first.press("Enter")
    expect(page.get_by_test_id("stVegaLiteChart").first).to_contain_text("Regulars")
    settled(page).get_by_role("radio", name="As plain rules").click()
    page.get_by_role("button", name="Edit these rules").click()
    expect(segment(page, 1).get_by_role("textbox", name="Segment 1")).to_have_value("Regulars")
    by_rules = settled(page).get_by_role("textbox", name="Name of the set").input_value()
    assert by_rules.endswith(", as rules")

    # Saved.
    with page.expect_download() as download:
        page.get_by_role("button", name="All sets").click()
    saved = tmp_path / "segments.json"
    download.value.save_as(saved)
    nested, rules = (each["definition"] for each in json.loads(saved.read_text(encoding="utf-8"))["sets"])
    assert nested["segments"][0]["who"]["all"][1]["any"][1] == {"field": "visitor", "is": "returning"}
    assert rules["name"] == by_rules
    assert rules["segments"][0]["name"] == "Regulars"

    # Opened with the last quarter's files: who moved there.
    opened(page, app_url)
    files = later(tmp_path)
    touches = len(files[1].read_text(encoding="utf-8").splitlines()) - 1
    page.get_by_test_id("stFileUploaderDropzoneInput").first.set_input_files(files)
    expect(page.get_by_text(f"{touches:,} touchpoints").first).to_be_visible(timeout=PATIENCE)
    settled(page)
    page.get_by_role("link", name="Segments", exact=True).click()
    expect(page.get_by_text("1,750 customers in one group")).to_be_visible(timeout=PATIENCE)
    settled(page).get_by_text("Open a set from a file").click()
    page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(saved)
    expect(page.get_by_role("textbox", name="Name of the set")).to_have_value("Nested", timeout=PATIENCE)
    settled(page)
    pick(page, "Segment set", by_rules)
    expect(segment(page, 1).get_by_role("textbox", name="Segment 1")).to_have_value("Regulars")
    settled(page).get_by_text("Who moved between two days?").click()
    expect(page.get_by_text("Between 16 July 2026 and 30 August 2026")).to_be_visible(timeout=PATIENCE)
    moved = page.locator(".st-key-on-paper-segments-moved")
    expect(moved).to_contain_text("Regulars")
    expect(moved).to_contain_text("(new)")
