"""Names that people in England commonly bear, for telling a name from a word.

Owns: word lists and nothing else. Must not: be taken for a list of anybody known to the group.
Source: ours, drawn up from common given and family names in England and Wales and of its larger communities; version
2026-11. Names that are also months or part of a local trust's name are left out on purpose.
"""

from __future__ import annotations

_GIVEN = """
aaliyah aaron abbie abdul abigail adam adele adrian agnes agnieszka ahmed aisha aishah alan alana alastair albert alex
alexander alexandra alfie ali alice alicia alina alison alistair amanda amber amelia amina amir amy ana anastasia
andrea andrew andy aneta angela anita anjali ann anna annabel anne annette annie anthony anya archie arthur asha
ashleigh ashley asma ava ayesha barbara beata beatrice becky ben benjamin beth bethany bev beverley bianca brenda
brian bridget bronwen callum camilla carl carla carly carol caroline carolyn catherine cathy celia chantelle charlene
charles charlie charlotte chelsea cheryl chioma chloe chris christina christine christopher claire clara clare claudia
colin connor craig daisy daniel daniela danielle darren dave david debbie deborah denise derek diana diane dominic
donna doreen dorota dorothy edward eileen elaine eleanor elena eliza ella ellen ellie eloise elsie emily emma eric
erin esther ethan eva eve evelyn evie fatima fatimah felicity fiona fran frances francesca fred freddie freya gabriela
gareth gary gavin gemma geoff george georgia georgina gillian gina glenda gloria gordon graham greta hannah haroon
harriet harry harvey hassan hayley heather helen helena henry hilary hollie holly ian ibrahim imogen ingrid ioana
irena irene isaac isabel isabella isabelle isla ivana ivy iwona jacob jade jake jamie jane janet janice jasmin jasmine
jason jean jeanette jenna jennifer jenny jess jessica jill joan joanna joanne jodie joe joel john jon jonathan joseph
josephine josh joshua joyce judith judy julia julie kacper karen karolina katarzyna kate katherine kathleen kathryn
kathy katie katy kayleigh keith kelly ken kenneth kerry kevin khadija kieran kim kimberley kirsty kylie lara laura
lauren layla leah leanne lee leila leon lesley lewis liam lily linda lindsay lisa liz lizzie lorraine louis louisa
louise lucia lucy luke lydia maddie madeleine magda magdalena maggie malcolm malgorzata mandy marcus margaret maria
mariam marie marina marion marta martha martin mary maryam matt matthew maureen megan mehwish melanie melissa mia
michael michaela michelle mike mila millie miriam mohammad mohammed moira molly monika muhammad nadia nancy naomi
natalia natalie natasha neil ngozi nia niamh nicholas nicola nicole nigel nikki nina noah noor nora nosheen olga
oliver olivia oluwaseun omar oscar owen paige pam pamela patricia patrick paul paula pauline penny peter petra phil
philip philippa phoebe polly poppy priti priya rachel rahima raj rajesh ravi rebecca rebekah rhian rhiannon richard
rita robert robin roger ronald rosemary rosie rowena roxanne rubina ruby rukhsana ruth ryan saima sally sam samantha
samina samuel sana sandra sangita sara sarah scott sean shabana shannon sharon shaun sheila shelley shirley siobhan
sofia sonia sophia sophie stacey stella stephanie stephen steve steven stuart sue sunita susan susanna suzanne sylvia
tamara tanya tara teresa tessa theo theresa thomas tim timothy tina toby tom tony tracey tracy usha valerie vanessa
vera veronica vicky victoria vikki vivian wendy weronika william yasmin yasmina yvonne zahra zainab zara zoe zofia
zuzanna
"""

_FAMILY = """
abbott abdi abdullah adams adeyemi afolabi ahmad ahmed akhtar ali allen anderson andrews armstrong atkinson bailey
baker ball barker barnes barnett baxter begum bell bennett bhatt bibi bloggs booth bradley brooks brown bryant burton
butler campbell carr carter chambers chapman chaudhry chowdhury clark clarke cole collins cooper cox crawford
cunningham davidson davies davis dawson dixon doe edwards elliott ellis evans farrell fernandes fisher fletcher ford
foster fox francis freeman garcia gardner george gibson gill gordon gould graham grant gray green greenwood griffin
griffiths gupta hall hamilton harper harris harrison harvey hawkins hayes henderson hill holland holmes howard hudson
hughes hunt hunter hussain ibrahim iqbal jackson james jarvis jenkins johnson johnston jones joseph joshi kaur kelly
kennedy khan king knight kowalska kowalski kumar lawrence lawson lewandowska lewis lloyd macdonald malik marshall
martin mason matthews mcdonald mehta mills mitchell mohamed moore morgan morris morrison murphy murray newman nguyen
nowak obi okafor okeke oliver osborne owen palmer parker patel patterson payne pearce pearson perry phillips popescu
powell price rahman ray reid reynolds richards richardson roberts robertson robinson rogers rose ross russell ryan
saunders scott shah sharma shaw simmons simpson singh smith spencer stephens stevens stewart stone sutton taylor
testpatient thomas thompson thomson tucker turner uddin wali walker wallace walsh ward warren watson watts webb wells
west white wilkinson williams williamson willis wilson wisniewska wood woods wright young zielinska
"""

_ORDINARY = """
abbott amber ava baker ball bell booth brooks brown butler carr chambers chapman clark cole cooper cox daisy dawson
eve fisher fletcher ford foster fox francis freeman gardner gill grant gray green hall harper heather hill holland
holly hunt hunter ivy jade ken kim king knight lee lily marshall mason mills moore newman palmer parker payne penny
perry poppy price ray reid robin rose rosemary ruby ryan sally shaw stone ward warren watts wells west white wood
woods young
"""

_TRADE = """
act action actions advice amber and april at august babies bereavement birth births blue board box candour care
centered centre centred chair clinical cnst coroner counts cqc ctg data dau death deaths december details duty early
elizabeth event events evidence experience february feedback fetal flow focus for friday friendly from gorleston green
group group had has health healthwatch icb identifiable in incident incidents information is james january jpuh july
june king kings learning level liaison lifeline line list lives lmns local loss lynn march maternal maternity mau may
measure medical meeting mis mnsi mnvp monday monitoring neonatal new nhs nhse nicu nnuh no norfolk norwich not notes
notification november number numbers oasi october of on or outcome outcomes paget perinatal pmrt policy pph pqom pqsm
programme psii psirf qeh qehkl queen question questions record record records red regulation report return returns
review risk risks safe safety satod saturday saving sbl september service services sqog steps stories story sunday
survey the theme thursday to transfer transfers transport trust trusts tuesday unit units update user users version
voice voices was waveney wednesday who with yarmouth
"""

GIVEN = frozenset(_GIVEN.split())
FAMILY = frozenset(_FAMILY.split())
ORDINARY = frozenset(_ORDINARY.split())
"""Names that are also words (or colours): taken for names only when written with a capital."""
TRADE = frozenset(_TRADE.split())
"""Words of the trade that are written with capitals and are not names."""
