"""The text of a file's first bytes: which encoding it is in, and where its comments end."""

from __future__ import annotations

import codecs
import re

from segattr.errors import FileRefused

BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
MOST_CONTROL = 0.001  # a larger share of control characters, and it is no text


def decoded(head: bytes, *, name: str, whole: bool) -> tuple[str, int, str]:
    """Return the encoding, the length of its byte-order mark, and the text.

    Raises
    ------
    FileRefused : the bytes are no text.

    Examples
    --------
    >>> decoded("Größe".encode("cp1252"), name="k.csv", whole=True)
    ('cp1252', 0, 'Größe')
    """
    for mark, encoding in BOMS:
        if head.startswith(mark):
            return encoding, len(mark), head[len(mark) :].decode(encoding, errors="ignore")
    if not head[::2].count(0) and head[1::2].count(0) > len(head) // 4:  # UTF-16 that lost its mark
        return "utf-16-le", 0, head.decode("utf-16-le", errors="ignore")
    try:
        text = codecs.getincrementaldecoder("utf-8")().decode(head, final=whole)
        encoding = "utf-8"
    except UnicodeDecodeError:
        text, encoding = head.decode("cp1252", errors="replace"), "cp1252"
    if len(_CONTROL.findall(text)) > MOST_CONTROL * len(text):
        raise FileRefused(
            f"{name} does not hold text, so no table can be read from it. "
            "Save it as CSV, XLSX or Parquet and try again.",
            name=name,
        )
    return encoding, 0, text


def below_comments(text: str) -> tuple[str, list[str]]:
    r"""Return the text without the lines that begin with ``#`` on top, and a note of what they said.

    Examples
    --------
    >>> below_comments("# Account: Demo\nid,value\n")
    ('id,value\n', ['Skipped 1 comment lines on top: Account: Demo.'])
    """
    match = re.match(r"(?:[ \t]*(?:\"?#[^\n]*)?\r?\n)*", text)
    skipped = match.group(0) if match else ""
    said = [line.strip('#-,;" \t\r') for line in skipped.splitlines()]
    count = sum(1 for line in skipped.splitlines() if line.strip())
    told = "; ".join(filter(None, said))
    return text[len(skipped) :], [f"Skipped {count} comment lines on top: {told}."] if count else []
