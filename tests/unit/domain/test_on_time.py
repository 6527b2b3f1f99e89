from datetime import date

from domain.on_time import FEW, Month, Record, records, run_words

TODAY = date(2026, 11, 23)


def months(*kept: int, due: int = 4) -> tuple[Month, ...]:
    return tuple(Month("JPUH", f"2026-{n:02}", due, k) for n, k in enumerate(kept, 1))


def test_each_trust_has_its_record_in_the_groups_order():
    found = records(
        ("NNUH", "JPUH"),
        [Month("JPUH", "2026-10", 2, 1), Month("JPUH", "2026-09", 2, 2), Month("ALL", "2026-10", 1, 0)],
        {"JPUH": {date(2026, 11, 13): 2, date(2026, 10, 4): 1}},
        TODAY,
    )
    assert [r.trust for r in found] == ["NNUH", "JPUH", "ALL"]
    assert [m.period for m in found[1].months] == ["2026-09", "2026-10"]
    assert (found[1].due, found[1].kept, found[1].open, found[1].median_age) == (4, 3, 3, 10)
    assert found[0].median_age is None


def test_words_say_counts_and_age_and_never_a_rank():
    record = Record("JPUH", months(3, 4), 3, 10.5)
    assert record.words == (
        "7 of 8 actions were delivered by their first date. In February 2026: 4 of 4. "
        "Too few months to speak of a change. 3 open, half of them for longer than 10.5 days."
    )
    assert Record("JPUH", ()).words == "No action was due in these months."


def test_a_rate_is_of_those_due():
    assert Month("JPUH", "2026-10", 4, 3).rate == 75


def test_a_shift_needs_six_months_on_one_side():
    assert "all lie above it" in run_words(months(1, 1, 1, 1, 1, 2, 4, 4, 4, 4, 4, 4))
    assert "all lie below it" in run_words(months(4, 4, 4, 4, 4, 3, 1, 1, 1, 1, 1, 1))
    assert "vary as by chance" in run_words(months(1, 4, 1, 4, 1, 4, 1, 4, 2, 3))


def test_months_on_the_median_do_not_count_either_way():
    flat = run_words(months(*[2] * FEW))
    assert "vary as by chance" in flat
    assert run_words(()) == ""
