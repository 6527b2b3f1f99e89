"""What is cut from a stretch: who does it, where it is put, what another slot says."""

from __future__ import annotations

import pytest

from tests.understanding import heard


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("new action: update jaundice leaflet by 15 January, Tom Bailey owns it", "update jaundice leaflet"),
        ("Ruth will send the template round by Friday, please add as action", "send the template round"),
        ("log: all trusts to nominate an MNVP rep by 11 December", "nominate an MNVP rep"),
        ("can you stick an action on me to check the fridge alarms by next weds", "check the fridge alarms"),
        ("act 14 on track, 60%", "60%"),
        ("A9 - green now, all staff signed off", "all staff signed off"),
        ("action 6 has gone backwards, make it red", ""),
        ("ACT-22 should sit with Kath, not Bev", ""),
        ("risk 8 is beyond us now, needs to go to the programme board", ""),
        ("RSK 26 003 reviewed today, no change, still 4x4", ""),
        ("put a risk on the register about ambulance delays", "ambulance delays"),
        ("decision: adopt the regional SOP from April", "adopt the regional SOP from April"),
        ("decision: no change to the PPH threshold until June 2027", "no change to the PPH threshold"),
        ("popping the MNVP minutes on as evidence for SA7", "MNVP minutes"),
        ("pls attach this to RSK-26-004 as evidence", ""),
        ("What does the new SBL version mean for the three trusts", "new SBL version"),
        ("have we logged the new policy from NHSE", ""),
        ("remind the paget about their october return", ""),
        ("remind the paget about their trolley audit", "trolley audit"),
        ("act 9 needs longer please, 12th feb, the supplier let us down", "the supplier let us down"),
        ("A32: extension requested to 26/02/2027. Reason: awaiting procurement", "awaiting procurement"),
        ("add action: chase IT about logins (Bev)", "chase IT about logins"),
        ("Action (min ref 4.3): Governance Lead to circulate the chart. Due: 18/12/2026", "circulate the chart"),
        ("births should be 410 not 401 typo", "typo"),
        ("I have a concern about the rota. please pass it on, thanks", "the rota"),
    ],
)
def test_the_stretch_says_only_what_no_other_slot_says(text, said):
    assert heard(text, "trust_lead", "JPUH")["slots"].get("text", "") == said
