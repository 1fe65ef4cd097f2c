"""Words whose presence or absence changes what a sentence says, and words that say little by themselves."""

from __future__ import annotations

NEGATIONS = frozenset(
    """
    not no never none nobody nothing neither nor nowhere without cannot hardly scarcely barely rarely seldom
    """.split()
)
NOBODY = {("nobody",), ("no", "1")}  # as keys: "no one" says the same
MODALS = frozenset("may might could would should must ought".split())
FUTURES = frozenset("will shall can cannot".split())
HEDGES = frozenset(
    """
    perhaps maybe possibly probably allegedly reportedly apparently likely unlikely potentially almost nearly partly
    sometimes often usually generally mostly largely arguably presumably seemingly supposedly
    """.split()
)
# what makes less of the words beside it, besides the hedges: "only three"
LIMITS = frozenset("only merely solely".split())
CONDITIONS = frozenset("if unless provided providing lest".split())
CONTRASTS = frozenset("but however although though except yet nevertheless nonetheless despite whereas".split())
QUANTIFIERS = frozenset("all every some many most few several any each only more less fewer least both half".split())

# verbs that pass a negation on: "I do not believe that we are losing"
_PASSING_ON = "think believe say mean expect suggest agree accept claim know imply suppose pretend feel want see"
# and nouns and adjectives: "there is no evidence that it works"; not "doubt", which turns it round again
_NOTHING_SAYS_THAT = """
    evidence proof sign signs indication indications reason reasons guarantee basis suggestion chance case true correct
    certain clear sure convinced confident aware heard shown proven proved established
"""
PASSING_ON = frozenset(
    word
    for verb in _PASSING_ON.split()
    for word in (verb, verb + "s", verb.removesuffix("e") + "ing", verb.removesuffix("e") + "ed")
) | {"thought", "said", "meant", "knew", "known", "felt", "saw", "seen", *_NOTHING_SAYS_THAT.split()}
# words that deny what follows with "that": "it is a lie that", "we deny that"
DENYING = frozenset("deny denies denied denying doubt doubts doubted false untrue wrong lie myth nonsense".split())
DOUBTING = frozenset("doubt doubts doubted".split())  # these also without "that"
# and those that leave next to nothing of it: "few people believe"
FEW = frozenset("few little".split())

# a noun after one of these is what the sentence speaks of: another noun may stand for it
POINTING = frozenset("the this that these those my our your his her its their".split())
_IRREGULAR = """
    take/took take/taken took/taken bring/brought make/made lose/lost win/won keep/kept hold/held tell/told
    meet/met pay/paid send/sent spend/spent stand/stood run/ran come/came become/became begin/began know/knew
    see/saw feel/felt find/found fight/fought choose/chose speak/spoke write/wrote break/broke fall/fell grow/grew
    rise/rose sell/sold buy/bought catch/caught teach/taught seek/sought leave/left lead/led give/gave mean/meant
    think/thought hear/heard sit/sat man/men woman/women person/people child/children
""".split()
IRREGULAR_FORMS = frozenset(frozenset(pair.split("/")) for pair in _IRREGULAR)

# what a bracket explains, though it is no noun by itself: "[the company]" for "it", "[voters]" for "people"
STANDING_IN = frozenset(
    """
    i me mine myself we us ours ourselves you yours yourself he him himself she her hers herself it itself they them
    theirs themselves my our your his its their who whom whose which what that this these those there here then now
    one ones thing things way people lot
    """.split()
)

# verbs of a reporting clause, as they stand in one
SAYING = frozenset(
    """
    said says say saying told tells telling added adds asked asks replied replies answered answers wrote writes warned
    warns insisted insists argued argues announced declared declares explained explains continued continues noted notes
    stressed admitted recalled concluded remarked tweeted posted
    """.split()
)

# those that whoever hears it may follow: "told Sky News"
HEARD = frozenset("told tells telling asked asks warned warns wrote writes answered answers".split())

# pairs that turn a statement round
_OPPOSITES = """
    accept/reject agree/disagree approve/disapprove allow/forbid allow/ban permit/prohibit support/oppose
    support/condemn always/never increase/decrease increase/reduce rise/fall rising/falling rose/fell raise/lower
    raise/cut grow/shrink win/lose won/lost winning/losing victory/defeat success/failure succeed/fail strong/weak
    stronger/weaker safe/unsafe safe/dangerous legal/illegal lawful/unlawful possible/impossible likely/unlikely
    true/false right/wrong good/bad better/worse best/worst guilty/innocent able/unable acceptable/unacceptable
    before/after more/less more/fewer above/below start/end begin/end open/close open/closed up/down in/out
    with/without for/against war/peace friend/enemy ally/enemy first/last north/south east/west love/hate buy/sell
    give/take join/leave stay/leave enter/leave attack/defend advance/retreat confirm/deny admit/deny
    welcome/condemn praise/criticize trust/distrust trust/mistrust fair/unfair justified/unjustified
    necessary/unnecessary certain/uncertain clear/unclear stable/unstable everyone/nobody everything/nothing all/none
    everybody/nobody high/low higher/lower fast/slow early/late old/new long/short rich/poor easy/hard easy/difficult
    optimistic/pessimistic hopeful/hopeless include/exclude import/export public/private yes/no
""".split()
OPPOSITES = frozenset(frozenset(pair.split("/")) for pair in _OPPOSITES)
NEGATING_PREFIXES = ("un", "in", "im", "il", "ir", "dis", "non", "mis")

CONTRACTIONS: dict[str, tuple[str, ...]] = {
    "can't": ("can", "not"), "cannot": ("can", "not"), "won't": ("will", "not"), "shan't": ("shall", "not"),
    "ain't": ("is", "not"), "let's": ("let", "us"), "i'm": ("i", "am"), "y'all": ("you", "all"),
    "'em": ("them",), "o'clock": ("o'clock",), "ma'am": ("ma'am",), "wanna": ("want", "to"), "gotta": ("got", "to"),
    "gonna": ("going", "to"), "'cause": ("because",),
}  # fmt: skip
SUFFIXES = {"re": "are", "ve": "have", "ll": "will", "d": "would", "m": "am"}
WHOSE_S_IS_A_VERB = frozenset("it that he she there what who here where how when this everything everyone".split())

FUNCTION_WORDS = frozenset(
    """
    a an the this that these those i me my mine myself we us our ours ourselves you your yours yourself he him his
    himself she her hers herself it its itself they them their theirs themselves who whom whose which what one ones
    am is are was were be been being have has had having do does did doing done will would shall should can could may
    might must ought not no nor and or but if than then so as of at by for with about against between into through
    during before after above below to from up down in out on off over under again here there when where why how all
    any both each few more most other some such only own same too very just also because while until unless although
    though yet however there's us get got let like well now even still much many lot going go goes went say says said
    know think thing things way people really want upon within without across toward whether per via every
    """.split()
)
