"""Word lists of English reporting: verbs and nouns that report words, titles, kinds of speakers.

Facts of the language, gathered from the annotated cues of PolNeAR's train part and from reading the news; how each
list is used is told where it is used.
"""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# verbs that introduce somebody's words by themselves
SAYING = _words(
    """
    say tell write add ask tweet retweet continue state note report explain argue declare respond reply conclude
    warn suggest remark claim insist promise vow pledge admit acknowledge boast speak recall announce predict
    assure shout urge joke yell proclaim assert question lament concede repeat answer interject comment complain
    muse echo protest allege demand scoff emphasize emphasise chide vent testify exclaim decry bemoan bark
    reiterate grouse cry quip fume recount wonder gush riff surmise observe confess retort opine whisper scream
    holler mutter murmur stammer snap growl sigh counter caution contend maintain stress intone post text email
    blog caption message shoot chant sing recite read mock tease taunt sneer jeer hiss plead implore beg pray
    apologise apologize advise instruct order rule inform notify elaborate clarify confirm deny reveal disclose
    relate recollect reflect reason think believe speculate guess venture volunteer interrupt inquire enquire
    query probe pronounce announce signal summarise summarize theorise theorize thunder bellow roar cackle
    chuckle laugh smile shrug grin grumble gripe groan whine wail sob rant rage storm blast slam lash fire
    deadpan wisecrack crow brag gloat agree disagree concur object demur rebut refute rejoin riposte swear
    attest affirm profess avow enthuse rave marvel philosophize philosophise hint imply insinuate intimate
    indicate mention point propose recommend reassure remind request respond start begin finish tout trumpet
    underline underscore highlight utter voice vouch warn weigh posit postulate opine lecture chime exhort end
    open close go
    """
)
# verbs that report a judgement in somebody's words, mostly part of a sentence: "denounced it as “…”"
JUDGING = _words(
    """
    call describe label dub name denounce flag criticize criticise blast slam accuse praise dismiss deride condemn
    blame hail mock ridicule portray characterize characterise brand brand term deem refer cite quote credit
    tout reject defend attack rip decry laud applaud welcome compare liken castigate lambast lambaste pan rebuke
    scold chastise thank congratulate rail express pronounce discuss
    """
)
# verbs of wish and thought: whoever is their subject is the speaker only where nothing in the sentence is better
WISHING = _words(
    """
    think believe see view consider regard find frame cast paint charge address offer deliver issue laugh smile
    respond make give use put urge want seek hope expect plan intend refuse promise aim talk sign publish begin
    start hold release share print mean feel know love like hate fear worry oppose support back endorse favor
    favour demand challenge encourage ask invite press push prefer imagine envision picture remember title
    entitle headline promote rule reason show require need learn agree object mention speak appeal campaign run
    warn focus
    """
)
# never a cue, whatever stands beside it
NOT_CUES = _words("be have do will would can could may might shall should must")

CUE_NOUNS = _words(
    """
    statement comment remark word message question claim assertion argument call answer reply response warning
    promise pledge vow admission conclusion announcement tweet post letter email speech address declaration
    accusation allegation suggestion contention complaint joke boast insistence view opinion advice verdict
    description chant cry slogan mantra motto
    """
)

