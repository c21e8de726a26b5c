import pandas as pd
import pytest

from segattr.data.kinship import related, telling
from segattr.io.reading import Reading


def file(**columns):
    return telling(Reading("f.csv", pd.DataFrame(columns)), {name: name for name in columns})


@pytest.mark.parametrize(
    ("one", "other", "kin"),
    [
        (file(customer_id=["a", "b"]), file(customer_id=["b "]), True),
        (file(customer_id=["a"], channel=["Email"]), file(customer_id=["z"], channel=["Email"]), False),
        (file(customer_id=["a"], channel=["Email"]), file(channel=["Email"], spend=["1"]), True),
        (file(customer_id=["a"], channel=["Email"]), file(channel=["Post"]), False),
        (file(converted=["1"]), file(converted=["1"]), False),
        (file(campaign=["Spring"]), file(campaign=["Spring"], channel=["x"]), True),
    ],
    ids=[
        "a customer",
        "only a channel",
        "a channel of costs",
        "no channel",
        "nothing to know by",
        "a campaign",
    ],
)
def test_files_are_kin_by_customers_first_and_channels_where_there_are_none(one, other, kin):
    assert related([one], [other]) is kin
    assert related([other], [one]) is kin


def test_one_of_several_vouches_for_all():
    assert related([file(customer_id=["a"])], [file(converted=["1"]), file(customer_id=["a"])])
    assert not related([], [file(customer_id=["a"])])
