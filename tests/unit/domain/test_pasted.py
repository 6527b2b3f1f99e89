"""What is a pasted table and what is a message."""

import pytest

from domain.pasted import is_table

WIDE = "The Paget\n\tApr 2026\tMay 2026\nBirths\t150\t151\n"


@pytest.mark.parametrize(
    "text",
    [
        WIDE,
        WIDE.replace("\t", ";"),
        WIDE.replace("\t", ","),
        "2026/27\nMeasure\tApr\tMay\tJun\nPPH JPUH\t4\t5\t6",
        "import\nTrust,Month,Measure,Value\nJPUH,2026-05,PPH,5",
        "Org_Code,RPStartDate,Indicator,Currency,Value\nRGP,2026-05-01,CQIMPPH,Numerator,5",
        "Action\tOwner\tDue\tTrust\nSwab count audit\tTom Bailey\t1/12/2026\tJPUH",
        "Ref\tRisk\tTrust\tLikelihood\tImpact\n1\tScan capacity\tJPUH\t4\t4",
        "Name;Role;Object id\nNadia Rahman;member;00000000-0000-4000-8000-0000000000a1",
    ],
)
def test_tables(text):
    assert is_table(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "help",
        "Trust,Month,Measure,Value",
        "act 14 done\nact 15 at risk, act 16 on track",
        "pph was high in May 2026, June 2026, July 2026\nbirths 150, 151 and 149",
        "our figures, births 142, pph 8\nsmoking 12, tears 2",
        "away until 3 March 2027, Priya covers\nback on 4 March 2027, thanks",
        "12\t13\n14\t15",
        "risk, likelihood of it\nand its impact, please",
        "name, object id\nof the new member?",
    ],
)
def test_messages(text):
    assert not is_table(text)


def test_months_down_are_a_table_too():
    assert is_table("Month\tJPUH births\nOct-26\t150\nSep-26\t149")