# what a minister or secretary is in charge of; a secretary "of state" is another than the foreign secretary
PORTFOLIOS = _words(
    """
    foreign home finance defence defense health education justice trade interior treasury agriculture farm energy
    transport transportation culture environment labour labor housing business prime state press commerce immigration
    security tourism sports sport science development veterans planning police first
    """
)
TITLES = _words(
    """
    pc wpc dc ds di dci insp supt spc msgt revd fr ald cpt coun cllrs det
    prosecutor counsel counsellor mr mrs ms miss mx dr sir dame lord lady baron baroness sen senator rep
    representative congressman congresswoman gov governor lt lieutenant president vice premier prime minister
    chancellor secretary ambassador general gen admiral adm colonel col major maj captain capt sergeant sgt
    corporal cpl private pvt judge justice chief king queen prince princess pope cardinal archbishop bishop
    father sister brother rev reverend rabbi imam sheikh ayatollah mayor councillor councilor cllr mp mep prof
    professor detective inspector officer constable superintendent sheriff marshal director chairman chairwoman
    chair chairperson speaker commissioner attorney foreign defence defense home interior deputy acting former
    then-president then-secretary spokesman spokeswoman spokesperson coach manager midfielder striker defender
    goalkeeper captain leader candidate host anchor pollster lawmaker economist analyst author actor actress
    singer billionaire businessman businesswoman democrat republican democratic conservative labour liberal tory
    delegate councilman councilwoman senators reps sens governors presidents assemblyman assemblywoman
    treasurer comptroller commander hon honorable honourable saint st monsignor commodore
    brigadier rear field of state the first lady us u.s. uk british american ukrainian
    russian german french polish
    """
)
COURTESY_MALE = _words(
    """
    mr sir lord king prince father brother congressman chairman spokesman businessman actor monsignor baron
    councilman assemblyman
    """
)
COURTESY_FEMALE = _words(
    """
    mrs ms miss dame lady queen princess sister congresswoman chairwoman spokeswoman businesswoman actress
    baroness councilwoman assemblywoman
    """
)
# one-word titles before a surname; the longer list above is for stripping runs ("British Foreign Secretary")
HONORIFICS = _words(
    """
    pc wpc insp supt spc revd cllr coun
    mr mrs ms miss mx dr sir dame lord lady sen rep gov lt gen adm col maj capt sgt cpl pvt judge justice king
    queen prince princess pope cardinal archbishop bishop father sister rev reverend rabbi imam sheikh mayor
    prof professor president senator representative governor minister chancellor secretary ambassador general
    admiral colonel major captain sergeant detective inspector officer sheriff councillor coach congressman
    congresswoman chairman chairwoman premier speaker commissioner
    """
)
# what a title before a name makes of its bearer
TITLE_ROLES = {
    "sen": _words("senator lawmaker politician democrat republican"),
    "senator": _words("senator lawmaker politician"),
    "rep": _words("congressman congresswoman representative lawmaker politician"),
    "representative": _words("congressman congresswoman representative lawmaker politician"),
    "congressman": _words("congressman lawmaker politician"),
    "congresswoman": _words("congresswoman lawmaker politician"),
    "del": _words("delegate lawmaker politician"),
    "delegate": _words("delegate lawmaker politician"),
    "gov": _words("governor politician"),
    "dr": _words("doctor physician"),
    "prof": _words("professor academic"),
    "gen": _words("general"),
    "col": _words("colonel"),
    "capt": _words("captain"),
    "lt": _words("lieutenant"),
    "sgt": _words("sergeant officer"),
    "maj": _words("major"),
    "adm": _words("admiral"),
    "justice": _words("justice judge"),
    "dame": _words("judge"),
    "rev": _words("reverend pastor minister priest"),
    "mp": _words("mp lawmaker politician"),
    "pc": _words("constable officer policeman"),
    "wpc": _words("constable officer policewoman"),
    "con": _words("constable officer detective"),
    "det": _words("detective officer"),
    "insp": _words("inspector officer"),
    "supt": _words("superintendent officer"),
}
# nouns that name the same office or trade
SAME_ROLES = (
    _words("lawyer attorney solicitor barrister counsel prosecutor"),
    _words("ceo boss chief executive head chairman chairwoman chair"),
    _words("soprano tenor baritone singer musician"),
    _words("congressman congresswoman representative lawmaker politician senator"),
    _words("nominee candidate hopeful contender"),
    _words("minister secretary"),
    _words("teenager teen youngster boy girl youth"),
    _words("footballer player striker midfielder defender forward winger goalkeeper keeper"),
    _words("manager coach boss gaffer"),
    _words("policeman policewoman officer constable detective inspector sergeant superintendent"),
    _words("actor actress star performer"),
    _words("businessman businesswoman mogul tycoon entrepreneur billionaire developer magnate"),
    _words("doctor physician surgeon gp"),
    _words("scientist researcher academic professor"),
    _words("spokesman spokeswoman spokesperson"),
    _words("writer author novelist"),
    _words("journalist reporter correspondent"),
)
# given names and their short forms
SHORT_NAMES = {
    "robert": _words("bob bobby rob robbie"),
    "william": _words("bill billy will willie liam"),
    "joseph": _words("joe joey"),
    "james": _words("jim jimmy jamie"),
    "timothy": _words("tim"),
    "thomas": _words("tom tommy"),
    "michael": _words("mike mick"),
    "bernard": _words("bernie"),
    "richard": _words("rick dick rich richie"),
    "charles": _words("charlie chuck"),
    "edward": _words("ed eddie ted ned"),
    "daniel": _words("dan danny"),
    "david": _words("dave"),
    "donald": _words("don donnie"),
    "steven": _words("steve"),
    "stephen": _words("steve"),
    "christopher": _words("chris"),
    "anthony": _words("tony"),
    "andrew": _words("andy drew"),
    "benjamin": _words("ben"),
    "samuel": _words("sam"),
    "gregory": _words("greg"),
    "jeffrey": _words("jeff"),
    "kenneth": _words("ken kenny"),
    "lawrence": _words("larry"),
    "matthew": _words("matt"),
    "nicholas": _words("nick"),
    "patrick": _words("pat"),
    "peter": _words("pete"),
    "philip": _words("phil"),
    "raymond": _words("ray"),
    "ronald": _words("ron ronnie"),
    "gavin": _words("gav"),
    "elizabeth": _words("liz beth betsy eliza lizzie"),
    "margaret": _words("maggie peggy meg"),
    "katherine": _words("kate kathy katie"),
    "catherine": _words("cathy kate"),
    "kathleen": _words("kathy"),
    "deborah": _words("deb debbie"),
    "jennifer": _words("jen jenny"),
    "jessica": _words("jess"),
    "patricia": _words("pat patty trish"),
    "rebecca": _words("becky"),
    "susan": _words("sue"),
    "victoria": _words("vicky tori"),
    "stephanie": _words("steph"),
    "barbara": _words("barb"),
    "theodore": _words("ted teddy"),
}
# postal and press abbreviations of states, as they stand after a politician's party
STATES = dict(
    pair.split("=")
    for pair in """
    ala=alabama ariz=arizona ark=arkansas calif=california ca=california colo=colorado conn=connecticut del=delaware
    fla=florida fl=florida ga=georgia ill=illinois il=illinois ind=indiana kan=kansas ky=kentucky la=louisiana
    md=maryland mass=massachusetts ma=massachusetts mich=michigan mi=michigan minn=minnesota miss=mississippi
    mo=missouri mont=montana neb=nebraska nev=nevada okla=oklahoma ore=oregon pa=pennsylvania tenn=tennessee
    tex=texas tx=texas vt=vermont va=virginia wash=washington wis=wisconsin wyo=wyoming
    """.split()
)
SUFFIXES = _words("jr sr ii iii iv jr. sr. phd md mp kc qc obe cbe mbe")
PARTICLES = _words(
    """
    de da del della di la le van von der den ter bin bint ibn al el abu dos du des zu y ben st. mac
    """
)

