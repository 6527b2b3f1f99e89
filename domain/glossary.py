"""The words of maternity governance, each explained in a sentence or two, with its source.

Owns: the glossary as data. Must not: repeat what the catalogue says of measures and frameworks (`explain` reads both).
Source: the domain guide's sections named at each term; facts that rest there on general knowledge carry no date.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

VERSION = "2026-11"


@dataclass(frozen=True, slots=True)
class Term:
    """A term: how it is written, what it means, where that is from, and how else people say it."""

    name: str
    means: str
    source: str
    aliases: tuple[str, ...] = ()


TERMS: tuple[Term, ...] = (
    Term("LMNS", "Local Maternity and Neonatal System: joins the maternity and neonatal services of one area.", "LMNS workstream page"),
    Term("SQOG", "Safety and Quality Oversight Group: gives the LMNS Programme Board its view of quality and safety.", "LMNS workstream page", ("safety and quality oversight group",)),
    Term("ICB", "Integrated care board: the local NHS commissioner. Norfolk and Suffolk ICB since 1 April 2026.", "ODS; NHS England, 2026", ("integrated care board",)),
    Term("MNVP", "Maternity and Neonatal Voices Partnership: service users, staff and others together; it feeds the LMNS and the ICB.", "NHS England, MNVP guidance, 2023", ("voices partnership",)),
    Term("PMRT", "Perinatal Mortality Review Tool: the standard review of the care of babies who died, with grades A to D for care.", "NPEU, PMRT FAQ", ("perinatal mortality review tool",)),
    Term("PMRT grades", "A: no issues. B: issues that would have made no difference. C: may have made a difference. D: likely to have made a difference.", "NPEU, PMRT", ("grade a", "grade d", "grades a to d")),
    Term("MNSI", "Maternity and Newborn Safety Investigations, hosted by CQC since October 2023; before that HSIB.", "MNSI, about us", ("hsib", "maternity and newborn safety investigations")),
    Term("MOSS", "Maternity Outcomes Signal System: near real-time signals by site for term stillbirth and term neonatal death. A signal is not proof of unsafe care.", "NHS England, MOSS standard operating procedures, 2025", ("maternity outcomes signal system",)),
    Term("Critical safety check", "What a unit completes within 8 working days of a MOSS signal.", "NHS England, MOSS announcement, December 2025", ("moss check",)),
    Term("MBRRACE-UK", "The national programme that surveys and confidentially enquires into deaths of mothers and babies.", "MBRRACE-UK", ("mbrrace",)),
    Term("PSIRF", "Patient Safety Incident Response Framework: compassionate involvement, system-based learning, proportionate responses. It replaced the serious incident framework.", "NHS England, 2022", ("patient safety incident response framework",)),
    Term("PSII", "Patient safety incident investigation: the fullest response under PSIRF.", "NHS England, PSIRF, 2022", ("patient safety incident investigation",)),
    Term("AAR", "After action review: a facilitated talk of those involved soon after an event: what was expected, what happened, why, what we learn.", "NHS England, PSIRF, 2022", ("after action review",)),
    Term("SI", "Serious incident: the term before PSIRF. Today: patient safety incident, and PSII for the fullest response.", "NHS England, PSIRF, 2022", ("serious incident",)),
    Term("LFPSE", "Learn from Patient Safety Events: the national service for recording events; it replaced NRLS on 30 June 2024.", "NHS England, patient safety data", ("learn from patient safety events", "nrls")),
    Term("Duty of candour", "The legal duty (Regulation 20) to be open with people when something went wrong; it starts at moderate harm.", "CQC, Regulation 20", ("candour", "regulation 20")),
    Term("Moderate harm", "More care than one extra visit, under two weeks more in hospital, harm expected under six months, no life-saving step.", "NHS England, LFPSE levels of harm, summary", ("mod harm", "level of harm", "harm levels")),
    Term("Regulation 28", "A coroner's report to prevent future deaths. A reply is due within 56 days.", "Coroners (Investigations) Regulations 2013", ("reg 28", "prevention of future deaths", "pfd")),
    Term("CQC", "Care Quality Commission: the regulator.", "CQC", ("care quality commission",)),
    Term("NHS Resolution", "Handles claims against the NHS; runs CNST, the Maternity Incentive Scheme and Early Notification.", "NHS Resolution", ("nhsr",)),
    Term("Early Notification", "NHS Resolution's scheme for potential severe brain injury at birth.", "NHS Resolution", ("early notification scheme", "ens")),
    Term("CNST", "Clinical Negligence Scheme for Trusts. People often say CNST for its Maternity Incentive Scheme.", "NHS Resolution", ("clinical negligence scheme for trusts",)),
    Term("BRAG", "Blue: complete and evidence checked. Green: on track. Amber: at risk, recoverable. Red: off track or past its date.", "Domain guide 6.1; local policies differ", ("brag rating", "rag")),
    Term("AAA", "Alert, Advise, Assure: the form of the chair's report to the board.", "Common NHS board practice", ("alert advise assure", "triple a", "3as")),
    Term("SPC", "Statistical process control: a chart that tells a real change from everyday variation.", "NHS England, Making Data Count", ("statistical process control", "control chart", "xmr", "xmr chart")),
    Term("Special cause", "A pattern unlikely to be everyday variation: outside the limits, seven on one side, seven rising or falling, or two of three near a limit.", "NHS England, Making Data Count", ("special cause variation", "special cause concern", "special cause improvement")),
    Term("Common cause", "Everyday variation: nothing in the pattern says that something changed.", "NHS England, Making Data Count", ("common cause variation",)),
    Term("Trial limits", "Control limits from fewer than 12 points: useful, but not yet settled.", "NHS England, Making Data Count"),
    Term("Rebase", "New limits from a date on, because a process is known to have changed; by a named person, with a reason.", "NHS England, Making Data Count", ("step change", "rebasing")),
    Term("Triangulation", "Setting different sources side by side (incidents, complaints, families, staff, figures) to see what they say together.", "NHS England, PQOM, 2025", ("triangulate",)),
    Term("Nil return", "A real answer: nothing of the kind happened. It is not the same as no change or not received.", "Oversight, the contract", ("nil",)),
    Term("Not received", "Nobody sent it. It is never shown as nought.", "Oversight, the contract"),
    Term("Risk appetite", "How much risk the group is willing to carry in a domain; tolerance is the highest score it accepts there.", "Good Governance Institute matrix, 2012 and 2020", ("appetite", "tolerance", "over appetite")),
    Term("4Ts", "What can be done with a risk: treat, tolerate, transfer, terminate.", "Common NHS risk policy", ("four ts", "treat tolerate transfer terminate")),
    Term("Three lines of assurance", "First: the team itself. Second: oversight within the trust or system. Third: somebody independent.", "Common NHS governance", ("three lines of defence", "lines of assurance")),
    Term("BSOTS", "Birmingham Symptom-specific Obstetric Triage System: first assessment within 15 minutes.", "BSOTS", ("triage system",)),
    Term("ATAIN", "Avoiding term admissions into neonatal units.", "NHS England, ATAIN", ("avoiding term admissions",)),
    Term("SATOD", "Smoking at time of delivery: smokers among women who gave birth.", "NHS England", ("smoking at time of delivery",)),
    Term("PPH", "Postpartum haemorrhage: heavy bleeding after birth; the group counts 1,500 ml and more.", "Domain guide 7.2", ("postpartum haemorrhage", "postpartum hemorrhage")),
    Term("OASI", "Obstetric anal sphincter injury: a third or fourth degree tear.", "RCOG", ("third degree tear", "fourth degree tear")),
    Term("HIE", "Hypoxic ischaemic encephalopathy: brain injury from lack of oxygen around birth.", "MNSI", ("hypoxic ischaemic encephalopathy",)),
    Term("CTG", "Cardiotocography: recording a baby's heart rate and contractions.", "NICE", ("cardiotocography", "cardiotocograph")),
    Term("Fresh eyes", "A second person looks at a CTG at set times.", "Saving Babies' Lives Care Bundle"),
    Term("SBAR", "Situation, background, assessment, recommendation: a way to hand over.", "NHS England", ("situation background assessment recommendation",)),
    Term("RFM", "Reduced fetal movement.", "Saving Babies' Lives Care Bundle, element 3", ("reduced fetal movement", "reduced fetal movements")),
    Term("FGR", "Fetal growth restriction.", "Saving Babies' Lives Care Bundle, element 2", ("fetal growth restriction",)),
    Term("IUT", "In utero transfer: moving a woman to another unit before birth.", "Neonatal network", ("in utero transfer",)),
    Term("ODN", "Operational delivery network: the neonatal network of a region.", "NHS England", ("neonatal network", "operational delivery network")),
    Term("NICU, LNU, SCBU", "Three levels of neonatal unit: intensive care, local neonatal unit, special care baby unit.", "BAPM", ("nicu", "lnu", "scbu")),
    Term("Quad", "A trust's perinatal leadership team: midwifery, obstetric, neonatal and operational leads.", "NHS England, PQOM, 2025", ("quadrumvirate", "perinatal leadership team")),
    Term("Board Safety Champion", "The executive on a trust's board who answers for maternity and neonatal safety; a non-executive stands beside them.", "NHS England, PQSM, 2020", ("bsc", "safety champion")),
    Term("ToR", "Terms of reference: what a group is for, who belongs, how it decides.", "Common governance", ("terms of reference",)),
    Term("WTE", "Whole-time equivalent: posts counted as full-time posts.", "NHS workforce statistics", ("whole time equivalent",)),
    Term("PROMPT", "Practical obstetric multi-professional training: a day of emergencies trained together.", "PROMPT Maternity Foundation", ("prompt training",)),
    Term("Birthrate Plus", "A method to work out how many midwives a service needs.", "Birthrate Plus", ("birthrate +", "birth rate plus")),
    Term("Deep dive", "A closer look at one theme or measure, in turn by each trust.", "LMNS incident meeting"),
    Term("PDSA", "Plan, do, study, act: a small test of a change.", "NHS England, quality improvement", ("plan do study act",)),
    Term("DSPT", "Data Security and Protection Toolkit: an organisation's yearly self-assessment.", "NHS England", ("data security and protection toolkit",)),
    Term("DPIA", "Data protection impact assessment.", "UK GDPR", ("data protection impact assessment",)),
    Term("Freedom to Speak Up", "Guardians in each trust to whom staff may speak in confidence.", "National Guardian's Office", ("ftsu", "speak up guardian", "f2su")),
    Term("MSDS", "Maternity Services Data Set: what trusts send nationally each month.", "NHS England", ("maternity services data set",)),
    Term("Core20PLUS5", "NHS England's approach to inequalities: the most deprived fifth, locally chosen groups, and five clinical areas, maternity one of them.", "NHS England", ("core 20 plus 5",)),
    Term("Continuity of carer", "Care from the same midwife or small team throughout.", "Better Births, 2016", ("moc", "coc", "midwifery continuity of carer")),
    Term("MEWS", "Maternity early warning score.", "NHS England", ("meows", "early warning score")),
)  # fmt: skip

_PLAIN = re.compile(r"[^a-z0-9+]+")


def plain(text: str) -> str:
    """Text as it is compared: lower case, words apart by one space.

    >>> plain("  M.B.R.R.A.C.E-UK ")
    'm b r r a c e uk'
    """
    return _PLAIN.sub(" ", text.lower()).strip()


def index(terms: Iterable[Term] = TERMS) -> Mapping[str, Term]:
    """Each way to say a term, plainly written, with its term; the first term that has it wins."""
    found: dict[str, Term] = {}
    for term in terms:
        for said in (term.name, *term.aliases):
            found.setdefault(plain(said), term)
    return found


_INDEX = index()


def look_up(said: str) -> Term | None:
    """The term somebody means, also with "the" before it or an "s" after it.

    >>> look_up("the MNVPs").name
    'MNVP'
    """
    asked = plain(said)
    for form in (asked, asked.removeprefix("the ").removeprefix("a "), asked.removesuffix("s")):
        bare = form.removeprefix("the ").removeprefix("a ")
        if bare in _INDEX:
            return _INDEX[bare]
        if bare.removesuffix("s") in _INDEX:
            return _INDEX[bare.removesuffix("s")]
    return None
