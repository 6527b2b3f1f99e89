"""The theme taxonomy: what incidents, voices, risks and learning are sorted by.

Owns: the themes with their sub-themes and the ways people say them. Must not: count anything.
Source: the group's own two-level list, after the common themes of national maternity reports (domain guide 4.7).
"""

from __future__ import annotations

from domain.definitions import Theme

TAXONOMY_VERSION = "2026-11"
SOURCE = "The group's own list after common themes of national maternity reports; editable by the chair"


def _theme(key: str, name: str, subs: tuple[str, ...] = (), aliases: tuple[str, ...] = ()) -> Theme:
    return Theme(key, name, subs, aliases, SOURCE, TAXONOMY_VERSION)


_BIRTH = (
    _theme(
        "fetal_monitoring",
        "Fetal monitoring",
        ("interpretation", "fresh eyes", "intermittent auscultation", "equipment"),
        (
            "ctg",
            "ctgs",
            "fetal monitoring",
            "foetal monitoring",
            "fresh eyes",
            "auscultation",
            "fetal heart",
            "monitoring in labour",
        ),
    ),
    _theme(
        "escalation",
        "Escalation and senior review",
        ("delay", "hierarchy", "helicopter view"),
        ("escalation", "escalating", "senior review", "helicopter view", "failure to escalate", "not escalated"),
    ),
    _theme(
        "communication",
        "Communication and listening",
        ("SBAR handover", "family concern dismissed"),
        ("communication", "listening", "handover", "handovers", "sbar", "not listened to", "comms"),
    ),
    _theme(
        "interpreting",
        "Interpreting and accessibility",
        ("interpreter not used", "translated information"),
        (
            "interpreting",
            "interpreter",
            "interpreters",
            "translation",
            "translated",
            "language barrier",
            "language line",
        ),
    ),
    _theme(
        "pph",
        "Postpartum haemorrhage",
        ("measured loss", "drugs", "theatre"),
        (
            "pph",
            "pphs",
            "postpartum haemorrhage",
            "post partum haemorrhage",
            "haemorrhage",
            "hemorrhage",
            "bleeds",
            "blood loss",
        ),
    ),
    _theme(
        "perineal_trauma",
        "3rd/4th degree tear (OASI)",
        ("care bundle", "repair", "detection"),
        ("perineal trauma", "oasi", "tears", "perineal tears", "degree tears", "3rd and 4th degree tears"),
    ),
    _theme(
        "shoulder_dystocia",
        "Shoulder dystocia",
        ("manoeuvres", "documentation", "injury"),
        ("shoulder dystocia", "shoulders"),
    ),
    _theme(
        "sepsis",
        "Maternal or neonatal sepsis",
        ("screening", "antibiotics in 1 hour"),
        ("sepsis", "septic", "infection", "antibiotics"),
    ),
    _theme(
        "hypertension",
        "Hypertension, pre-eclampsia",
        ("thresholds", "eclampsia"),
        ("hypertension", "pre-eclampsia", "pre eclampsia", "preeclampsia", "pet", "eclampsia", "blood pressure"),
    ),
    _theme(
        "vte",
        "Clots",
        ("risk assessment", "prophylaxis"),
        ("vte", "clots", "clot", "dvt", "pulmonary embolism", "thromboembolism", "thromboprophylaxis"),
    ),
    _theme(
        "medication",
        "Medication",
        ("oxytocin", "insulin", "allergy", "opioid"),
        ("medication", "medications", "medicines", "drug errors", "oxytocin", "syntocinon", "insulin", "allergy"),
    ),
    _theme(
        "induction",
        "Induction and delays",
        ("waits", "hyperstimulation"),
        ("induction", "inductions", "induction delays", "iol delays", "hyperstimulation"),
    ),
    _theme(
        "triage",
        "Triage and telephone advice",
        ("BSOTS times", "call handling"),
        ("triage", "bsots", "telephone advice", "phone line", "call handling", "mac triage"),
    ),
    _theme(
        "theatre_safety",
        "Theatre and anaesthesia",
        ("swab count", "category 1 delay"),
        (
            "theatre",
            "theatres",
            "theatre safety",
            "swab",
            "swabs",
            "swab count",
            "swab counts",
            "anaesthesia",
            "anaesthetics",
        ),
    ),
    _theme(
        "never_event_risk",
        "Never event risk",
        ("retained swab", "wrong blood"),
        ("never event", "never events", "retained swab"),
    ),
)