DOCUMENTS = _words(
    """
    report statement letter memo memorandum poll survey study article editorial newspaper complaint lawsuit
    indictment ruling website site post email transcript filing petition document book review paper release bill
    law act constitution agreement treaty resolution declaration notice advisory affidavit message communique
    communiqué text column essay blog caption sign banner placard headline story magazine journal manual guide
    brochure leaflet advertisement ad video broadcast programme program tweet note opinion judgment judgement
    verdict warrant charter card board label slogan chorus song poster notice page screen graffiti shirt
    rulebook flyer verse lyric evaluation assessment audit inquiry inquest finding record log minutes agenda
    contract clause evidence bio profile tag sticker plaque code handbook textbook email transcript footage
    recording message spokesbot communiqué wire dossier file standard bylaw manifesto platform draft account
    biography memoir motion order bulletin dispatch invitation inscription plaque
    """
)
# what says its words by itself, whoever put it up
SIGNS = _words("sign banner placard plaque notice poster sticker caption inscription graffiti headline slogan")
NEWS_NAMES = _words(
    """
    times post journal news herald tribune guardian telegraph mail mirror star gazette globe chronicle observer
    register reuters bloomberg politico axios bbc cnn nbc abc cbs fox msnbc npr ap afp breitbart newsweek
    economist atlantic slate vox huffington daily weekly courier examiner inquirer dispatch sentinel standard
    independent
    """
)
GROUPS = _words(
    """
    ministry government police company campaign administration department committee council court party union
    agency office officials authorities group organisation organization association federation commission board
    team club parliament senate house congress cabinet embassy kremlin pentagon navy army military force forces
    bank firm university school hospital charity foundation institute lawmakers senators republicans democrats
    leaders members prosecutors investigators lawyers analysts experts critics supporters protesters
    demonstrators residents aides advisers advisors diplomats sources people voters activists economists
    scientists researchers doctors workers teachers students parents families crowd audience fans players
    trust guard coastguard panel tribunal regulator watchdog manufacturer fund brigade consortium startup start-up
    network coalition alliance bloc nations countries ministers governors judges jurors witnesses neighbours
    neighbors friends colleagues rivals opponents others many some several ministries staff spokespeople
    representatives regulators airline retailer bureau service secretariat presidency press media delegation
    jury district county city borough township utility lender insurer operator supermarket chain museum gallery
    theatre theater zoo diocese synod parish league nonprofit consultancy studio broadcaster carmaker
    """
)
PERSON_NOUNS = _words(
    """
    official diplomat source aide adviser advisor spokesman spokeswoman spokesperson president minister secretary
    senator governor mayor judge lawyer attorney leader chief director chairman chairwoman chair candidate nominee
    senator congressman congresswoman lawmaker politician professor doctor teacher student mother father son
    daughter brother sister wife husband widow man woman boy girl resident voter analyst expert economist historian
    author writer journalist reporter host anchor correspondent actor actress singer star player coach manager
    captain striker midfielder defender goalkeeper soldier officer commander general admiral colonel sergeant
    detective inspector constable sheriff prosecutor witness defendant victim survivor neighbour neighbor friend
    colleague founder owner executive entrepreneur businessman businesswoman banker trader farmer fisherman worker
    driver nurse surgeon scientist researcher engineer pilot ambassador envoy chancellor premier king queen prince
    princess pope bishop priest rabbi imam commissioner councillor member veteran activist campaigner organizer
    organiser strategist pollster consultant operative billionaire mogul tycoon democrat republican conservative
    liberal person user blogger columnist editor critic supporter protester grandmother grandfather uncle aunt
    cousin head boss vice-president deputy chancellor superintendent principal librarian curator shopkeeper baker
    butcher mechanic plumber carpenter architect developer investor shareholder negotiator mediator counterpart
    predecessor successor rival opponent incumbent ceo cfo coo mp mep pm technician clerk secretary-general winner
    champion skipper referee umpire trainer jockey boxer rower sprinter batsman bowler soprano tenor baritone
    conductor composer pianist violinist cellist musician rapper barber hairdresser potter painter sculptor gardener
    gamekeeper chipmaker landlord landlady councilman councilwoman assemblyman assemblywoman selectman alderman
    freshman delegate choreographer translator linguist cartographer geologist biologist virologist statistician
    hydrologist magistrate solicitor barrister midwife carer ranger surveyor builder roofer brewer dancer goalkeeper
    forward winger prop hooker flanker seamer spinner batter wicketkeeper playmaker linebacker receiver ruckman
    shortstop outfielder featherweight heavyweight quarterback pitcher catcher centre-back fullback left-back
    right-back defenseman soloist
    """
)

