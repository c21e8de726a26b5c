"""What the Report page says: the answer, what is in the report and what is not, and how it is made."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Final

from segattr.words.numbers import many, money
from segattr.words.report_sections import NO_GOALS, NO_NOTES, SECTIONS

Name = Callable[[str], str]

QUESTION: Final = "What do we tell?"
SHOWS: Final = (
    "This page makes the report for those who decide: what was found, ranked by money, then quarter by "
    "quarter what each segment brought, what it cost, who moved and why it changed; as an Excel workbook and "
    "as a page that opens offline."
)
NEEDS: Final = (
    "It takes whatever data are there, and says of each section what it lacks. **Touchpoints with orders** "
    "give most of it; costs add what a customer cost, customers add the segments."
)
CLIENT, SEGMENTS, QUARTERS, PARTS = "Client", "Segments", "Quarters", "Sections"
EVERYONE, ALL_QUARTERS, NO_QUARTERS = "Everyone", "All quarters", "Nothing tells the time"
STANDS: Final = "The amount: {what}."
CLIENT_HELP: Final = "Stands on top of the report; the project's name unless you say another."
SECTIONS_HELP: Final = "What was found, the settings and the audit are in every report."
MODELS_HELP: Final = "Models and window are those of the Attribution page."
MAKING: Final = "Making the report"
WORKING: Final = "{section} …"
LARGE: Final = (
    "These are {rows} rows: the report takes a minute or more. You can go on elsewhere and come back."
)
MAKE: Final = "Make the report"
EXCEL, PAGE = "Excel workbook", "Page that opens offline"
EXCEL_HELP: Final = "A sheet per section, native charts, and formulas that check every total."
PAGE_HELP: Final = "One HTML file without a script or an address; opens and prints anywhere."
FIRST_PAGE: Final = "Page one"
MORE: Final = "{n} more"
RANKED: Final = (
    "Amounts of different kinds: they rank what to look at first, and do not add up. Credit and differences "
    "are observed, none of them is the effect of anything."
)
NOT_IN: Final = "Not in it yet"
IN_IT: Final = "What is in it"
NEXT_QUARTER: Final = (
    "Next quarter, with the new files and the same settings (the project is downloaded on the Data page):"
)
METHOD: Final = """
**Page one** lists, the largest money first: groups the average hides that held up on people the search
never saw; channels the models disagree about; campaigns whose customers bring less at equal age; blockers
of the audit. Each amount says what it is; they are different kinds of money and do not add up.

**Quarters** are calendar quarters in UTC. A quarter that is not whole is called so and compared with none.
Somebody active in two quarters counts in both. The change of revenue is split into visits, conversion and
order value (log-mean Divisia), that of the rate into own rate and mix (Kitagawa); both add up exactly.

**Credit** is shared out by the models and the window of the Attribution page. Models that are fitted
(Markov, Shapley) are fitted to all quarters at once. Credit is not effect.

**Value** is money per customer acquired at equal age, whoever came back or not; **cost** is spend placed by
touches, divided by new customers. **Migration** reads one definition at the end of each quarter.

**Ranges** are 95 %: Wilson for shares, Hall for averages, bootstrap for value ÷ cost, Newcombe (paired) for
moves.

The workbook adds every sheet up by formula beside what the files hold; its sheet *Adds up* says where they
differ. The command line makes the same report from next quarter's files (`python -m segattr report`).

References: Wilson (1927), JASA 22:209; Hall (1992), JRSS B 54:221; Kitagawa (1955), JASA 50:1168; Newcombe
(1998), Statistics in Medicine 17:2635; Ang (2005), Energy Policy 33:867.
"""


def command(roles: Iterable[str]) -> str:
    """Return what makes the same report of new files on the command line.

    Parameters
    ----------
    roles : what the files in use are.

    Examples
    --------
    >>> command(["conversions"])
    'python -m segattr report project.segattr --conversions conversions.csv --out q.xlsx'
    """
    files = [f"--{role} {role}.csv" for role in roles]
    return " ".join(["python -m segattr report project.segattr", *files, "--out q.xlsx"])


def answer(headline: str, items: Sequence[tuple[str, float]], currency: str, *, name: Name = str) -> str:
    """Return the page's answer as Markdown.

    Parameters
    ----------
    headline : of the last quarter, empty for none. items : what was found, with its money.

    Examples
    --------
    >>> answer("2026 Q3 brought €110.", [("new: 1.0 % of 90 converted.", 900.0)], "EUR")
    '**2026 Q3 brought €110.** 1 finding is worth telling, **€900**: new: 1.0 % of 90 converted.'
    """
    start = f"**{name(headline)}** " if headline else ""
    if not items:
        return (
            f"{start}Nothing stands out by more than luck would give, and no blocker was found in the data."
        )
    said, worth = items[0]
    amount = f", **{name(money(worth, currency))}**" if worth == worth else ""
    one = len(items) == 1
    return (
        f"{start}{many(len(items), 'finding')} {'is' if one else 'are'} worth telling"
        f"{'' if one else '; the largest'}{amount}: "
        f"{name(said)}"
    )


def file_name(client: str, suffix: str) -> str:
    """Return what the report's file is called.

    Examples
    --------
    >>> file_name("Acme & Söhne", "xlsx"), file_name("", "html")
    ('acme-söhne-report.xlsx', 'report.html')
    """
    words = "-".join(re.findall(r"\w+", client.lower()))[:60]
    return f"{words}-report.{suffix}" if words else f"report.{suffix}"


def not_in(missing: dict[str, str], *, goals: bool, notes: bool) -> dict[str, str]:
    """Return what is missing, section by section, in a sentence each.

    Parameters
    ----------
    missing : sections that have nothing to say. goals, notes : asked for although there are none.
    """
    written = {"goals": NO_GOALS if goals else "", "notes": NO_NOTES if notes else ""}
    both = {**missing, **{section: said for section, said in written.items() if said}}
    return {SECTIONS[section]: said for section, said in both.items()}
