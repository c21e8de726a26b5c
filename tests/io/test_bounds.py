"""A small file that unpacks into a huge one is refused with the figure, in bounded memory."""

import gzip
import io
import subprocess
import sys
import textwrap
import zipfile

import openpyxl
import pytest

import segattr as sa
from segattr.errors import FileRefused
from segattr.io import flat_records, json_records, packed, source
from segattr.io.bounded import bounded
from segattr.io.readers import read_table

resource = pytest.importorskip("resource", reason="Windows has no roof on the memory of a process")
MEGABYTE = b"0" * 1_000_000


def named(content, name):
    file = io.BytesIO(content)
    file.name = name
    return file


def zipped(**members):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("_", "."), content)
    return file.getvalue()


def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


@pytest.mark.parametrize("packing", [lambda content: zipped(o_csv=content), gzip.compress], ids=["zip", "gz"])
def test_a_file_that_unpacks_beyond_the_limit_is_refused_with_the_figure(packing, monkeypatch):
    monkeypatch.setattr(source, "MOST_BYTES", 20_000_000)
    before = peak()
    with pytest.raises(FileRefused, match=r"unpacks into (?:60|21) MB or more; at most 20 MB"):
        read_table(named(packing(MEGABYTE * 60), "o.csv.gz" if packing is gzip.compress else "o.zip"))
    assert peak() - before < 200_000_000


def test_a_gigabyte_of_zeros_is_refused_by_what_it_says_of_itself():
    content = bytearray(zipped(o_csv=MEGABYTE))
    place = content.rfind(b"PK\x01\x02")
    content[place + 24 : place + 28] = (4_000_000_000).to_bytes(4, "little")
    with pytest.raises(FileRefused, match=r"unpacks into 4,000 MB or more; at most 1,000 MB"):
        read_table(named(bytes(content), "o.zip"))


def test_a_zip_of_endless_contents_is_refused_before_they_are_read(monkeypatch):
    monkeypatch.setattr(packed, "MOST_DIRECTORY", 1_000)
    with pytest.raises(FileRefused, match=r"lists 100 files or more"):
        read_table(named(zipped(**{f"{n}_csv": "a,b\n1,2\n" for n in range(100)}), "o.zip"))


def test_a_zip_of_zips_of_zips_is_refused():
    content = zipped(o_csv="a,b\n1,2\n")
    for _ in range(2):
        content = zipped(o_zip=content)
    with pytest.raises(FileRefused, match="packed in 3 layers"):
        read_table(named(content, "o.zip"))


def far_cell(*rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.active["XFD1048576"] = 1
    file = io.BytesIO()
    book.save(file)
    file.name = "o.xlsx"
    return file


def test_one_far_cell_costs_this_process_no_memory_and_its_reader_no_more_than_its_roof():
    before = peak()
    assert read_table(far_cell(["id", "value"], ["1", "2"])).table.shape == (1, 2)
    with pytest.raises(FileRefused, match=r"\(0 filled cells; what lies below 10,000 blank rows"):
        read_table(far_cell())
    assert peak() - before < 100_000_000
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024 < 2_100_000_000


def test_a_workbook_of_too_many_cells_is_refused_with_the_figure(monkeypatch):
    from segattr.io import workbook

    monkeypatch.setattr(workbook, "MOST_CELLS", 3)
    with pytest.raises(FileRefused, match="more than 0 million cells"):
        read_table(far_cell(["id", "value"], ["1", "2"]))


def test_a_process_that_takes_too_long_is_stopped():
    assert bounded("http.server", "0", content=b"", seconds=0.5).ended == "late"


def test_a_process_without_memory_ends_badly(tmp_path, monkeypatch):
    (tmp_path / "hungry.py").write_text(
        "from segattr.io.bounded import limit_memory\nlimit_memory(200_000_000)\nbytearray(400_000_000)\n"
    )
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    assert bounded("hungry", content=b"").ended == "badly"


def test_json_in_one_piece_beyond_the_limit_is_refused(monkeypatch):
    monkeypatch.setattr(json_records, "MOST_BYTES", 100)
    with pytest.raises(FileRefused, match="in one piece of JSON"):
        read_table(named(b'[{"a": "' + b"x" * 200 + b'"}]', "o.json"))


def test_records_of_ever_new_fields_are_refused(monkeypatch):
    monkeypatch.setattr(flat_records, "MOST_COLUMNS", 10)
    lines = b"\n".join(b'{"f%d": 1}' % n for n in range(20))
    with pytest.raises(FileRefused, match="11 different fields in 11 records"):
        read_table(named(lines, "o.ndjson"))


def test_text_of_too_many_cells_is_refused_with_the_figure():
    line = b"," * 1_999 + b"\n"
    with pytest.raises(FileRefused, match=r"about 2\d\d million cells in 2,000 columns"):
        read_table(named(b"a" + line + (b"1" + line) * 120_000, "o.csv"))


def test_the_process_that_reads_lives_on_under_a_roof_on_its_memory():
    """Refuse bombs in a process that may not take more than a gigabyte and a half of addresses."""
    script = """
        import io, resource, zipfile
        import segattr as sa
        sa.load(conversions=io.BytesIO(b"user,date,value\\na,2024-01-13,1\\n"))
        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        used = int(open("/proc/self/statm").read().split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (used + 600_000_000, hard))
        bomb = io.BytesIO()
        with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
            with archive.open("o.csv", "w", force_zip64=True) as member:
                for _ in range(1_100):
                    member.write(b"0" * 1_000_000)
        bomb.name = "o.zip"
        try:
            sa.load(conversions=bomb)
        except sa.SegattrError as refusal:
            print(refusal)
        print(len(sa.load(conversions=io.BytesIO(b"user,date,value\\na,2024-01-13,1\\n")).conversions))
    """
    done = subprocess.run([sys.executable, "-c", textwrap.dedent(script)], capture_output=True, text=True)
    assert done.stderr == ""
    assert "unpacks into 1,100 MB or more; at most 1,000 MB can be read" in done.stdout
    assert done.stdout.endswith("1\n")


def test_after_a_bomb_the_next_file_is_read():
    with pytest.raises(FileRefused):
        sa.load(conversions=far_cell())
    assert len(sa.load(conversions=named(b"user,date,value\na,2024-01-13,1\n", "o.csv")).conversions) == 1