# last words of names that are nobody's; of the second list some are also surnames ("Ada Lane", "Kofi Park")
FIRM_ENDINGS = _words(
    """
    coal energy fund healthcare centre center forum grants foundation institute university college school
    hospital hotel inc corp llc ltd plc group holdings industries committee council party association debates
    debate camp plan act bill trust bank motors airlines airways systems partners capital rovers city united
    stadium festival avenue river islands mountains river responsibility homes today tonight podcast radio
    magazine newsletter prize award medal cup trophy qaeda lives matter says tells asks warns defends hits slams
    """
)
PLACE_ENDINGS = _words(
    """
    point bay lane street road hill park square bridge lake island county valley beach harbor harbour creek mall
    atoll coast heights springs falls ridge water house hall estate village town marsh common green
    """
)

MALE = _words(
    """
    he him his himself man boy father son brother husband king prince uncle grandfather nephew gentleman
    spokesman chairman congressman businessman actor fisherman widower
    """
)
FEMALE = _words(
    """
    she her hers herself woman girl mother daughter sister wife queen princess aunt grandmother niece lady
    spokeswoman chairwoman congresswoman businesswoman actress widow policewoman saleswoman
    """
)
KIN = _words(
    """
    mother father son daughter brother sister wife husband widow widower aunt uncle cousin nephew niece
    grandmother grandfather friend neighbour neighbor colleague lawyer attorney solicitor barrister spokesman
    spokeswoman spokesperson counterpart predecessor successor deputy aide assistant secretary boss rival
    opponent partner parent child girlfriend boyfriend
    """
)
FIRST_PERSON = _words("i we me us my our myself ourselves")
THIRD_PERSON = _words("he she they him her them")

