"""Cases of the traps of STYLE.md, each with sentences of its own, written without a look at how comparing works.

A case is a claim, what is on record, the wordings that DESIGN.md allows for it, and exactly the warnings that there
must be; a claim may be confirmed where the wording is at worst elided and nothing warns.
"""

from __future__ import annotations

from typing import NamedTuple

SAME = {"verbatim", "typographic"}


class Case(NamedTuple):
    trap: str
    claimed: str
    recorded: str
    wordings: set[str]
    warnings: frozenset[str] = frozenset()


def case(trap: str, claimed: str, recorded: str, wordings: set[str] | str, *warnings: str) -> Case:
    return Case(trap, claimed, recorded, {wordings} if isinstance(wordings, str) else wordings, frozenset(warnings))


FERRY = "“We’ll keep the night ferry – the only one we’ve got – until the well-paid inspectors close it.”"

TYPOGRAPHY = [
    case("the same characters", FERRY, FERRY, "verbatim"),
    case("without its marks", FERRY[1:-1], FERRY, "verbatim"),
    case("straight marks for curly ones", FERRY.replace("’", "'").replace("“", '"').replace("”", '"'), FERRY, SAME),
    case("single marks for double ones", f"‘{FERRY[1:-1]}’", FERRY, SAME),
    case("guillemets", f"«{FERRY[1:-1]}»", FERRY, SAME),
    case("an apostrophe that is a letter", FERRY.replace("’", "\u02bc"), FERRY, SAME),
    case("no-break hyphen", FERRY.replace("well-paid", "well\u2011paid"), FERRY, SAME),
    case("em dashes without spaces", FERRY.replace(" – ", "—"), FERRY, SAME),
    case("two hyphens for a dash", FERRY.replace(" – ", " -- "), FERRY, SAME),
    case("one hyphen for a dash", FERRY.replace(" – ", " - "), FERRY, SAME),
    case("no-break space", FERRY.replace("night ferry", "night\u00a0ferry"), FERRY, SAME),
    case("narrow no-break and thin space", FERRY.replace("the only", "the\u202fonly\u2009"), FERRY, SAME),
    case("line wrap", FERRY.replace("until the", "until\nthe"), FERRY, SAME),
    case("indented line wrap of a file from Windows", FERRY.replace("until the", "until\r\n    the"), FERRY, SAME),
    case("Markdown emphasis", FERRY.replace("only", "*only*"), FERRY, SAME),
    case("strong Markdown emphasis", FERRY.replace("keep the night ferry", "**keep the night ferry**"), FERRY, SAME),
    case("Markdown emphasis by low lines", FERRY.replace("only", "_only_"), FERRY, SAME),
    case("capitals", FERRY.upper(), FERRY, SAME),
    case("a small letter at the beginning", "“w" + FERRY[2:], FERRY, SAME),
    case("a comma for the full stop before the cue", FERRY.replace(".”", ",”"), FERRY, SAME),
    case("no closing mark at all", FERRY.replace(".”", ""), FERRY, SAME),
    case("soft hyphen of a web page", FERRY.replace("inspectors", "inspec\u00adtors"), FERRY, SAME),
    case("zero-width space of a web page", FERRY.replace("night ferry", "night \u200bferry"), FERRY, SAME),
    case(
        "ellipsis sign",
        "“Well … we tried, and we will try again.”",
        "“Well ... we tried, and we will try again.”",
        SAME,
    ),
    case("ellipsis of spaced stops", "“Well . . . we tried it again.”", "“Well … we tried it again.”", SAME),
    case(
        "accents as marks of their own",
        "“The cafe\u0301 by the quay is mine.”",
        "“The café by the quay is mine.”",
        SAME,
    ),
    case("marks inside the marks", "“He called it 'a bridge' and left.”", "“He called it ‘a bridge’ and left.”", SAME),
    case(
        "marks inside British marks",
        "'He called it \"a bridge\" and left.'",
        "‘He called it “a bridge” and left.’",
        SAME,
    ),
    case("a title in italics", "“I read *The Long Ferry* on the boat.”", "“I read The Long Ferry on the boat.”", SAME),
]

