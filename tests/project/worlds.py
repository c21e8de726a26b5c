"""Projects to save: as plain as possible, and as odd as files get."""

from dataclasses import fields

import pandas as pd

from segattr.io.reading import Reading
from segattr.project.project import Project, StoredFile, new_key

ODD = pd.DataFrame(
    {
        "id": ["007", "12345678901234567890", None],
        "Kanal": pd.Categorical(["Süß", "<b>x</b>", "Süß"]),
        "": [1.5, None, -0.0],
        "when": pd.to_datetime(["2026-01-02 03:04:05.678901", None, "1969-12-31 00:00:00"], format="ISO8601"),
        "🙂": ["=1+1", "", "\u202eabc"],
    }
)


def stored(id="a" * 16, name="orders.csv", table=ODD, sheet="May", raw=b"PK", **decided):
    reading = Reading(
        name,
        table,
        ("Nine lines cut.",),
        decimal=",",
        sheet=sheet,
        sheets=("May", "June"),
        millionths=frozenset("ab"),
    )
    return StoredFile(id, reading, decided, raw)


def project(*files, **settings):
    return Project(
        new_key(), "Shop «North»", files or (stored(role="conversions"),), settings or {"lookback": 90}
    )


def assert_same(found, wanted):
    assert (found.name, dict(found.settings)) == (wanted.name, dict(wanted.settings))
    assert found.salt == wanted.salt
    assert [file.id for file in found.files] == [file.id for file in wanted.files]
    for one, other in zip(found.files, wanted.files, strict=True):
        assert (dict(one.decided), one.raw) == (dict(other.decided), other.raw)
        pd.testing.assert_frame_equal(one.reading.table, other.reading.table)
        seen = [field.name for field in fields(Reading) if field.name != "table"]
        assert [getattr(one.reading, name) for name in seen] == [
            getattr(other.reading, name) for name in seen
        ]