# who is told, in a headline's ", jury told"
COURTS = _words("court jury jurors inquest inquiry tribunal trial hearing panel committee mps peers coroner parliament")
# whoever is asked answers
ASKING = _words("ask press question quiz challenge")

# words before a short span between marks that say: this is a name or somebody's term, not reported speech
NAMING = _words(
    """
    called titled entitled named dubbed nicknamed labelled labeled known so-called album film movie book song
    show series programme program word term phrase novel play documentary episode column headlined memoir memoirs
    autobiography biography musical opera ballet poem sitcom thriller sculpture sonata
    """
)

# given names with the gender that English news readers take from them; both spellings where the press has two
MALE_NAMES = _words(
    """
    bohdan taras ostap yaroslav mykola vasyl ihor roman denys artem anatoliy stepan hryhoriy yevhen arseniy
    vadim ruslan emmanuel benoit olivier jonas lukas matthias stefan tobias lars anders henrik bjorn mikael
    janusz marek zbigniew andrzej aaron abdul abdullah adam adrian ahmed alan albert alejandro alex alexander
    alexei alfred ali allen andrei andrew andrii andriy andy anthony antonio antony arthur barack barry ben
    benjamin bernard bernie bill billy bob bobby boris brad bradley brendan brian bruce bryan carl carlos
    charles charlie chris christian christopher chuck clarence claude colin craig dale dan daniel danny darren
    dave david dean dennis derek dick dmitri dmitry dmytro don donald doug douglas earl ed eddie edward edwin
    elijah emmanuel eric erik ernest eugene evan felix fernando francis francisco frank fred frederick
    gabrielius gabriel gareth gary gavin gene geoff geoffrey george gerald gerard gerhard giorgio giovanni glenn
    gordon graham greg gregory guy hamid hans harold harry hassan hector henry herbert herman howard hugh hugo
    hussein ian ibrahim igor ivan jack jacob jaime jake james jamie jan jared jason javier jay jean jeb jeff
    jeffrey jens jeremy jerome jerry jesse jesus jim jimmy joe joel johann john johnny jon jonathan jordan jorge
    jose josep joseph josh joshua juan julian julio justin karl keith keir ken kenneth kevin khalid kwame kyle
    lance larry lars lawrence lee leo leon leonard leslie lewis lindsey lloyd louis luca lucas luis luke malcolm
    manuel marc marco marcus mario mark marshall martin marvin matt matteo matthew maurice max michael michel
    miguel mike mikhail milan mitch mitt mohamed mohammad mohammed muhammad mustafa mykhailo nathan neil
    nicholas nick nigel nikolai noah norman oleg oleh oleksandr oleksii oliver olaf omar oscar otto owen pablo
    pat patrick paul pavel pavlo pedro perry pete peter petro phil philip phillip pierre pranav rafael raj
    rajesh ralph ramon randy raul ray raymond reince reza ricardo richard rick ricky rob robert roberto robin
    rod rodney roger roland ron ronald roy rudy rupert russell ryan salman sam samuel sanjay scott sean
    sebastian serge sergei sergey serhii serhiy seth shane shaun simon stanley stefan stephen steve steven
    stewart stuart sunil ted terrence terry theodore thomas tim timothy tobias todd tom tommy tony travis trevor
    tyler vadym vance vernon victor viktor vincent vitali vladimir volodymyr vyacheslav wade wallace walter
    warren wayne wesley will william winston wolfgang xavier yevgeny yuri yuriy yusuf zac zach kofi kwabena
    tariq rishi narendra viktor petr tomas jakub mateusz radek radoslaw mateo diego emeka chidi obinna tunde
    segun thabo sipho hiroshi kenji takeshi minh tuan
    dilip vikram suresh ramesh anil ashok vijay ajay mohan deepak prakash manoj ganesh mahesh naresh dinesh
    vivek arun karan kunal rakesh mukesh rajiv sandeep pradeep kuldeep gurpreet harjit satish nitin sachin
    virat rohit ishaan siddharth aditya ashwin venkatesh srinivas faisal tareq ziad waleed hisham adnan imad
    bassam ghassan jawad mahmoud anwar nawaz imran shahid asif arif zafar usman farhan junaid haroon ousmane
    ibrahima amadou cheikh mamadou alioune boubacar sekou oluwaseun babatunde tendai tapiwa farai sizwe
    bongani lwazi teboho kagiso themba lungile jabulani mthunzi kwaku kwadwo yaw uchenna nnamdi gebre dawit
    tesfaye haile yohannes tekle gwilym ieuan dafydd gethin emyr iwan rhodri aneurin ruaridh alasdair hamish
    lachlan ruairi cathal donal tadhg fionn haruto takashi satoshi makoto daisuke kazuki naoki shinji
    tetsuya barnaby crispin piers jolyon alaric peregrine lemuel thaddeus silas ezekiel raymundo daniyar
    askar nurlan bekzat timur rustam farrukh bakhtiyar jamshid
    idris calum callum reginald cedric clement hubert percy cyril horace wilfred wilf ronan niall conor declan
    kieran cormac fergus brayden jayden deshawn terrell darnell tyrone jermaine lamar dwayne marlon emre kemal
    orhan selim kacper wojciech jerzy stanislaw pawel rafal preston alistair bertrand thierry didier laurent
    fabien arnaud joao paulo rui tiago nuno vasco bruno fabio marcello alessandro massimo enzo emilio ernesto
    rodrigo gonzalo ignacio esteban ramiro felipe ruwan kumar vinod arjun varun rohan nikhil darryl duane clyde
    roscoe otis rufus silvio dieter juergen jurgen heinz klaus gunter rolf uwe torsten bjarne niko mikko jukka
    pekka
    """
)
FEMALE_NAMES = _words(
    """
    solomiya daryna kateryna liudmyla nataliia tetiana zoya lesia vira nadiia oleksandra bohdana ines ottilie
    hetty kasia agnieszka malgorzata ingeborg astrid sigrid freya annika birgit elke heike ulrike dominique
    genevieve sunniva hanne abigail ada adriana agnes aisha alana alexandra alexandria alice alicia alina alison
    allison amanda amber amelia amina amy ana anastasia andrea angela angelina anita ann anna annalena anne
    annette annie antonia april ashley audrey aya barbara beatrice becky belinda beth betty beverly bonnie
    brenda bridget brooke camila candice carla carly carmen carol carole caroline carolyn cassandra catherine
    cathy cecilia celeste charlotte chelsea cheryl chloe christiane christina christine cindy claire clara
    claudia colleen condoleezza connie cynthia daisy dana danielle dawn deborah debbie debra denise diana diane
    dolores donna dora doris dorothy edith eileen elaine eleanor elena elisabeth elise elizabeth ella ellen elsa
    emily emma erica erin esther ethel eva eve evelyn fatima fiona florence frances francesca gail georgia
    gertrude gina ginger giorgia gladys gloria grace greta gwen halyna hannah harriet hazel heather heidi helen
    helena hilary hillary holly huma ida ingrid irene iris irina iryna isabel isabella ivanka jackie jacqueline
    jamila jan jane janet janice jasmine jean jeanne jenna jennifer jenny jessica jill jo joan joanna joanne
    josephine joy joyce judith judy julia juliana julie kaja kamala karen karin kate katherine kathleen kathryn
    kathy katie katrina katya kayla kellyanne kelly kerry kim kimberly kirsten kirstjen kristen kristin larysa
    latisha laura lauren leah leila lena leslie lillian linda lindsay lisa liz liza loretta lori lorraine louise
    lucia lucy ludmila luisa lydia lyudmila mabel madeleine madison maggie mairead maja mandy margaret margarita
    maria mariana marianne marie marina marjorie marsha martha mary maureen maya megan megyn melania melanie
    melissa mercedes meryl mia michele michelle mildred miriam moira molly monica nadia nancy naomi natalia
    natalie natasha nicola nicole nikki nina nora norma oksana olena olga olha olivia oleksandra olesia ursula
    pamela patricia patty paula pauline peggy penelope penny phoebe phyllis polly priya rachel rebecca regina
    renee rhonda rita roberta robin rosa rose rosemary ruth sabrina sally samantha sandra sanna sara sarah
    shannon sharon sheila shelley sheryl shirley sofia sonia sophia sophie stacey stella stephanie sue susan
    suzanne svetlana sviatlana sylvia tamara tanya tara tatiana teresa theresa tiffany tina tracy ursula
    valentina valerie vanessa vera veronica victoria viktoria violet virginia vivian wanda wendy whitney
    winifred yana yolanda yulia yuliia yvonne zoe zuzana ngozi chiamaka adaeze amara folake funmilayo nkechi
    thuy linh mai lan sunita lakshmi anjali deepa meera
    priyanka ananya aishwarya kavita usha rekha lata geeta sushma jyoti poonam swati nisha anushka sneha
    aarti smriti mamata nasreen shabnam rukhsana shirin parisa golnaz samina tahira rubina humaira benazir
    shazia naz nabila hanan rasha aminata fatoumata aissatou awa mariama adaora chioma ifeoma obiageli
    zanele nomsa lindiwe thandeka nomvula busisiwe ayanda thandiwe tsion selam makeda hirut tigist aberash
    wanjiru wambui akinyi eirwen nerys carys ffion eluned angharad rhiannon lowri delyth ceridwen morwenna
    orla morag eilidh mhairi catriona sorcha bronagh haruka keiko michiko yoko sachiko kazuko naoko tomoko
    akiko yumi verity tamsin jessamy hanneke marijke aaltje zsuzsa yeva gulnora aigul dilnoza aizhan saule
    zarina nigora shakhnoza
    beryl mavis muriel enid hilda elsie freda gwendolen gwendolyn doreen noreen avril sian glenys roisin siobhan
    niamh aoife ciara prunella philippa lucinda imogen rosalind melinda renata ramona saoirse marguerite yvette
    maribel pilar rosario imelda consuelo sinead grainne deirdre oonagh mhari isla skye poppy millie ellie evie
    gracie lottie tilly saskia annelise sigrun solveig tove maren melody destiny latoya shanice keisha tamika
    ebony tanisha yolande odette colette monique brigitte simone celine aurelie mireille gisele beatriz catarina
    leticia jimena ximena yesenia guadalupe esperanza rocio marisol
    """
)
