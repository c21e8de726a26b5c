"""App installs as their marketer sees them: the sample dropped, every planted figure read off the page."""

import csv
import json
from io import StringIO
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from segattr.sample.installs import make_installs
from segattr.sample.write import write_sample
from tests.browser.harness import opened, settled
from tests.browser.test_data_page import choose

STEPS = ("installs", "opened", "activated", "paid")
COSTS = ("spend", "cost_per_install", "cost_per_active")
ORGANIC = "organic or unattributed"


@pytest.fixture(scope="module")
def sample(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("installs")
    write_sample(make_installs(2_000, seed=3), folder)
    return folder


def main(page: Page):
    return page.get_by_test_id("stMainBlockContainer")


def downloaded(page: Page) -> dict[str, dict[str, str]]:
    """Return the table the page gives away as CSV, by its first column."""
    with page.expect_download() as waiting:
        page.get_by_test_id("stDownloadButton").filter(has_text="CSV").first.click()
    text = Path(waiting.value.path()).read_text(encoding="utf-8-sig")
    return {next(iter(row.values())): row for row in csv.DictReader(StringIO(text))}


def told_apart_by(page: Page, column: str) -> None:
    """Choose the column, and wait until the answer speaks of it."""
    choose(page, "Told apart by", column)
    expect(main(page)).to_contain_text(f"in {column} ")
    settled(page)


def figures(row: dict[str, str], names: tuple[str, ...]) -> list[float]:
    return [float(row[name]) for name in names]


@pytest.mark.journey
def test_installs_count_once_go_as_far_and_cost_as_much_as_was_planted(page: Page, app_url: str, sample):
    truths = json.loads((sample / "truths.json").read_text(encoding="utf-8"))["truths"]
    opened(page, app_url)
    page.get_by_test_id("stFileUploaderDropzoneInput").first.set_input_files(
        [sample / "events.ndjson", sample / "costs.csv"]
    )
    expect(page.locator("[class*=st-key-file-]")).to_have_count(2)
    settled(page).get_by_test_id("stSidebarNav").get_by_role("link", name="Averages").click()
    sent = truths["deliveries"]
    expect(main(page)).to_contain_text(
        f"{sent['delivered']:,} deliveries of installs are {sent['installs']:,} app instances: "
        f"{sent['repeated']:,} repeated deliveries were put with their installs, and "
        f"{sent['reinstalls']:,} reinstalls are not counted again. "
        f"{sent['both_modes']:,} installs were delivered both by the app and by a server."
    )
    told_apart_by(page, "campaign")
    everybody, organic = truths["funnel"], truths["organic"]["installs"]
    expect(main(page)).to_contain_text(f"Of {everybody['installs']:,} installs")
    expect(main(page)).to_contain_text(
        f"{organic / everybody['installs']:.0%}".replace("%", " % are organic")
    )
    expect(main(page)).not_to_contain_text("Direct")
    table, planted = downloaded(page), truths["campaigns"]["by"]
    assert set(planted) == set(table) - {"(not placed)", "(other days)", "Autumn Podcast"}
    for campaign, truth in planted.items():
        assert figures(table[campaign], STEPS) == [truth[step] for step in STEPS]
    assert [sum(float(row[step]) for row in table.values() if row[step]) for step in STEPS] == [
        everybody[step] for step in STEPS
    ]
    assert float(table[ORGANIC]["installs"]) == organic
    for campaign in set(planted) - {ORGANIC}:
        assert figures(table[campaign], COSTS) == pytest.approx([planted[campaign][name] for name in COSTS])
    assert (table[ORGANIC]["cost_per_install"], table[ORGANIC]["cost_per_active"]) == ("", "")
    spend = truths["spend"]
    assert float(table["(not placed)"]["spend"]) == pytest.approx(spend["not_placed"])
    assert sum(float(row["spend"]) for row in table.values()) == pytest.approx(spend["total"])
    told_apart_by(page, "creative")
    clips = downloaded(page)
    for clip in ("Clip A", "Clip B"):
        assert figures(clips[clip], STEPS) == [truths["creative"][clip][step] for step in STEPS]
