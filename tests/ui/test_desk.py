from dataclasses import replace

import pandas as pd

from segattr.io.reading import Reading
from segattr.ui.desk import ALL, Desk, assembled, can_be_stacked
from segattr.ui.upload import Correction, Upload, understood


def upload(id, correction=None, **columns):
    reading = Reading(f"{id}.csv", pd.DataFrame(columns))
    return understood(Upload(id, reading.name, reading, correction=correction or Correction()))


def visits(id, *days, **more):
    days = [f"2025-01-{day:02d}" for day in days]
    channels = ["Email", "Search"] * (len(days) // 2) + ["Email"] * (len(days) % 2)
    return upload(id, user_id=[str(day) for day in range(len(days))], ts=days, channel=channels, **more)


ORDERS = upload("orders", user_id=["1", "2"], ts=["2025-01-05"] * 2, value=["10", "30"])
DATELESS = upload(
    "dateless",
    Correction("conversions", {"conversions": {"ts": "value"}}),
    user_id=["1", "2"],
    value=["10", "30"],
)


def test_files_of_different_roles_make_one_dataset():
    dataset, desk = assembled(Desk((visits("v", 1, 2), ORDERS)))
    assert list(dataset.tables) == ["touchpoints", "conversions"]
    assert desk.dataset_key == dataset.key
    assert [upload.id for upload in desk.in_use] == ["v", "orders"]
    assert desk.idle == ()


def test_nothing_usable_makes_no_dataset():
    dataset, desk = assembled(Desk((DATELESS,)))
    assert (dataset, desk.dataset_key, desk.receipts) == (None, "", {})
    assert desk.idle == desk.uploads


def test_a_file_whose_values_cannot_be_read_says_so_and_costs_no_other():
    dataset, desk = assembled(Desk((visits("v", 1, 2), DATELESS)))
    assert list(dataset.tables) == ["touchpoints"]
    assert "no date could be read in 'value'" in desk.find("dateless").problem
    assert [upload.id for upload in desk.idle] == ["dateless"]


def test_a_problem_repaired_is_forgotten():
    _, desk = assembled(Desk((DATELESS,)))
    cured = replace(desk.find("dateless"), correction=Correction("customers"))
    dataset, desk = assembled(desk.with_upload(understood(cured)))
    assert desk.find("dateless").problem == ""
    assert len(dataset.customers) == 2


def test_of_rivals_the_first_plays_until_another_is_chosen():
    desk = Desk((visits("jan", 1, 2), visits("feb", 3, 4)))
    assert [upload.id for upload in desk.rivals["touchpoints"]] == ["jan", "feb"]
    assert [upload.id for upload in desk.cast("touchpoints")] == ["jan"]
    chosen = replace(desk, chosen={"touchpoints": "feb"})
    assert assembled(chosen)[0].touchpoints["ts"].dt.day.tolist() == [3, 4]


def test_a_choice_that_was_taken_out_gives_way_to_the_first():
    desk = Desk((visits("jan", 1, 2), visits("feb", 3, 4)), chosen={"touchpoints": "feb"})
    assert [upload.id for upload in desk.without("feb").cast("touchpoints")] == ["jan"]


def test_files_of_the_same_shape_can_continue_each_other():
    desk = Desk((visits("jan", 1, 2), visits("feb", 3, 4)), chosen={"touchpoints": ALL})
    dataset, _ = assembled(desk)
    assert dataset.touchpoints["ts"].dt.day.tolist() == [1, 2, 3, 4]
    assert dataset.receipts["touchpoints"].name == "jan.csv, feb.csv"


def test_rows_that_stand_in_two_files_are_counted_and_said():
    desk = Desk((visits("jan", 1, 2), visits("more", 1, 2, 3)), chosen={"touchpoints": ALL})
    dataset, _ = assembled(desk)
    assert len(dataset.touchpoints) == 5
    assert any("more than one of the files" in note for note in dataset.receipts["touchpoints"].notes)
    assert any(note.endswith(": 2.") for note in dataset.receipts["touchpoints"].notes)


def test_files_of_different_columns_cannot():
    other = visits("feb", 3, 4, device=["a", "b"])
    assert not can_be_stacked((visits("jan", 1, 2), other))
    desk = Desk((visits("jan", 1, 2), other), chosen={"touchpoints": ALL})
    assert [upload.id for upload in desk.cast("touchpoints")] == ["jan"]


def test_what_was_decided_is_remembered_for_the_file_and_for_its_kind():
    decided = Correction("conversions", {"conversions": {"value": None}})
    desk = Desk((replace(ORDERS, correction=decided),)).without("orders")
    another = Reading("orders_feb.csv", ORDERS.reading.table.head(1))
    assert desk.correction_for("orders", ORDERS.reading) == decided
    assert desk.correction_for("new", another) == decided
    assert desk.correction_for("new", visits("v", 1).reading) == Correction()


def test_what_is_used_is_what_the_page_shows_and_nothing_beside_it():
    left_out = understood(
        replace(ORDERS, correction=Correction("conversions", {"conversions": {"value": None}}))
    )
    dataset, _ = assembled(Desk((left_out,)))
    assert "value" not in dataset.conversions
