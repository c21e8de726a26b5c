"""One thing after another, found by plain loops over plain tuples; shares no code with the sequences."""


def answer_of(customer, sequence, today, tables):
    """``followed``, ``not followed``, or None for a customer who never did the first.

    Parameters
    ----------
    today : a `date`; tables : table -> rows ``{"customer_id", "ts", column: value …}``.
    """
    firsts, thens = (
        [
            row["ts"]
            for row in tables[step.table]
            if row["customer_id"] == customer
            and row["ts"].date() <= today
            and all(row[column] == value for column, value in step.where)
        ]
        for step in (sequence.asked.first, sequence.asked.then)
    )
    if sequence.asked.last_days is not None:
        firsts = [moment for moment in firsts if (today - moment.date()).days < sequence.asked.last_days]
    if not firsts:
        return None
    longest = sequence.asked.within_days
    for first in firsts:
        for then in thens:
            wait = (then.date() - first.date()).days
            if then > first and (longest is None or wait <= longest):
                return "followed"
    return "not followed"
