import pandas as pd
import pytest

from segattr.data.canonical import canonical_table
from segattr.data.continued import continued, relation
from segattr.io.reading import Reading


def file(role, name="f.csv", said=None, **columns):
    return canonical_table(Reading(name, pd.DataFrame(columns)), role=role, said=said or {}, date_order=None)


def visits(*days, **more):
    return file(
        "touchpoints",
        user=[str(d) for d in days],
        ts=[f"2025-01-{d:02d}" for d in days],
        channel=["a"] * len(days),
        **more,
    )


def costs(channel, spend=("1", "2"), days=("2025-01-01", "2025-01-02"), said=None, header="channel", **more):
    columns = {} if channel is None else {header: [channel] * len(spend)}
    return file("costs", said=said, **columns, day=list(days), cost=list(spend), **more)


def counted(people, **by):
    return file("outcomes", visitors=list(people), orders=["3", "2"], **by)


PHONE, LAND = counted(["60", "40"], device=["a", "b"]), counted(["70", "30"], country=["x", "y"])


@pytest.mark.parametrize(
    ("role", "one", "other", "kind", "shared"),
    [
        ("touchpoints", visits(1, 2), visits(3, 4), "continue", 0),
        ("touchpoints", visits(1, 2), visits(2, 3), "repeat", 1),
        ("touchpoints", visits(1), visits(2, device=["x"]), "differ", 0),
        ("costs", costs("Ads"), costs("Mail", note=["x", "y"]), "continue", 0),
        ("costs", costs("Ads"), costs("Ads", age=["x", "y"]), "alternatives", 0),
        ("costs", costs("Ads"), costs("Mail", header="network"), "alternatives", 0),
        ("costs", costs(None, said={"channel": "= Meta"}), costs("Ads"), "continue", 0),
        ("costs", costs("Ads"), costs("Ads", spend=("5", "6")), "repeat", 2),
        ("outcomes", PHONE, LAND, "alternatives", 0),
        ("outcomes", PHONE, counted(["5", "6"], device=["c", "d"]), "continue", 0),
        (
            "customers",
            file("customers", email=["a"]),
            file("customers", email=["b"], plan=["p"]),
            "alternatives",
            0,
        ),
    ],
)
def test_what_two_files_are_to_each_other_does_not_depend_on_which_came_first(role, one, other, kind, shared):
    for first, second in ((one, other), (other, one)):
        found = relation(role, first, second)
        assert (found.kind, found.shared) == (kind, shared)


def test_breakdowns_that_add_up_to_the_same_are_told_from_those_that_do_not():
    assert relation("outcomes", PHONE, LAND).same
    assert not relation("outcomes", PHONE, counted(["5", "6"], country=["x", "y"])).same


def test_people_without_ids_may_look_alike_as_long_as_not_most_of_them_do():
    def month(*answers):
        return file("outcomes", bought=list(answers), device=[f"d{n}" for n in range(len(answers))])

    assert (
        relation("outcomes", month("yes", "no", "no", "no"), month("no", "yes", "yes", "no")).kind
        == "continue"
    )
    assert relation("outcomes", month("yes", "no", "no"), month("yes", "no", "no")).kind == "repeat"


def test_columns_only_one_file_has_are_blank_in_the_others():
    both = continued([visits(1), visits(2, device=["x"])])
    assert both.rows["device"].astype(object).where(both.rows["device"].notna(), None).tolist() == [None, "x"]
    assert both.receipt.rows == 2


def test_a_column_of_numbers_in_one_file_and_of_text_in_the_other_is_text():
    both = continued([visits(1, size=[7]), visits(2, size=["big"])])
    assert both.rows["size"].tolist() == ["7", "big"]


def test_two_currencies_are_said():
    euro, dollar = costs("Ads", spend=("1 €", "2 €")), costs("Mail", spend=("1 $", "2 $"))
    assert any("are added up as they stand" in note for note in continued([euro, dollar]).receipt.notes)