NOT_TYPOGRAPHY = [
    case(
        "apostrophe that makes another word",
        "“We’re here when the boats come in.”",
        "“Were here when the boats come in.”",
        "altered",
    ),
    case("I’ll and ill", "“I’ll see you at the harbour.”", "“Ill see you at the harbour.”", "altered", "modal_changed"),
    case(
        "point in a number",
        "“It is 15 metres above the old line.”",
        "“It is 1.5 metres above the old line.”",
        "altered",
        "number_changed",
    ),
    case(
        "a word written twice",
        "“We need weapons and weapons from our friends.”",
        "“We need weapons, weapons and weapons from our friends.”",
        "altered",
    ),
]


NO = "cut_drops_negation"

CUTS = [
    case(
        "swallows “not”", "“The old pier is … safe in a storm.”", "“The old pier is not safe in a storm.”", "elided", NO
    ),
    case(
        "swallows “not” in square brackets",
        "“The old pier is [...] safe in a storm.”",
        "“The old pier is not safe in a storm.”",
        "elided",
        NO,
    ),
    case(
        "swallows “not” among others",
        "“The old pier is … in a storm.”",
        "“The old pier is certainly not a place to be in a storm.”",
        "elided",
        NO,
    ),
    case(
        "swallows “never”",
        "“I have … taken money from the port.”",
        "“I have never once taken money from the port.”",
        "elided",
        NO,
    ),
    case(
        "swallows “n’t”",
        "“They … open the gate for a stranger.”",
        "“They wouldn’t open the gate for a stranger.”",
        "elided",
        NO,
        "cut_drops_modal",
    ),
    case(
        "swallows “don’t”",
        "“We … trust the new harbour master.”",
        "“We don’t trust the new harbour master.”",
        "elided",
        NO,
    ),
    case(
        "swallows “no”",
        "“There is … danger for the villages on the shore.”",
        "“There is no danger for the villages on the shore.”",
        "elided",
        NO,
    ),
    case(
        "swallows “nobody”",
        "“I can say that … was on the bridge that night.”",
        "“I can say that nobody was on the bridge that night.”",
        "elided",
        NO,
    ),
    case(
        "swallows “without”",
        "“The crew sailed … the pilot on board.”",
        "“The crew sailed without the pilot on board.”",
        "elided",
        NO,
    ),
    case(
        "swallows “hardly”",
        "“There was … any wind on the lake.”",
        "“There was hardly any wind on the lake.”",
        "elided",
        NO,
    ),
    case(
        "swallows “might”",
        "“The whole roof … fall in by Friday.”",
        "“The whole roof might fall in by Friday.”",
        "elided",
        "cut_drops_modal",
    ),
    case(
        "swallows “should”",
        "“The ministers … resign over the grain.”",
        "“The ministers should resign over the grain.”",
        "elided",
        "cut_drops_modal",
    ),
    case(
        "swallows “if”",
        "“We will sell the boats … we must.”",
        "“We will sell the boats only if we must.”",
        "elided",
        "cut_drops_condition",
    ),
    case(
        "swallows “unless”",
        "“The bank will close … the town pays.”",
        "“The bank will close unless the town pays.”",
        "elided",
        "cut_drops_condition",
    ),
    case(
        "swallows “but”",
        "“The plan is a good one … too late for us.”",
        "“The plan is a good one but comes far too late for us.”",
        "elided",
        "cut_drops_contrast",
    ),
    case(
        "swallows “only”",
        "“My list has … three things on it.”",
        "“My list has only three things on it.”",
        "elided",
        "cut_drops_limit",
    ),
    case(
        "swallows “probably”",
        "“The ferry is … late because of the fog.”",
        "“The ferry is this morning probably late because of the fog.”",
        "elided",
        "cut_drops_limit",
    ),
    case(
        "an “only” of what is left out, too",
        "“The harbour … belongs to everybody.”",
        "“The harbour, the only one in this windy town, belongs to everybody.”",
        "elided",
    ),
    case(
        "harmless",
        "“The harbour … belongs to everybody.”",
        "“The harbour of this old and windy town belongs to everybody.”",
        "elided",
    ),
    case(
        "harmless in square brackets",
        "“The harbour [...] belongs to everybody.”",
        "“The harbour of this old and windy town belongs to everybody.”",
        "elided",
    ),
    case(
        "harmless, two of them",
        "“The harbour … belongs … to the people who mend nets.”",
        "“The harbour of this town belongs today and tomorrow to the people who mend nets.”",
        "elided",
    ),
    case(
        "of a whole sentence",
        "“We came by train. … We left on foot.”",
        "“We came by train. The carriage was full. We left on foot.”",
        "elided",
    ),
    case(
        "without spaces round the sign",
        "“The harbour…belongs to everybody.”",
        "“The harbour of this old and windy town belongs to everybody.”",
        "elided",
    ),
]

