"""A Summary's tables with names instead of codes, to be laid beside the oracle's."""

from math import isclose


def unpacked(summary):
    """Every table as key tuple -> list of measures."""
    read = {"transitions": _transitions, "sets": _sets, "paths": _paths}
    return {name: read.get(name, _plain)(summary, table) for name, table in summary.tables.items()}


def differences(found, expected):
    """Cells that are in one table only, or in both with other figures: counts exactly, money to 1e-9."""
    odd = [f"missing {key}: {expected[key]}" for key in expected.keys() - found.keys()]
    odd += [f"unexpected {key}: {found[key]}" for key in found.keys() - expected.keys()]
    for key in found.keys() & expected.keys():
        if not all(_same(a, b) for a, b in zip(found[key], expected[key], strict=True)):
            odd.append(f"{key}: {found[key]} instead of {expected[key]}")
    return sorted(odd)


def _same(figure, expected):
    if isinstance(figure, int) and isinstance(expected, int):
        return figure == expected
    return isclose(figure, expected, rel_tol=1e-9, abs_tol=1e-9)


KEYS = frozenset(
    {"segment", "group", "month", "repeat", "channel", "position", "length", "here", "present", "marked"}
    | {"last_apart", "size", "days", "origin", "target", "channels", "recent", "older"}
)


def _rows(table):
    keys = [c for c in table.columns if c in KEYS]
    for row in table.to_dict("records"):
        yield {k: row[k] for k in keys}, [row[c] for c in table.columns if c not in KEYS]


def _plain(summary, table):
    cells = {tuple(key.values()): measures for key, measures in _rows(table)}
    assert len(cells) == len(table), "two rows of a table have the same key"
    return cells


def _transitions(summary, table):
    ends = {-1: "converted", -2: "lost"}
    cells = {}
    for key, measures in _rows(table):
        origin, state = key.pop("origin"), []
        while origin:
            state.append(summary.channels[origin % 2**15 - 1])
            origin //= 2**15
        target = key.pop("target")
        cells[(*key.values(), tuple(state), ends.get(target) or summary.channels[target - 1])] = measures
    assert len(cells) == len(table)
    return cells


def _sets(summary, table):
    cells = {}
    for key, measures in _rows(table):
        mask = key.pop("channels")
        names = frozenset(name for i, name in enumerate(summary.folded) if mask >> i & 1)
        assert mask < 2 ** len(summary.folded)
        cells[(*key.values(), names)] = measures
    assert len(cells) == len(table)
    return cells


def _paths(summary, table):
    cells = {}
    for key, measures in _rows(table):
        recent, older, length = key.pop("recent"), key.pop("older"), key.pop("length")
        codes = [word >> 5 * i & 31 for word in (recent, older) for i in range(12)][:length]
        names = tuple(summary.folded[code - 1] for code in reversed(codes))
        cells[(*key.values(), names, length)] = measures
    assert len(cells) == len(table)
    return cells
