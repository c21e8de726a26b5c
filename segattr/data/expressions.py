"""What a text has to be like, said in words (*contains* shoes) and as a regular expression, and back."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

OPERATORS: Final = ("any", "is", "contains", "begins", "ends", "blank", "pattern")
LONGEST: Final = 300  # letters of an expression
LOOKED_AT: Final = 250  # first letters of a text it is held against
MOST_REPEATS: Final = 3  # without end, one after the other: each multiplies the time by the text's length
BLANK: Final = "(?:)"
AROUND: Final = {"is": ("", ""), "contains": (".*", ".*"), "begins": ("", ".*"), "ends": (".*", "")}
TOKEN: Final = re.compile(
    r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\{\d*,?\d*\}|\(\?P?[:=!<>]*(?:[^()]*(?==\)|>))?|.", re.DOTALL
)
PLAIN: Final = re.compile(r"(?:\\[^\w]|[^\\.^$*+?{}\[\]|(),])+")


def expression(operator: str, value: str) -> str:
    """Return the regular expression, for the whole text, of what is said in words.

    Parameters
    ----------
    operator : one of `OPERATORS`.
    value : one text, or several with commas between them; for ``pattern`` the expression itself.

    Examples
    --------
    >>> expression("contains", "shoe, boot"), expression("any", ""), expression("pattern", "cp[cm]")
    ('.*(?:shoe|boot).*', '', 'cp[cm]')
    """
    if operator == "pattern":
        return value.strip()
    if operator not in AROUND:
        return BLANK if operator == "blank" else ""
    texts = [re.escape(text.strip()) for text in value.split(",") if text.strip()]
    before, after = AROUND[operator]
    inner = "|".join(texts)
    return f"{before}{f'(?:{inner})' if texts[1:] and operator != 'is' else inner}{after}" if texts else ""


def in_words(written: str) -> tuple[str, str]:
    r"""Return the operator and the value that say what an expression asks; ``pattern`` where no other can.

    Examples
    --------
    >>> in_words(r"\(not set\)|\(none\)"), in_words(".*video.*"), in_words("e[- ]?mail")
    (('is', '(not set), (none)'), ('contains', 'video'), ('pattern', 'e[- ]?mail'))
    """
    if written in ("", BLANK):
        return ("blank" if written else "any"), ""
    for operator, (before, after) in AROUND.items():
        if written.startswith(before) and written.endswith(after) and len(written) > len(before + after):
            texts = _texts(written[len(before) : len(written) - len(after)], several=operator == "is")
            if texts:
                return operator, ", ".join(texts)
    return "pattern", written


def _texts(inner: str, *, several: bool) -> list[str]:
    """Return the plain texts an expression lists, none where it holds more than that."""
    grouped = inner.startswith("(?:") and inner.endswith(")") and not inner.endswith("\\)")
    parts = re.split(r"(?<!\\)\|", inner[3:-1] if grouped else inner)
    plain = all(PLAIN.fullmatch(part) and part.strip() == part for part in parts)
    if not plain or (len(parts) > 1 and not (several or grouped)):
        return []
    return [re.sub(r"\\(.)", r"\1", part) for part in parts]


def endless(written: str) -> bool:
    """Whether an expression may take for ever: a repeat of a repeat or of a choice, or many repeats in a row.

    Examples
    --------
    >>> endless("(a+)+b"), endless("(a|ab)*c"), endless(".*a.*b.*c.*d"), endless(".*cp.*|ppc|paid.*")
    (True, True, True, False)
    """
    groups, repeats, last = [False], 0, False  # per open group: whether it may be taken in several ways
    for token in TOKEN.findall(written):
        if token.startswith("(") or token == "|":
            groups = [*groups, False] if token != "|" else [*groups[:-1], True]
            repeats = 0 if token == "|" and not groups[1:] else repeats
            last = False
        elif token == ")":
            last = groups.pop() if groups[1:] else False
            groups[-1] = groups[-1] or last
        elif token in ("*", "+") or (token.startswith("{") and len(token) > 1):
            repeats, groups[-1] = repeats + 1, True
            if last or repeats > MOST_REPEATS:
                return True
        elif token == "?":
            groups[-1] = True
        else:
            last = False
    return False


def judge(written: str) -> Callable[[str], bool]:
    """Return what tells whether a whole text is as an expression says; capitals make no difference.

    Examples
    --------
    >>> judge("cp[cm]")("CPC"), judge("cp[cm]")("cpcs"), judge("")("anything")
    (True, False, True)
    """
    if not written:
        return lambda _: True
    compiled = re.compile(written, re.IGNORECASE)
    return lambda text: compiled.fullmatch(text[:LOOKED_AT]) is not None


def written_out(written: str) -> int:
    r"""Return how many characters and classes an expression has once counted repeats are written out.

    Examples
    --------
    >>> written_out("abc"), written_out(r"\d{4}-\d{2}"), written_out("(?:ab{2,10}){20}")
    (3, 7, 220)
    """
    sums, last = [0], 0  # per open group; what a repeat would repeat
    for token in TOKEN.findall(written):
        if token.startswith("("):
            sums.append(0)
        elif token == ")":
            last = sums.pop() if sums[1:] else 0
            sums[-1] += last
        elif token.startswith("{") and len(token) > 1:
            times = max((int(number) for number in re.findall(r"\d+", token)), default=1)
            sums[-1] += last * (times - 1)
            last *= times
        elif token not in ("*", "+", "?", "|"):
            last = 1
            sums[-1] += 1
    return sum(sums)
