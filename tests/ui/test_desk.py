from dataclasses import replace
from itertools import permutations

import pandas as pd
import pytest

from segattr.io.reading import Reading
from segattr.ui.desk import Desk, assembled
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


def files_of(desk, role="touchpoints"):
    return [upload.id for upload in desk.cast(role)]


def test_files_that_continue_each_other_all_play_until_one_is_chosen():
    dataset, desk = assembled(Desk((visits("jan", 1, 2), visits("feb", 3, 4))))
    assert files_of(desk) == ["feb", "jan"]
    assert dataset.receipts["touchpoints"].name == "feb.csv, jan.csv"
    dataset, desk = assembled(replace(desk, chosen={"touchpoints": "feb"}))
    assert dataset.touchpoints["ts"].dt.day.tolist() == [3, 4]


def test_a_choice_that_was_taken_out_gives_way_to_what_is_left():
    _, desk = assembled(Desk((visits("jan", 1, 2), visits("feb", 3, 4)), chosen={"touchpoints": "feb"}))
    _, left = assembled(desk.without("feb"))
    assert files_of(left) == ["jan"]


def test_rows_that_stand_in_two_files_are_used_twice_only_when_chosen_and_that_is_said():
    dataset, desk = assembled(Desk((visits("jan", 1, 2), visits("more", 1, 2, 3))))
    assert files_of(desk) == ["jan"]
    dataset, _ = assembled(replace(desk, chosen={"touchpoints": "jan + more"}))
    assert len(dataset.touchpoints) == 5
    assert any("more than one of the files" in note for note in dataset.receipts["touchpoints"].notes)
    assert any(note.endswith(": 2.") for note in dataset.receipts["touchpoints"].notes)


def test_files_of_different_columns_go_together_only_when_chosen():
    other = visits("feb", 3, 4, device=["a", "b"])
    _, desk = assembled(Desk((visits("jan", 1, 2), other)))
    assert len(files_of(desk)) == 1
    dataset, _ = assembled(replace(desk, chosen={"touchpoints": "feb + jan"}))
    assert dataset.touchpoints["device"].isna().sum() == 2


def test_newcomers_wait_for_nobody_once_the_files_before_are_gone():
    waiting = Desk((ORDERS,), newcomers=(visits("new", 1, 2),))
    left = waiting.without("orders")
    assert [upload.id for upload in left.uploads] == ["new"]
    assert left.newcomers == ()


def test_the_order_of_arrival_makes_no_difference():
    files = (visits("jan", 1, 2), ORDERS, visits("feb", 3, 4), visits("more", 1, 2, 9))
    keys = {assembled(Desk(order))[1].dataset_key for order in permutations(files)}
    assert len(keys) == 1


def test_what_was_decided_is_remembered_for_the_file_and_for_its_kind():
    decided = Correction("conversions", {"conversions": {"value": None}})
    desk = Desk((replace(ORDERS, correction=decided),)).without("orders")
    another = Reading("orders_feb.csv", ORDERS.reading.table.head(1))
    assert desk.correction_for("orders", ORDERS.reading) == decided
    assert desk.correction_for("new", another) == decided
    assert desk.correction_for("new", visits("v", 1).reading) == Correction()


def test_a_new_export_is_held_against_the_one_taken_out_and_against_the_one_set_aside():
    first, more = visits("jan", 1, 2), visits("feb", 3, 4, device=["a", "b"])
    _, desk = assembled(Desk((first,)))
    dataset, later = assembled(desk.without("jan").with_upload(more))
    assert "device" not in dataset.earlier["touchpoints"].headers
    dropped = replace(desk, layouts=desk.seen, chosen={"touchpoints": "feb"}).with_upload(more)
    assert assembled(dropped)[0].earlier == dataset.earlier
    again, _ = assembled(replace(later, layouts=later.seen).with_upload(ORDERS))  # another file dropped
    assert again.earlier == dataset.earlier


def test_files_dropped_together_are_not_held_against_each_other():
    dataset, _ = assembled(
        Desk((visits("jan", 1, 2), visits("feb", 3, 4, device=["a", "b"])), chosen={"touchpoints": "feb"})
    )
    assert dataset.earlier == {}


def test_what_is_used_is_what_the_page_shows_and_nothing_beside_it():
    left_out = understood(
        replace(ORDERS, correction=Correction("conversions", {"conversions": {"value": None}}))
    )
    dataset, _ = assembled(Desk((left_out,)))
    assert "value" not in dataset.conversions


@pytest.mark.parametrize(
    ("file", "name"),
    [("Visits May.csv", "Visits May"), ("orders.csv.gz", "orders"), ("noext", "noext"), (99 * "a", 80 * "a")],
)
def test_a_project_is_called_as_its_first_file(file, name):
    assert Desk((Upload("1", file), Upload("2", "later.csv"))).called == name
