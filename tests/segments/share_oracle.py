"""Who is among the top or the bottom, found by sorting and counting; shares no code with the conditions."""


def inside(values, question, percent):
    """Return whether each value passes; equal values have equal answers, None passes nothing."""
    known = sorted((v for v in values if v is not None), reverse=question == "top_percent")
    if not known:
        return [False] * len(values)
    place = 0
    while place * 100 < percent * len(known):  # the first place at which the share wanted is reached
        place += 1
    limit = known[place - 1]
    beyond = (lambda v: v >= limit) if question == "top_percent" else (lambda v: v <= limit)
    return [v is not None and beyond(v) for v in values]
