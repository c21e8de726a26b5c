"""Whatever stands in a file: it ends in a Dataset or a SegattrError, in bounded memory, and never hangs."""

import io
import os
import random
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import segattr as sa
from segattr.errors import SegattrError

resource = pytest.importorskip("resource", reason="Windows does not say how much memory was taken")
FILES = Path(__file__).parents[1] / "data_files"
CASES = int(os.environ.get("SEGATTR_FUZZ", "200"))
MOST_MEMORY = 300_000_000  # one file of 200 KB may take in this process; the reading process has its own roof
ENDINGS = (
    ".csv",
    ".tsv",
    ".txt",
    ".xlsx",
    ".xls",
    ".json",
    ".ndjson",
    ".html",
    ".parquet",
    ".gz",
    ".zip",
    "",
)
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-be", "utf-32", "cp1252", "latin-1", "shift_jis")
ROLES = ("touchpoints", "conversions", "customers", "outcomes", "costs", "paths")

SEEDS = [path.read_bytes()[:60_000] for path in sorted(FILES.rglob("*")) if path.is_file()]

fuzz = settings(
    max_examples=CASES,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


def cut(content, dice):
    return content[: dice.randrange(len(content) + 1)]


def shuffled(content, dice):
    lines = content.split(b"\n")
    dice.shuffle(lines)
    return b"\n".join(lines)


def recoded(content, dice):
    return content.decode("utf-8", errors="replace").encode(dice.choice(ENCODINGS), errors="replace")


def flipped(content, dice):
    spoiled = bytearray(content)
    for _ in range(dice.randrange(1, 30)):
        if spoiled:
            spoiled[dice.randrange(len(spoiled))] = dice.randrange(256)
    return bytes(spoiled)


def mixed(content, dice):
    other = dice.choice(SEEDS)
    at = dice.randrange(len(content) + 1)
    return content[:at] + other[dice.randrange(len(other)) :] + content[at:]


def sprinkled(content, dice):
    lines = content.split(b"\n")
    odd = [
        b"",
        b'"',
        b",,,,,",
        b"Total,,,",
        b"\x00",
        b"# x",
        b"a" * 200_000,
        b"\xff\xfe",
        b"'1",
        b'="1"',
        b"{",
        b"[[[[",
    ]
    for _ in range(dice.randrange(1, 5)):
        lines.insert(dice.randrange(len(lines) + 1), dice.choice(odd))
    return b"\n".join(lines)


def packed(content, dice):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(dice.randrange(1, 3)):
            archive.writestr(f"{number}{dice.choice(ENDINGS)}", content)
    return file.getvalue()


SPOILS = (cut, shuffled, recoded, flipped, mixed, sprinkled, packed)


def spoiled(seed):
    dice = random.Random(seed)
    content = dice.choice([*SEEDS, dice.randbytes(dice.randrange(1, 3_000))])
    for _ in range(dice.randrange(1, 4)):
        content = dice.choice(SPOILS)(content, dice)
    return content, f"file{dice.choice(ENDINGS)}", dice.choice(ROLES)


def peak():
    """Largest memory of this process so far, in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def read_or_refused(content, name, role, *, hash_personal=False):
    """Load a file; whatever comes of it but a Dataset or a refusal with words is the test's failure."""
    file = io.BytesIO(content)
    file.name = name
    try:
        return isinstance(sa.load(**{role: file}, hash_personal=hash_personal), sa.Dataset)
    except SegattrError as refusal:
        return bool(str(refusal))


@fuzz
@given(st.integers(min_value=0, max_value=2**32))
def test_a_spoiled_file_is_read_or_refused_and_nothing_else(seed):
    before = peak()
    assert read_or_refused(*spoiled(seed), hash_personal="salt" if seed % 2 else False)
    assert peak() - before < MOST_MEMORY


@fuzz
@given(st.binary(max_size=400), st.sampled_from(ENDINGS), st.sampled_from(ROLES))
def test_random_bytes_are_read_or_refused_and_nothing_else(content, ending, role):
    assert read_or_refused(content, f"file{ending}", role)


@pytest.mark.parametrize("depth", [10_000, 1_000_000])
@pytest.mark.parametrize("mark", ["[", '{"a":', "<table><tr><td>"])
def test_endless_nesting_is_refused(mark, depth):
    with pytest.raises(SegattrError):
        sa.load(conversions=io.BytesIO(mark.encode() * depth))
