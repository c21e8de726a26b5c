"""Rules applied by plain loops to plain dictionaries; shares no code with the rules themselves."""

from datetime import UTC, datetime, timedelta


def label_of(person, rules):
    """The first rule that fits a person, given as ``field -> value or None``."""
    for rule in rules.rules:
        if _fits(person, rule.who):
            return rule.name
    return rules.others


def _fits(person, part):
    if hasattr(part, "how"):
        found = [_fits(person, each) for each in part.parts]
        return {"all": all(found), "any": any(found), "none": not any(found)}[part.how]
    return _holds(person.get(part.field), part)


def _holds(value, condition):
    missing = value is None or value == "" or value != value
    if condition.question == "is_missing":
        return missing
    if condition.question == "is_known":
        return not missing
    if missing:
        return False
    if isinstance(value, bool):
        value = str(value)
    wanted = list(condition.values)
    if isinstance(value, datetime):
        return _on_days(
            value, condition.question, [datetime.strptime(w, "%Y-%m-%d").replace(tzinfo=UTC) for w in wanted]
        )
    if isinstance(value, str):
        wanted = [str(w) for w in wanted]
        if condition.ignore_case:
            value, wanted = value.lower(), [w.lower() for w in wanted]
    else:
        wanted = [_number(w) for w in wanted]
    return _compared(value, condition.question, wanted)


def _compared(value, question, wanted):
    if question in ("is", "is_not", "one_of"):
        found = value in wanted
        return not found if question == "is_not" else found
    if question == "contains":
        return wanted[0] in value
    if question == "starts_with":
        return value[: len(wanted[0])] == wanted[0]
    low = wanted[0] if question in ("at_least", "between") else float("-inf")
    high = wanted[-1] if question in ("at_most", "between") else float("inf")
    return low <= value <= high


def _on_days(value, question, days):
    day = timedelta(days=1)
    if question == "before":
        return value < days[0]
    if question == "after":
        return value >= days[0] + day
    inside = days[0] <= value < days[-1] + day
    return not inside if question == "is_not" else inside


def _number(text):
    try:
        return float(text)
    except ValueError:
        return object()