EDGES = [
    case(
        "“permitted” from “not permitted”",
        "“permitted in the harbour after dark”",
        "“Swimming is not permitted in the harbour after dark.”",
        "partial",
        NO,
    ),
    case(
        "“permitted” with a sign of the cut before it",
        "“… permitted in the harbour after dark”",
        "“Swimming is not permitted in the harbour after dark.”",
        {"partial", "elided"},
        NO,
    ),
    case(
        "behind “never”",
        "“taken a penny from the port authority”",
        "“I have never taken a penny from the port authority.”",
        "partial",
        NO,
    ),
    case("behind “n’t”", "“trust the new harbour master”", "“We don’t trust the new harbour master.”", "partial", NO),
    case(
        "behind “no”", "“doubt that the ferry was late”", "“There is no doubt that the ferry was late.”", "partial", NO
    ),
    case(
        "behind “might”",
        "“resign before the end of winter”",
        "“The mayor might resign before the end of winter.”",
        "partial",
        "cut_drops_modal",
    ),
    case(
        "behind “if”",
        "“the dam holds through the night”",
        "“We shall see if the dam holds through the night.”",
        "partial",
        "cut_drops_condition",
    ),
    case(
        "before “if”",
        "“You can swim in the harbour”",
        "“You can swim in the harbour if you sign the book.”",
        "partial",
        "cut_drops_condition",
    ),
    case(
        "before “if” with a sign of the cut",
        "“You can swim in the harbour …”",
        "“You can swim in the harbour if you sign the book.”",
        {"partial", "elided"},
        "cut_drops_condition",
    ),
    case(
        "before “unless”",
        "“The bank will close in June”",
        "“The bank will close in June unless the town pays.”",
        "partial",
        "cut_drops_condition",
    ),
    case(
        "before “but”",
        "“I would vote for the bridge”",
        "“I would vote for the bridge, but only for a cheaper one.”",
        "partial",
        "cut_drops_contrast",
    ),
    case(
        "“not” is kept",
        "“is not permitted in the harbour”",
        "“Swimming is not permitted in the harbour after dark.”",
        "partial",
    ),
    case(
        "“not” is in another sentence",
        "“The boats leave at seven in the morning”",
        "“I am not tired. The boats leave at seven in the morning. I like that.”",
        "partial",
    ),
    case(
        "nothing is dropped that matters",
        "“opened the gate for the children”",
        "“The old keeper opened the gate for the children of the school.”",
        "partial",
    ),
    case(
        "a sign of the cut at both ends",
        "“… opened the gate for the children …”",
        "“The old keeper opened the gate for the children of the school.”",
        {"partial", "elided"},
    ),
]

