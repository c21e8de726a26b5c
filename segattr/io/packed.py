"""What is packed as .gz or .zip, unpacked within bounds: onto disk where large, never beyond the limit."""

from __future__ import annotations

import gzip
import io
import struct
import zipfile
import zlib
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import PurePath
from tempfile import SpooledTemporaryFile
from typing import BinaryIO, cast

from segattr.errors import FileRefused, UnknownName
from segattr.io import source

IN_MEMORY = 32_000_000  # more than this is unpacked onto disk
CHUNK = 1_000_000
MOST_DIRECTORY = 5_000_000  # bytes of a zip's list of contents, some 50,000 files
END_OF_ZIP, END_OF_LARGE_ZIP = b"PK\x05\x06", b"PK\x06\x06"
LARGE_END = 76  # bytes that stand before the end of a zip for large files
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2)


@dataclass(frozen=True, eq=False)
class Inner:
    """A file that was packed.

    Attributes
    ----------
    file : its content, at its start.
    name : its own name, with its folder in the archive.
    members : all readable files of the archive, where there are several.
    """

    file: BinaryIO
    name: str
    members: tuple[str, ...] = ()


@contextmanager
def gunzipped(file: BinaryIO, *, name: str) -> Iterator[Inner]:
    """Unpack a .gz file.

    Raises
    ------
    FileRefused : damaged, or larger than can be read when unpacked.
    """
    file.seek(0)
    with gzip.GzipFile(fileobj=file, mode="rb") as packed, _spool(cast(BinaryIO, packed), name) as unpacked:
        yield Inner(unpacked, PurePath(name).stem if name.lower().endswith(".gz") else name)


@contextmanager
def unzipped(file: BinaryIO, *, name: str, member: str | None, known: Collection[str]) -> Iterator[Inner]:
    """Unpack one file of a .zip.

    Parameters
    ----------
    file, name : the archive.
    member : which file, where there are several; by default the largest that can be read.
    known : extensions that can be read.

    Raises
    ------
    FileRefused : damaged, protected, without a readable file, or larger than can be read when unpacked.
    UnknownName : no file of that name in it.
    """
    _refuse_endless(file, name)
    try:
        archive = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise _damaged(name) from error
    with archive:
        members = _readable(archive, known)
        if not members:
            found = ", ".join(archive.namelist()[:5]) or "nothing"
            raise FileRefused(f"{name} holds no file that can be read (found: {found}).", name=name)
        if len(members) > 1 and member is not None and member not in members:
            names = tuple(members)
            raise UnknownName(
                f"{name} holds no '{member}'. It holds: {', '.join(names)}.", name=member, known=names
            )
        chosen = members.get(member or "") or max(members.values(), key=lambda m: m.file_size)
        _refuse_locked(chosen, name)
        try:
            packed = archive.open(chosen)
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, RuntimeError) as error:
            raise _damaged(name) from error
        with packed, _spool(cast(BinaryIO, packed), name) as unpacked:
            yield Inner(unpacked, chosen.filename, tuple(members) if len(members) > 1 else ())


def is_workbook(file: BinaryIO, *, name: str) -> bool:
    """Whether a zip is an Excel workbook inside.

    Raises
    ------
    FileRefused : damaged.
    """
    _refuse_endless(file, name)
    try:
        with zipfile.ZipFile(file) as archive:
            return "xl/workbook.xml" in archive.namelist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise _damaged(name) from error
    finally:
        file.seek(0)


def _readable(archive: zipfile.ZipFile, known: Collection[str]) -> dict[str, zipfile.ZipInfo]:
    """Return the files people put there, not those their computers added."""
    return {
        member.filename: member
        for member in archive.infolist()
        if not member.is_dir()
        and member.file_size
        and not member.filename.startswith("__MACOSX/")
        and not PurePath(member.filename).name.startswith(".")
        and PurePath(member.filename).suffix.lower() in known
    }


def listed_in(file: BinaryIO) -> tuple[int, int] | None:
    """Return how many files a zip lists and how many bytes its list takes, before the list is read.

    Returns
    -------
    None where it is no zip, or one cut short.
    """
    size = file.seek(0, io.SEEK_END)
    file.seek(max(0, size - 65_557 - LARGE_END))
    end = file.read()
    file.seek(0)
    place = end.rfind(END_OF_ZIP)
    if place < 0 or len(end) < place + 22:
        return None
    entries, directory = struct.unpack("<HI", end[place + 10 : place + 16])
    large = end[max(0, place - LARGE_END) : place]  # of a zip for large files, whose figures count for more
    if large.startswith(END_OF_LARGE_ZIP) and len(large) == LARGE_END:
        entries, directory = struct.unpack("<QQ", large[32:48])
    return entries, directory


def _refuse_endless(file: BinaryIO, name: str) -> None:
    """Look at the size of the list of contents before it is read."""
    listed = listed_in(file)
    if listed is None:
        raise _damaged(name)
    entries, directory = listed
    if directory > MOST_DIRECTORY:
        raise FileRefused(
            f"{name} lists {entries:,} files or more; its list of contents takes {directory / 1e6:,.0f} MB, "
            f"at most {MOST_DIRECTORY / 1e6:.0f} MB can be read. Pack only the exports.",
            name=name,
        )


def _refuse_locked(member: zipfile.ZipInfo, name: str) -> None:
    if member.flag_bits & 1:
        raise FileRefused(f"{name} is protected by a password. Unpack it first.", name=name)
    if member.compress_type not in METHODS:
        raise FileRefused(
            f"{name} is packed in a way that cannot be read. Pack it as an ordinary zip.", name=name
        )
    if member.file_size > source.MOST_BYTES:
        raise _too_large(name, member.file_size)


@contextmanager
def _spool(packed: BinaryIO, name: str) -> Iterator[BinaryIO]:
    with SpooledTemporaryFile(max_size=IN_MEMORY) as unpacked:
        try:
            while chunk := packed.read(CHUNK):
                unpacked.write(chunk)
                if unpacked.tell() > source.MOST_BYTES:
                    raise _too_large(name, unpacked.tell())
        except (OSError, EOFError, zlib.error, zipfile.BadZipFile, RuntimeError) as error:
            raise _damaged(name) from error
        if not unpacked.tell():
            raise FileRefused(f"{name} holds an empty file. Export it again.", name=name)
        unpacked.seek(0)
        yield cast(BinaryIO, unpacked)


def _too_large(name: str, size: int) -> FileRefused:
    return FileRefused(
        f"{name} unpacks into {size / 1e6:,.0f} MB or more; at most {source.MOST_BYTES / 1e6:,.0f} MB can be "
        "read. Export fewer columns or a shorter period.",
        name=name,
    )


def _damaged(name: str) -> FileRefused:
    return FileRefused(f"{name} is damaged or incomplete. Download or pack it again.", name=name)
