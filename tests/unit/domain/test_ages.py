"""How old the open actions of a trust were, month by month."""

from datetime import date

from domain.ages import Ageing, Point, Span, ageing, days_of

TODAY = date(2026, 11, 23)


def test_the_days_are_the_ends_of_months_and_today():
    days = days_of(TODAY, 12)
    assert (len(days), days[0], days[-2], days[-1]) == (13, date(2025, 11, 30), date(2026, 10, 31), TODAY)


def test_an_action_counts_from_its_first_day_until_the_day_before_it_was_closed():
    spans = [
        Span("JPUH", date(2026, 9, 1), date(2026, 10, 31)),
        Span("JPUH", date(2026, 9, 21), None, 2),
        Span("ALL", date(2026, 11, 13)),
    ]
    days = (date(2026, 8, 31), date(2026, 9, 30), date(2026, 10, 31), TODAY)
    nnuh, jpuh, together = ageing(("NNUH", "JPUH"), spans, days)
    assert (nnuh.trust, nnuh.points) == ("NNUH", ())
    assert [(p.day.month, p.open, p.age) for p in jpuh.points] == [(9, 3, 9), (10, 2, 40), (11, 2, 63)]
    assert [(p.open, p.age) for p in together.points] == [(1, 10)]


def test_in_words_without_a_rank():
    few = Ageing("JPUH", (Point(date(2026, 10, 31), 2, 40.5),))
    assert few.words == (
        "On 31 October 2026: 2 open, half of them for longer than 40.5 days. Too few months to speak of a change."
    )
    assert Ageing("JPUH", ()).words == "No action was open at the end of these months."
    rising = [20.0, 20, 20, 20, 20, 30, 60, 60, 60, 60, 60, 60]
    year = Ageing("JPUH", tuple(Point(d, 2, a) for d, a in zip(days_of(TODAY, 11), rising, strict=True)))
    assert "A middle month has 45 days. The last 6 months off the middle all lie above it" in year.words
