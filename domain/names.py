"""Names that people in England commonly bear, for telling a name from a word.

Owns: two word lists and nothing else. Must not: be taken for a list of anybody known to the group.
Source: ours, drawn up from common given and family names in England and Wales and of its larger communities; version 2026-11.
Names that are also ordinary words, months or part of a local trust's name are left out on purpose.
"""

from __future__ import annotations

GIVEN = frozenset(
    """
    aaliyah aaron abbie abdul abigail adam adele adrian agnes agnieszka ahmed aisha aishah alan alana alastair albert alex
    alexandra alexander alfie ali alice alicia alina alison alistair amanda amber amelia amina amir amy ana anastasia andrea
    andrew andy aneta angela anita anjali ann anna annabel anne annette annie anthony anya archie arthur asha ashleigh ashley
    asma ava ayesha barbara beata beatrice becky ben benjamin beth bethany bev beverley bianca brenda brian bridget bronwen
    callum camilla carl carla carly carol caroline carolyn catherine cathy celia chantelle charlene charles charlie charlotte
    chelsea cheryl chioma chloe chris christina christine christopher claire clara clare claudia colin connor craig daisy
    daniel daniela danielle darren dave david deborah debbie denise derek diana diane dominic donna dorota doreen dorothy
    edward eileen elaine eleanor elena eliza ella ellen ellie eloise elsie emily emma eric erin esther ethan eva eve evelyn
    evie fatima fatimah felicity fiona fran frances francesca fred freddie freya gabriela gareth gary gavin gemma geoff george
    georgia georgina gillian gina glenda gloria gordon graham greta hannah haroon harriet harry harvey hassan hayley heather
    helen helena henry hilary hollie holly ian ibrahim imogen ingrid ioana irena irene isaac isabel isabella isabelle isla
    ivana ivy iwona jacob jade jake jamie jane janet janice jasmin jasmine jason jean jeanette jenna jennifer jenny jess
    jessica jill joan joanna joanne jodie joe joel john jon jonathan joseph josephine josh joshua joyce judith judy julia
    julie kacper karen karolina kate katarzyna katherine kathleen kathryn kathy katie katy kayleigh keith kelly ken kenneth
    kerry kevin khadija kieran kim kimberley kirsty kylie lara lauren laura layla leah leanne lee leila leon lesley lewis liam
    lily linda lindsay lisa liz lizzie lorraine louis louisa louise lucia lucy luke lydia maddie madeleine magda magdalena
    maggie malcolm malgorzata mandy marcus margaret maria mariam marie marina marion marta martha martin mary maryam matt
    matthew maureen megan mehwish melanie melissa mia michael michaela michelle mike mila millie miriam mohammad mohammed
    moira molly monika muhammad nadia nancy naomi natalia natalie natasha neil ngozi nia niamh nicholas nicola nicole nigel
    nikki nina noah noor nora nosheen olga olivia oliver oluwaseun omar oscar owen paige pam pamela patricia patrick paul
    paula pauline penny peter petra phil philip philippa phoebe polly poppy priti priya rachel rahima raj rajesh ravi
    rebecca rebekah rhian rhiannon richard rita robert robin roger ronald rosemary rosie rowena roxanne rubina ruby rukhsana
    ruth ryan saima sally sam samantha samina samuel sandra sangita sana sara sarah scott sean shabana shannon sharon shaun
    sheila shelley shirley siobhan sofia sonia sophia sophie stacey stella stephanie stephen steve steven stuart sue sunita
    susan susanna suzanne sylvia tamara tanya tara teresa tessa theo theresa thomas tim timothy tina toby tom tony tracey
    tracy usha valerie vanessa vera veronica vicky victoria vikki vivian wendy weronika william yasmin yasmina yvonne zahra
    zainab zara zoe zofia zuzanna
    """.split()
)

FAMILY = frozenset(
    """
    abbott abdi abdullah adams adeyemi afolabi ahmad ahmed akhtar ali allen anderson andrews armstrong atkinson bailey baker
    ball barker barnes barnett baxter begum bell bennett bhatt bibi bloggs booth bradley brooks brown bryant burton butler
    campbell carr carter chambers chapman chaudhry chowdhury clark clarke cole collins cooper cox crawford cunningham
    davidson davies davis dawson dixon doe edwards elliott ellis evans farrell fernandes fisher fletcher ford foster fox
    francis freeman gardner garcia george gibson gill gordon gould graham grant gray green greenwood griffin griffiths gupta
    hall hamilton harper harris harrison harvey hawkins hayes henderson hill holland holmes howard hudson hughes hunt hunter
    hussain ibrahim iqbal jackson james jarvis jenkins johnson johnston jones joseph joshi kaur kelly kennedy khan king
    knight kowalska kowalski kumar lawrence lawson lewis lewandowska lloyd macdonald malik marshall martin mason matthews
    mcdonald mehta mills mitchell mohamed moore morgan morris morrison murphy murray nguyen newman nowak obi okafor okeke
    oliver osborne owen palmer parker patel patterson payne pearce pearson perry phillips popescu powell price rahman ray
    reid reynolds richards richardson roberts robertson robinson rogers rose ross russell ryan saunders scott shah sharma
    shaw simmons simpson singh smith spencer stephens stevens stewart stone sutton taylor testpatient thomas thompson
    thomson tucker turner uddin wali walker wallace walsh ward warren watson watts webb wells west white wilkinson williams
    williamson willis wilson wisniewska wood woods wright young zielinska
    """.split()
)

ORDINARY = frozenset(
    """
    abbott baker ball bell booth brooks brown butler carr chambers chapman clark cole cooper cox dawson fisher fletcher ford
    foster fox francis freeman gardner grant gray green hall harper hill holland hunt hunter king knight lee marshall mason
    mills moore newman palmer parker payne penny perry price ray reid robin rose ruby ryan stone ward warren watts wells west
    white wood woods young gill jade amber poppy lily ivy holly daisy heather eve sally rosemary ava penny ken kim shaw
    """.split()
)
"""Names that are also words (or wards and matrons' titles): taken for names only when written with a capital."""
