"""The lists that edits choose from. They are the benchmark's own: the program has others."""

from __future__ import annotations

NEGATIONS = frozenset(
    "not no never nobody nothing none nor neither without hardly scarcely barely cannot nowhere".split()
)
# they deny without being negations: what drops them is neither clearly right nor clearly wrong
NEARLY = frozenset(
    "unlikely deny denies denied denying fail fails failed refuse refuses refused false falsely wrong doubt doubts "
    "lack lacks rarely seldom few little less least stop stops stopped prevent avoid against only alone just".split()
)
MODALS = frozenset("can could may might must should would".split())
NEARLY_MODALS = frozenset(
    "will shall ought need needs perhaps maybe probably possibly likely apparently allegedly seem seems seemed think "
    "thinks believe believes believed suppose guess hope hopes try trying want wants wanted supposed said says say "
    "told heard argue claim claims claimed".split()
)
CONDITIONS = frozenset("if unless".split())
NEARLY_CONDITIONS = frozenset(
    "provided whether when whenever until once while because since as before after except where so than that "
    "which who".split()
)
CONTRASTS = frozenset("but although though however yet despite".split())
NEARLY_CONTRASTS = frozenset("except rather instead whereas still nevertheless".split())

FUNCTION_WORDS = frozenset(
    "a an the and or of to in on at by for from with as is are was were be been being am i you he she it we they me "
    "him her us them my your his its our their this that these those there here do does did have has had what who "
    "which how why where when then so very too also about into over under up down out off all any some more most "
    "such".split()
)

OPPOSITES = {
    "good": "bad", "bad": "good", "strong": "weak", "weak": "strong", "win": "lose", "lose": "win", "more": "less",
    "less": "more", "better": "worse", "worse": "better", "first": "last", "last": "first", "right": "wrong",
    "wrong": "right", "open": "close", "start": "stop", "stop": "start", "succeeding": "failing",
    "failing": "succeeding", "increase": "decrease", "support": "oppose", "accept": "reject", "always": "never",
    "everybody": "nobody", "everyone": "no one", "true": "false", "easy": "hard", "hard": "easy", "safe": "unsafe",
    "simple": "complicated", "high": "low", "low": "high", "big": "small", "small": "big", "old": "new", "new": "old",
    "buy": "sell", "love": "hate", "before": "after", "after": "before", "rich": "poor", "poor": "rich",
    "peace": "war", "war": "peace", "friends": "enemies", "possible": "impossible", "legal": "illegal",
}  # fmt: skip

SYNONYMS = {
    "people": "folks", "big": "large", "great": "terrific", "very": "extremely", "think": "reckon", "say": "state",
    "want": "wish", "need": "require", "help": "assist", "start": "begin", "end": "finish", "stop": "halt",
    "war": "conflict", "money": "cash", "job": "post", "jobs": "posts", "country": "nation", "countries": "nations",
    "world": "globe", "president": "head of state", "election": "vote", "campaign": "race", "women": "ladies",
    "children": "kids", "kids": "children", "house": "home", "home": "house", "city": "town", "town": "city",
    "police": "officers", "fight": "battle", "win": "prevail", "lose": "be beaten", "right": "correct",
    "wrong": "mistaken", "important": "crucial", "hard": "tough", "tough": "hard", "bad": "poor", "good": "fine",
    "many": "a lot of", "lot": "great deal", "always": "at all times", "now": "at present", "today": "these days",
    "year": "twelve months", "years": "seasons", "work": "labour", "trying": "attempting", "try": "attempt",
    "keep": "retain", "give": "hand", "gave": "handed", "get": "obtain", "got": "obtained", "make": "create",
    "made": "created", "take": "seize", "took": "seized", "see": "notice", "saw": "noticed", "look": "glance",
    "know": "realise", "knew": "realised", "told": "informed", "ask": "query", "asked": "queried", "thing": "matter",
    "things": "matters", "way": "manner", "little": "small", "support": "back", "strong": "powerful", "weak": "feeble",
    "quick": "fast", "simple": "plain", "really": "truly", "just": "merely", "everybody": "each of us",
    "nobody": "not a soul", "everything": "the lot", "before": "prior to", "after": "following", "because": "since",
    "about": "concerning", "against": "opposed to", "weapons": "arms", "report": "account", "letter": "note",
    "talk": "chat", "wait": "hang on", "pay": "fund", "buy": "purchase", "road": "street", "water": "the wet",
    "doctor": "physician", "boat": "vessel", "door": "entrance", "finally": "at last", "happened": "took place",
}  # fmt: skip

PLAIN_WORDS = (
    "harbour bucket lantern quarrel meadow ceiling walnut trumpet saddle orchard kettle carpet button ladder basket "
    "pepper engine candle mirror pocket blanket hammer thunder feather whistle copper marble ribbon barley anchor"
).split()

TEENS = {
    "two": "five", "three": "thirty", "four": "seven", "five": "nine", "six": "sixty", "seven": "seventeen",
    "eight": "eighty", "nine": "nineteen", "ten": "twelve", "eleven": "seven", "twelve": "twenty", "fifteen": "fifty",
    "twenty": "thirty", "thirty": "thirteen", "forty": "fourteen", "fifty": "fifteen", "sixty": "sixteen",
    "hundred": "thousand", "thousand": "hundred", "million": "billion", "billion": "million", "half": "third",
    "first": "third", "second": "fifth", "third": "first", "twice": "three times", "dozen": "score",
}  # fmt: skip

DIGITS_OF = {
    "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9",
    "ten": "10", "eleven": "11", "twelve": "12", "fifteen": "15", "twenty": "20",
    "thirty": "30", "forty": "40", "fifty": "50",
}  # fmt: skip

CONTRACTIONS = {
    "don't": "do not", "doesn't": "does not", "didn't": "did not", "isn't": "is not", "aren't": "are not",
    "wasn't": "was not", "weren't": "were not", "can't": "cannot", "couldn't": "could not", "won't": "will not",
    "wouldn't": "would not", "shouldn't": "should not", "hasn't": "has not", "haven't": "have not", "hadn't": "had not",
    "i'm": "I am", "we're": "we are", "you're": "you are", "they're": "they are", "i've": "I have", "we've": "we have",
    "you've": "you have", "they've": "they have", "i'll": "I will", "we'll": "we will", "you'll": "you will",
    "they'll": "they will",
}  # fmt: skip

SPELLINGS = {
    "recognise": "recognize", "defence": "defense", "labour": "labor", "neighbour": "neighbor", "centre": "center",
    "harbour": "harbor", "honour": "honor", "favour": "favor", "colour": "color", "behaviour": "behavior",
    "organise": "organize", "organised": "organized", "programme": "program", "realise": "realize",
    "theatre": "theater",
    "grey": "gray", "travelled": "traveled", "cancelled": "canceled", "licence": "license",
    "apologise": "apologize",
    "tyres": "tires", "ageing": "aging", "judgement": "judgment", "neighbours": "neighbors", "criticise": "criticize",
    "favourite": "favorite", "analyse": "analyze", "metres": "meters", "kilometres": "kilometers", "litres": "liters",
    "honours": "honors", "emphasise": "emphasize", "organisation": "organization", "counsellor": "counselor",
}  # fmt: skip

NAMES_INSTEAD = (
    "Ohio Kenya Brazil Jordan Denmark Chicago Lisbon Peru Miller Hughes Petersen Fontaine Alvarez Cardiff Norway "
    "Quebec Portugal Hanoi Delgado Whitfield"
).split()