BRACKETS = [
    case("a name for a pronoun", "“[The ferry] is late again tonight.”", "“She is late again tonight.”", "elided"),
    case("a letter", "“[T]he boats leave at seven.”", "“As I said, the boats leave at seven.”", {"elided", "partial"}),
    case(
        "sic",
        "“The boats is [sic] in the harbour now.”",
        "“The boats is in the harbour now.”",
        {"elided", "typographic"},
    ),
    case(
        "an explanation",
        "“The minister [of fisheries] has left the building.”",
        "“The minister has left the building.”",
        "elided",
    ),
    case(
        "a noun for a preposition and a noun",
        "“We were poor ourselves [destroyed] living memory.”",
        "“We were poor ourselves within living memory.”",
        "elided",
        "bracket_changes_meaning",
    ),
    case(
        "a noun for “some”",
        "“[Ministers] have not slept since the storm.”",
        "“Some have not slept since the storm.”",
        "elided",
        "bracket_changes_meaning",
    ),
    case("a noun for “people”", "“The [voters] here want a bridge.”", "“The people here want a bridge.”", "elided"),
    case("another tense", "“The bridge [was] safe for lorries.”", "“The bridge is safe for lorries.”", "elided"),
]

ALTERED = [
    case(
        "“not” left out",
        "“We will sell the lighthouse to strangers.”",
        "“We will not sell the lighthouse to strangers.”",
        "altered",
        "negation_changed",
    ),
    case(
        "“n’t” left out",
        "“They could open the gate for him.”",
        "“They couldn’t open the gate for him.”",
        "altered",
        "negation_changed",
    ),
    case(
        "“cannot” for “can”",
        "“We cannot open the gate for him.”",
        "“We can open the gate for him.”",
        "altered",
        "negation_changed",
    ),
    case(
        "“not” put in",
        "“The bridge is not ready for the trucks.”",
        "“The bridge is ready for the trucks.”",
        "altered",
        "negation_changed",
    ),
    case(
        "“thirty” for “three”",
        "“We lost thirty boats in the storm last night.”",
        "“We lost three boats in the storm last night.”",
        "altered",
        "number_changed",
    ),
    case(
        "another digit",
        "“We lost 41 boats in the storm last night.”",
        "“We lost 47 boats in the storm last night.”",
        "altered",
        "number_changed",
    ),
    case(
        "“billion” for “million”",
        "“It cost us 20 billion to build the wall.”",
        "“It cost us 20 million to build the wall.”",
        "altered",
        "number_changed",
    ),
    case(
        "another town",
        "“I will take the road to Lewin on Monday.”",
        "“I will take the road to Harl on Monday.”",
        "altered",
        "name_changed",
    ),
    case(
        "“must” for “may”",
        "“The council must close the school in June.”",
        "“The council may close the school in June.”",
        "altered",
        "modal_changed",
    ),
    case(
        "“will” for “might”",
        "“The council will close the school in June.”",
        "“The council might close the school in June.”",
        "altered",
        "modal_changed",
    ),
    case(
        "an opposite",
        "“It is legal to fish from the north pier.”",
        "“It is illegal to fish from the north pier.”",
        "altered",
        "polarity_changed",
    ),
]

MINOR = [
    case(
        "“no one” for “nobody”",
        "“No one has offered them a penny for it.”",
        "“Nobody has offered them a penny for it.”",
        "altered",
    ),
    case(
        "“defense” for “defence”",
        "“The defense of the island is our duty.”",
        "“The defence of the island is our duty.”",
        "altered",
    ),
    case(
        "“do not” for “don’t”",
        "“We do not trust the new harbour master.”",
        "“We don’t trust the new harbour master.”",
        "altered",
    ),
    case(
        "“can’t” for “cannot”",
        "“You can’t eat a lighthouse in a hard winter.”",
        "“You cannot eat a lighthouse in a hard winter.”",
        "altered",
    ),
    case(
        "“3” for “three”",
        "“We lost 3 boats in the storm last night.”",
        "“We lost three boats in the storm last night.”",
        "altered",
    ),
]
