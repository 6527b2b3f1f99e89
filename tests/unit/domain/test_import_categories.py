"""Categories of the national data file: what is counted, out of what, and what is left out."""

from domain.catalogue import MEASURES
from domain.import_categories import DIMENSIONS, UNKNOWN, Sums
from domain.imports import read
from tests.unit.domain.test_imports import DATA_FILE, LATEST, PAGET, TRUSTS, figures, lines

OTHER = "Missing Value / Value outside reporting parameters"


def row(dimension, category, value, month="2026-08", org="RGP", level="Provider"):
    name = PAGET if org.startswith("RGP") else "SOMEWHERE ELSE"
    return [f"{month}-01", f"{month}-31", dimension, level, org, name, category, "Babies", value]


def made(*rows):
    return read({"data": [DATA_FILE, *rows]}, TRUSTS, LATEST)


def test_every_category_leads_to_a_measure_and_what_is_counted_is_among_what_it_is_out_of():
    for own in DIMENSIONS.values():
        for one in own:
            assert MEASURES[one.measure].is_rate is bool(one.out_of)
            assert not one.out_of or one.counted < one.out_of
    assert all(name == name.lower() for name in DIMENSIONS)


def test_a_rate_is_out_of_the_known_categories():
    report = made(
        row("ApgarScore5TermGroup7", "0 to 6", "5"),
        row("ApgarScore5TermGroup7", "7 to 10", "130"),
        row("ApgarScore5TermGroup7", OTHER, "20"),
        row("BabyFirstFeedBreastMilkStatus", "Maternal or Donor Breast Milk", "95"),
        row("BabyFirstFeedBreastMilkStatus", "Not Breast Milk", "40"),
        row("GestationLengthBirthGroup37", "<37 weeks", "10"),
        row("GestationLengthBirthGroup37", ">=37 weeks", "135"),
    )
    assert figures(report) == [
        ("apgar", "JPUH", "2026-08", 5, 135),
        ("bf_first", "JPUH", "2026-08", 95, 135),
        ("preterm", "JPUH", "2026-08", 10, 145),
        ("term_births", "JPUH", "2026-08", 135, None),
    ]
    assert "categories" not in " ".join(lines(report, "note"))
    assert not any("catalogue does not have" in line for line in lines(report, "note"))


def test_several_categories_are_added_up_and_totals_have_none():
    weeks = {"27 weeks and under": 5, "32 to 33 weeks": 5, "34 to 36 weeks": 10, "39 weeks": 60, "43 weeks and over": 5}
    report = made(
        *(row("GestationLengthBirth", name, str(n)) for name, n in weeks.items()),
        row("DeliveryMethodBabyGroup", "Spontaneous", "70"),
        row("DeliveryMethodBabyGroup", "Instrumental", "15"),
        row("DeliveryMethodBabyGroup", "Emergency caesarean section", "35"),
        row("TotalDeliveries", "", "140"),
        row("TotalBookings", "TotalBookings", "150"),
        row("GestAgeFormalAntenatalBookingGroup", "0 to 70 days", "100"),
        row("GestAgeFormalAntenatalBookingGroup", "141+ days", "50"),
    )
    assert figures(report) == [
        ("bookings", "JPUH", "2026-08", 150, None),
        ("early_booking", "JPUH", "2026-08", 100, 150),
        ("maternities", "JPUH", "2026-08", 140, None),
        ("preterm34", "JPUH", "2026-08", 10, 85),
        ("vaginal_births", "JPUH", "2026-08", 85, None),
    ]
    assert any("70 days (10+0) in the national file" in line for line in lines(report, "note"))
    assert "Left out: 1 row of indicators that the catalogue does not have." in lines(report, "note")


def test_an_indicator_of_the_same_measure_stands_first():
    report = made(
        row("GestationLengthBirthGroup37", "<37 weeks", "5"),
        row("GestationLengthBirthGroup37", ">=37 weeks", "130"),
        row("CQIMPreterm", "Numerator", "10"),
        row("CQIMPreterm", "Denominator", "140"),
    )
    assert ("preterm", "JPUH", "2026-08", 10, 140) in figures(report)


def test_what_is_suppressed_or_nobody_s_stays_missing():
    report = made(
        row("ApgarScore5TermGroup7", "0 to 6", "*"),
        row("ApgarScore5TermGroup7", "7 to 10", "130"),
        row("GestationLengthBirthGroup37", ">=37 weeks", "135"),
    )
    assert figures(report) == [("term_births", "JPUH", "2026-08", 135, None)]
    assert [line for line in lines(report, "fault") if "a denominator without its count" in line]


def test_faults_are_said_by_cell_and_other_trusts_are_left_out():
    report = made(
        row("TotalDeliveries", "", "many"),
        row("TotalDeliveries", "", "-4", "2026-07"),
        row("TotalDeliveries", "", "5", "2027-07"),
        ["soon", "", "TotalDeliveries", "Provider", "RGP", PAGET, "", "Women", "5"],
        row("TotalDeliveries", "", "900", org="RXX"),
        row("TotalDeliveries", "", "90", org="RGP75", level="Delivery Site"),
    )
    assert figures(report) == []
    said = " ".join(lines(report, "fault"))
    assert all(
        words in said for words in ("I2: 'many'", "I3: '-4' is below nought.", "July 2027 has not ended", "'soon'")
    )


def test_the_same_row_twice_is_one():
    sums = Sums()
    for _ in range(2):
        assert sums.add(("totaldeliveries", "", "JPUH", "2026-08"), 140.0, "I2")
    assert [total for _, _, (total, _) in sums.parts()] == [140.0]
    assert sums.add(("totaldeliveries", UNKNOWN, "JPUH", "2026-08"), 3.0, "I3")
    assert not sums.add(("totaldeliveries", "something", "JPUH", "2026-08"), 3.0, "I4")
    assert not sums.add(("weather", UNKNOWN, "JPUH", "2026-08"), 3.0, "I5")