_BABY = (
    _theme(
        "fetal_growth",
        "Growth of the baby",
        ("scan capacity", "plotting"),
        (
            "fetal growth",
            "growth scans",
            "growth scan",
            "growth",
            "fgr",
            "sga",
            "sonographer",
            "sonographers",
            "scan capacity",
            "scanning",
        ),
    ),
    _theme("aspirin_fgr", "Aspirin and risk of growth restriction", ("risk assessment at booking",), ("aspirin",)),
    _theme(
        "rfm",
        "Reduced fetal movement",
        ("leaflet", "computerised CTG"),
        ("rfm", "reduced movements", "reduced fetal movements", "fetal movements"),
    ),
    _theme(
        "preterm",
        "Preterm and optimisation",
        ("right place", "steroids", "magnesium", "warmth"),
        ("preterm", "prematurity", "premature", "optimisation", "periprem", "steroids", "magnesium"),
    ),
    _theme(
        "neonatal_care",
        "Neonatal care",
        ("hypoglycaemia", "jaundice"),
        ("neonatal care", "neonatal", "nicu", "scbu", "hypoglycaemia", "jaundice"),
    ),
    _theme(
        "atain",
        "Term admission to neonatal care",
        ("hypoglycaemia", "respiratory"),
        ("atain", "term admission", "term admissions", "separation"),
    ),
    _theme(
        "neonatal_transfer",
        "Transfer and cots",
        ("cots", "in utero transfer"),
        (
            "neonatal transfer",
            "neonatal transfers",
            "cots",
            "cot capacity",
            "transfers",
            "iut",
            "in utero transfer",
            "ex utero",
        ),
    ),
)

_ENABLERS = (
    _theme(
        "staffing_acuity",
        "Staffing and acuity",
        ("red flags", "rota gaps", "supernumerary loss"),
        (
            "staffing",
            "staffing acuity",
            "acuity",
            "short staffed",
            "rota",
            "rota gaps",
            "red flags",
            "workforce",
            "vacancies",
            "middle grade",
        ),
    ),
    _theme(
        "training",
        "Training",
        ("release", "rotation"),
        ("training", "prompt", "prompt training", "simulation", "skills drills"),
    ),
    _theme(
        "equipment", "Equipment", ("missing", "maintenance"), ("equipment", "kit", "trolley", "trolleys", "monitors")
    ),
    _theme(
        "estates",
        "Estates",
        ("RAAC", "room closed"),
        ("estates", "estate", "raac", "building", "buildings", "environment", "roof"),
    ),
    _theme(
        "digital",
        "Digital",
        ("record does not join up", "downtime"),
        ("digital", "epr", "electronic record", "badgernet", "systems"),
    ),
)

_WOMEN = (
    _theme(
        "mental_health", "Mental health", ("referral", "crisis"), ("mental health", "perinatal mental health", "pnmh")
    ),
    _theme("safeguarding", "Safeguarding", ("information sharing",), ("safeguarding", "domestic abuse")),
    _theme(
        "substance",
        "Substance use",
        ("alcohol", "drugs"),
        ("substance", "substance misuse", "substance use", "alcohol"),
    ),
    _theme(
        "smoking",
        "Smoking in pregnancy",
        ("CO testing", "incentive scheme"),
        ("smoking", "smoke free", "smokefree", "smokers", "tobacco"),
    ),
    _theme(
        "bereavement",
        "Bereavement",
        ("environment", "follow-up"),
        ("bereavement", "bereaved", "baby loss", "bereavement care"),
    ),
    _theme(
        "postnatal_care",
        "Postnatal care",
        ("pain relief", "discharge"),
        ("postnatal care", "postnatal", "post natal", "pain relief", "discharge", "postnatal ward"),
    ),
    _theme(
        "infant_feeding",
        "Infant feeding",
        ("conflicting advice", "tongue tie"),
        ("infant feeding", "feeding", "breastfeeding support"),
    ),
    _theme(
        "equity",
        "Inequality, bias, discrimination",
        ("ethnicity", "deprivation", "age"),
        ("equity", "inequality", "inequalities", "bias", "racism", "discrimination", "ethnicity", "deprivation"),
    ),
)

_PROCESS = (
    _theme(
        "culture", "Culture", ("civility",), ("culture", "civility", "behaviours", "bullying", "psychological safety")
    ),
    _theme(
        "good_practice",
        "Good practice and excellence",
        ("good catch",),
        ("good practice", "excellence", "good catch", "what went well"),
    ),
    _theme(
        "pmrt_process",
        "PMRT process",
        ("backlog", "external reviewer"),
        ("pmrt process", "pmrt backlog", "external reviewer", "external reviewers"),
    ),
    _theme("governance", "Governance", ("backlog", "terms of reference"), ("governance", "oversight")),
)

TAXONOMY = (*_BIRTH, *_BABY, *_ENABLERS, *_WOMEN, *_PROCESS)
