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
zuzanna abena adaeze aditi aliyah amal amelie amara ananya aneeka anisha anjum aoife arabella aroha astrid ayaan ayumi
azra bella beyza bhavna blessing bogdana bronagh caitlin cara carys catrin chantal chidi chidinma chiamaka claudette
comfort cynthia danuta deepa demi destiny dina divya dorcas ebony ebele edith efua eileen ekaterina eleni elif elin
elisa elspeth emilia ewa ewelina ezinne faith farah fatma fatou favour femi ffion filipa flora florence folasade funmi
gifty gladys gosia gwen hafsa halima hamdi hanna hawa hina ifeoma ilona iman ines inga irina ishani jaspreet joanne
jolanta josie juanita kamala kavita keira kiran kinga krystyna kseniya lakshmi lana latoya leela leticia lilly lina
lorna lucja ludmila mabel madison mahnoor mairead manisha manpreet margot mariana mariama matilda maya meera megan
mercy mina miranda misha myra nabila nadine naila nasreen natalya neha nkechi nimra noor olena oksana oluchi parveen
patience pooja precious priyanka rania reena rhea riya roisin rosa roza rupa sabrina sadia safiya saoirse sapna selina
shabnam shanice sheetal sienna simran sinead skye sneha sofiya sumaya summer svetlana tabitha tahira talia tamsin
tatiana thandiwe thea tiwa tomasz tunde urszula uzma valentina vasilisa violeta wiktoria ximena yara yetunde yewande
ylenia yuki yusuf zahida zainab zanele zara zeynep zosia
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
blessing comfort destiny faith favour mercy patience precious summer flora bella mina rosa skye abbott amber ava baker
ball bell booth brooks brown butler carr chambers chapman clark cole cooper cox daisy dawson eve fisher fletcher ford
foster fox francis freeman gardner gill grant gray green hall harper heather hill holland holly hunt hunter ivy jade
ken kim king knight lee lily marshall mason mills moore newman palmer parker payne penny perry poppy price ray reid
robin rose rosemary ruby ryan sally shaw stone ward warren watts wells west white wood woods young
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

_COMMON = """
accident acre add after afternoon again alert all also am an antenatal any anything apologies april arrange are area
as ask assure at attended audit august baby bank be before birthing booking breech both bring but by call can care
castle cat category cc chase check chief city clinic close community consultant could cover crash dear debrief
decision delete delivery did director divisional do does done dr early east electronic emergency england english
ensure escalate every everyone family fifth first five foundation four fourth from general get give good got had has
have having head hello help here hi his her home hospital hospitals how i if in insert is it its join just kit labour
lady last late later lead leave let like local log look low main major make manager mark massive maternal matron may
medical meeting midwife midwifery midwives mild minister more morning most move mr mrs ms mum my national need needs
next night no north nottingham note now nurse obs office ok on one our out over parent partner patient pause per
physician planned please pls post postnatal present president prevention procedure professor programme project pt
public put q quality rapid re regarding regional registrar remind reminder report room root royal running said same sc
second see send senior seven severe share she shift show since site six so some sorry south special staff start stop
street suffolk suite support surgeon talk team ten thanks thanks that theatre their them then there they third this
those three tier till today tomorrow two under until up urgent very via view visit wales ward was watch we week well
were west what when where which white whole why will with woman women would year yes yesterday you your zero robson
apgar bishop kielland neville kiwi barnes-wallis obstetric gynaecology anaesthetic neonatal fetal monitoring sunday
saving babies lives core competency framework three degree tears births sections cases grade band stage group plan
duty candour never serious harm moderate severe death deaths stillbirth stillbirths pph abruption sepsis eclampsia
cord shoulder dystocia forceps ventouse hysterectomy iufd iud itu hdu transferred admitted readmitted lost gave
prolapse rupture uterine complaint complaints incident incidents kirkup ockenden amos morecambe shrewsbury telford
cumberlege letby nadine dorries centre unit service services
"""

_NOBODY = """
anybody anyone both community each everybody everyone he it labour maternity neither nobody none nurse she somebody
someone somewhere staff team they triage twice which who women unit units ours theirs most many several few others
another consultant doctor registrar sister matron midwife obstetrics anaesthetics paediatrics delivery antenatal
postnatal theatre ambulance paramedics crew whoever nowhere that this these those there also never always sometimes
recently currently already hopefully sadly unfortunately obviously apparently locum agency bank students trainees
juniors colleagues
"""
_PLACES = """
airedale ashford aylesbury barking barnet barnsley barnstaple barrow basildon basingstoke bath bedford birmingham
blackburn blackpool bolton boston bournemouth bradford brighton bristol bromley broomfield burnley burton bury
calderdale cambridge camberley canterbury carlisle chelmsford chelsea cheltenham chertsey chester chesterfield
chichester colchester cornwall coventry crawley crewe croydon cumberland darlington dartford derby derriford devon
dewsbury doncaster dorchester dorset dudley durham ealing eastbourne epsom exeter fairfield frimley furness gateshead
gillingham gloucester grantham grimsby guildford halifax halton harlow harrogate harrow hastings havering hereford
hexham hillingdon hinchingbrooke homerton huddersfield hull huntingdon ipswich kettering kingston lancaster leeds
leicester lewisham leighton lincoln liverpool london lowestoft luton macclesfield maidstone manchester mansfield
margate medway middlesbrough newcastle newham newport northallerton northampton northumberland nottingham oldham
ormskirk oxford papworth pembury peterborough pilgrim plymouth poole portsmouth preston princess reading redditch
redhill rochdale romford rotherham royal salford salisbury scarborough scunthorpe sheffield shrewsbury slough solihull
somerset southampton southend southmead southport stafford stevenage stockport stockton stoke stourbridge sunderland
surrey sussex sutton swindon taunton telford tooting torbay truro wakefield walsall warrington warwick watford wexham
weston whipps whiston whittington wigan winchester wirral wolverhampton worcester worthing wycombe wythenshawe yeovil
york
"""
NOBODY = frozenset(_NOBODY.split())
"""Words that may begin a sentence about somebody and name nobody."""
PLACES = frozenset(_PLACES.split())
"""Towns and hospitals of England by one word: a unit may have a stillbirth, and is nobody. Source: ours."""
GIVEN = frozenset(_GIVEN.split())
FAMILY = frozenset(_FAMILY.split())
ORDINARY = frozenset(_ORDINARY.split())
"""Names that are also words (or colours): taken for names only when written with a capital."""
COMMON = frozenset(_COMMON.split())
"""Words that stand with a capital where a name might, at the start of a sentence or in the name of a place."""
TRADE = frozenset(_TRADE.split())
"""Words of the trade that are written with capitals and are not names."""
