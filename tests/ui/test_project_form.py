"""A visit as a project and back: files, what was decided about them, and every choice."""

import json
from dataclasses import fields, replace

import pandas as pd

from segattr.io.reading import Reading
from segattr.segments.cards import Card
from segattr.segments.columns import Columns
from segattr.ui.choices import Choices, SegmentSet
from segattr.ui.desk import Desk, assembled
from segattr.ui.hashes import with_hashes
from segattr.ui.project_form import choices_of, desk_of, project_of
from segattr.ui.upload import Correction, Upload, understood

TABLE = pd.DataFrame({"mail": ["a@example.com", "b@example.com"], "plan": ["pro", "free"]})
CORRECTED = Correction("customers", {"customers": {"customer_id": "mail"}}, "day first")


def desk():
    reading = Reading("c.xlsx", TABLE, sheet="May", sheets=("May", "June"))
    unread = Upload("f" * 16, "broken.xlsx", problem="It is damaged.")
    known = understood(Upload("0123456789abcdef", "c.xlsx", reading, raw=b"PK", correction=CORRECTED))
    return Desk((known, unread), chosen={"customers": "0123456789abcdef"})


def there_and_back(desk, choices):
    project = project_of("k" * 22, desk, choices)
    plain = replace(project, settings=json.loads(json.dumps(project.settings)))
    return desk_of(plain), choices_of(plain)


def test_files_come_back_with_everything_decided_about_them():
    found, _ = there_and_back(desk(), Choices())
    upload, wanted = found.uploads[0], desk().uploads[0]
    assert len(found.uploads) == 1  # what could not be read is brought again
    for name in ("id", "name", "role", "columns", "correction", "raw"):
        assert getattr(upload, name) == getattr(wanted, name)
    assert dict(found.chosen) == dict(desk().chosen)


def test_files_that_are_hashed_are_kept_without_their_original_and_with_their_salt():
    wanted = with_hashes(desk(), salt="a salt")
    stored = project_of("k" * 22, wanted, Choices()).files[0]
    assert (stored.raw, stored.reading.sheet, stored.reading.sheets) == (b"", "", ())
    assert "@" not in stored.reading.table.to_csv()
    found, _ = there_and_back(wanted, Choices())
    assert found.salt == "a salt"
    assert found.uploads[0].columns == desk().uploads[0].columns
    assert found.uploads[0].id == found.chosen["customers"] != desk().uploads[0].id


def test_every_choice_comes_back_but_for_the_data_themselves():
    long = SegmentSet.of(Columns(tuple(f"column {i} with a long name" for i in range(200))))
    chosen = Choices(
        project="Shop",
        segmentation="visitor",
        sets=(SegmentSet.of(Columns(("visitor", "device"))), long),
        cards=(Card("visitor × device", "new · mobile", goal="upsell", baseline=2.5, campaigns=("May",)),),
        models=("last", "linear"),
        lookback_days=90.0,
        split_by=("visitor",),
        focus=(("visitor", "new"),),
        measure="value",
    )
    _, found = there_and_back(desk(), chosen)
    differing = {
        field.name for field in fields(Choices) if getattr(found, field.name) != getattr(chosen, field.name)
    }
    assert not differing


def test_a_set_of_a_later_version_is_left_out_and_the_others_stay():
    project = project_of("k" * 22, desk(), Choices(sets=(SegmentSet.of(Columns(("plan",))),)))
    settings = {**project.settings, "sets": ['{"kind": "oracle", "format": 9}', *project.settings["sets"], 7]}
    assert [each.name for each in choices_of(replace(project, settings=settings)).sets] == ["plan"]


def test_a_card_of_a_later_version_is_left_out_and_the_others_stay():
    project = project_of("k" * 22, desk(), Choices(cards=(Card("s", "a", owner="Ada"),)))
    later = [{"set": "s", "segment": "b", "mood": "good"}, {"segment": "c"}, 7, *project.settings["cards"]]
    found = choices_of(replace(project, settings={**project.settings, "cards": later}))
    assert found.cards == (Card("s", "a", owner="Ada"),)
    nonsense = choices_of(replace(project, settings={**project.settings, "cards": "x"}))
    assert nonsense.cards == ()


def test_what_was_decided_about_a_file_taken_out_is_known_after_a_refresh():
    found, _ = there_and_back(desk().without("0123456789abcdef"), Choices())
    next_quarter = Reading("july.csv", TABLE.head(1))
    assert found.uploads == ()
    assert found.correction_for("f" * 16, next_quarter) == CORRECTED
    assert there_and_back(found, Choices())[0].remembered == found.remembered


def test_columns_of_a_file_taken_out_are_known_after_a_refresh_and_a_new_file_is_held_against_them():
    _, here = assembled(desk())
    found, _ = there_and_back(here.without("0123456789abcdef"), Choices())
    july = Reading("july.csv", TABLE.assign(country="FR"))
    dataset, again = assembled(found.with_upload(understood(Upload("a" * 16, "july.csv", july))))
    assert dataset.earlier["customers"].headers == ("mail", "plan")
    assert assembled(there_and_back(again, Choices())[0])[0].earlier == dataset.earlier


def test_no_address_in_a_header_outlives_its_file():
    odd = TABLE.rename(columns={"plan": "ann@example.com"})
    upload = Upload("b" * 16, "odd.csv", Reading("odd.csv", odd), correction=CORRECTED)
    _, here = assembled(Desk((understood(upload),)))
    settings = project_of("k" * 22, here.without("b" * 16), Choices()).settings
    assert "ann@" not in json.dumps(settings)
    assert settings["layouts"][0]["headers"] == ("mail",)


def test_nonsense_about_files_before_is_left_out():
    for nonsense in (7, [7], {"a": 3}, [{"role": "costs", "headers": 3}]):
        project = replace(
            project_of("k" * 22, desk(), Choices()), settings={"remembered": nonsense, "layouts": nonsense}
        )
        assert (desk_of(project).remembered, desk_of(project).layouts) == ({}, ())
