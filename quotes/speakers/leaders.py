"""Parties and other organisations, and what their leaders are called."""

from __future__ import annotations

Decision = tuple[tuple[str, ...], str | None]

# parties and parliaments, by their keys in the speaker register
US_PARTIES = {"democratic-party", "republican-party", "libertarian-party", "green-party-us"}
COMMITTEES = {
    "democratic-national-committee": "democratic-party",
    "republican-national-committee": "republican-party",
}
PARTIES = US_PARTIES | {
    "conservative-party", "labour-party", "liberal-democrats", "scottish-national-party", "reform-uk", "ukip",
    "democratic-unionist-party", "plaid-cymru", "sinn-fein", "fine-gael", "fianna-fail", "united-russia", "ldpr", "cdu",
    "csu", "spd", "afd", "fdp", "german-greens", "die-linke", "national-rally", "la-france-insoumise",
    "les-republicains", "brothers-of-italy", "lega", "five-star-movement", "podemos", "syriza", "likud", "fatah",
    "fidesz", "law-and-justice", "civic-platform", "chinese-communist-party", "bjp", "indian-national-congress",
    "african-national-congress", "akp", "liberal-party-of-canada", "conservative-party-of-canada", "green-party-gb",
    *COMMITTEES,
}  # fmt: skip

# who leads an organisation, where news says "chief", "head", "director", "chair" or "president"
LEADERS: dict[str, Decision] = {
    "nato": (("secretary general",), "nato"),
    "un": (("secretary general",), "un"),
    "osce": (("secretary general", "head"), "osce"),
    "council-of-europe": (("secretary general",), "council-of-europe"),
    "eu": (("commission president", "council president"), "eu"),
    "european-commission": (("commission president",), "european-commission"),
    "european-council": (("council president",), "european-council"),
    "european-external-action-service": (("high representative",), "eu"),
    "european-parliament": (("parliament president",), "european-parliament"),
    "ecb": (("central bank governor", "head"), "ecb"),
    "federal-reserve": (("central bank governor",), "federal-reserve"),
    "bank-of-england": (("central bank governor",), "bank-of-england"),
    "bank-of-russia": (("central bank governor",), "bank-of-russia"),
    "bank-of-japan": (("central bank governor",), "JP"),
    "peoples-bank-of-china": (("central bank governor",), "CN"),
    "republican-peoples-party": (("party leader", "opposition leader"), "republican-peoples-party"),
    "bundesbank": (("central bank governor",), "bundesbank"),
    "national-bank-of-ukraine": (("central bank governor",), "national-bank-of-ukraine"),
    "imf": (("managing director",), "imf"),
    "who": (("director general", "head"), "who"),
    "iaea": (("director general", "head"), "iaea"),
    "wto": (("director general", "head"), "wto"),
    "opcw": (("director general", "head"), "opcw"),
    "unesco": (("director general", "head"), "unesco"),
    "fbi": (("head",), "fbi"),
    "metropolitan-police": (("police chief",), "metropolitan-police"),
    "state-department": (("foreign minister",), "US"),
    "pentagon": (("defence minister",), "US"),
    "us-treasury": (("finance minister",), "US"),
    "justice-department": (("justice minister",), "US"),
    "homeland-security": (("homeland security secretary",), "US"),
    "commerce-department": (("trade minister",), "US"),
    "energy-department": (("energy minister",), "US"),
    "uk-foreign-office": (("foreign minister",), "GB"),
    "uk-home-office": (("interior minister",), "GB"),
    "uk-ministry-of-defence": (("defence minister",), "GB"),
    "hm-treasury": (("finance minister",), "GB"),
    "kremlin": (("president",), "RU"),
    "ukrainian-presidential-office": (("chief of staff",), "UA"),
    "nypd": (("police chief",), "nypd"),
    "us-supreme-court": (("chief justice",), "US"),
    **{key: (("intelligence chief", "head"), key)
       for key in ("cia", "mi5", "mi6", "gchq", "fsb", "svr", "gru", "sbu", "mossad", "shin-bet", "nsa")},
    **{key: (("party leader", "party chair"), key) for key in PARTIES - US_PARTIES},
    **{key: (("party chair", "party leader"), party) for key, party in COMMITTEES.items()},
    **{key: (("party chair",), key) for key in US_PARTIES},
}  # fmt: skip
_NO_LEADER = {"white-house", "us-congress", "us-house", "us-senate", "uk-parliament", "house-of-lords"}
PARLIAMENTS = {"verkhovna-rada", "state-duma", "federation-council", "bundestag", "sejm", "knesset",
                "french-national-assembly"}  # fmt: skip


def leader_of(of: str, literal: tuple[str, ...]) -> Decision | None:
    """Who leads an organisation; the word that was said counts too."""
    if of in _NO_LEADER:
        return None
    if of in PARLIAMENTS:
        return ("parliament president", "speaker", "head"), of
    if of in LEADERS:
        roles, at = LEADERS[of]
        return tuple(dict.fromkeys((*roles, *literal))), at
    return tuple(dict.fromkeys((*literal, "head"))), of
