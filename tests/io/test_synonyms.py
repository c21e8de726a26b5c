from segattr.io.synonyms import NAMES, names_of
from segattr.schema import TABLES


def test_every_field_of_every_role_has_names():
    for role, table in TABLES.items():
        for field in table.columns:
            assert names_of(role, field).strong


def test_every_entry_belongs_to_a_field():
    fields = {name for table in TABLES.values() for name in table.columns}
    roles = {f"{role}.{name}" for role, table in TABLES.items() for name in table.columns}
    assert set(NAMES) <= fields | roles


def test_no_name_is_empty_or_listed_twice_in_a_row():
    for field, names in NAMES.items():
        listed = [name for row in (names.strong, names.weak) if row for name in row.split(", ")]
        assert all(listed), field
        assert len(listed) == len(set(listed)), field
