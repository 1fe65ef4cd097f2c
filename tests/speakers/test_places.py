from __future__ import annotations

import pytest

from quotes.speakers.places import (
    adjective_of,
    country_of,
    place_name,
    place_of,
    rows,
    senses_of,
    split_words,
    state_of,
    within,
)
from quotes.speakers.register import shipped_register

# the alpha-2 codes of ISO 3166-1
ISO = """
    AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC
    CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD
    GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH
    KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW
    MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC
    SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY
    UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW
""".split()


def test_every_country_of_iso_3166_is_listed_once():
    codes = [row[0] for row in rows("countries")]
    assert sorted(codes) == sorted([*ISO, "XK"])


def test_no_organisation_or_region_is_listed_twice():
    for name in ("regions", "organisations"):
        codes = [row[0] for row in rows(name)]
        assert len(codes) == len(set(codes)), name


@pytest.mark.parametrize(
    "words, code",
    [
        ("British", "GB"),
        ("Britain’s", "GB"),
        ("the UK", "GB"),
        ("U.K.", "GB"),
        ("Brits", "GB"),
        ("London", "GB"),
        ("Whitehall", "GB"),
        ("Downing Street", "GB"),
        ("No. 10", "GB"),
        ("Washington", "US"),
        ("Washington, D.C.", "US"),
        ("America", "US"),
        ("American", "US"),
        ("Americans", "US"),
        ("U.S.", "US"),
        ("U. S.", "US"),
        ("the United States", "US"),
        ("the United States of America", "US"),
        ("Kyiv's", "UA"),
        ("KYIV’S", "UA"),
        ("Kiev", "UA"),
        ("Ukrainians", "UA"),
        ("Moscow", "RU"),
        ("Soviet", "RU"),
        ("Kremlin", "kremlin"),
        ("the Kremlin", "kremlin"),
        ("Beijing", "CN"),
        ("Tehran", "IR"),
        ("Holyrood", "GB-SCT"),
        ("Welsh", "GB-WLS"),
        ("Northern Irish", "GB-NIR"),
        ("Brussels", "eu"),
        ("Brussels’", "eu"),
        ("the EU", "eu"),
        ("E.U.", "eu"),
        ("European Union", "eu"),
        ("the bloc", None),
        ("the Commission", "european-commission"),
        ("UN", "un"),
        ("U.N.", "un"),
        ("United Nations", "un"),
        ("United Nations Security Council", "un-security-council"),
        ("NATO", "nato"),
        ("Nato", "nato"),
        ("North Atlantic Treaty Organisation", "nato"),
        ("WHO", "who"),
        ("who", None),
        ("us", None),
        ("the Fed", "federal-reserve"),
        ("State Department", "state-department"),
        ("GOP", "republican-party"),
        ("Tory", "conservative-party"),
        ("Côte d’Ivoire", "CI"),
        ("Ivory Coast", "CI"),
        ("Türkiye", "TR"),
        ("Burma", "MM"),
        ("Czechia", "CZ"),
        ("Bosnian", "BA"),
        ("South Korean", "KR"),
        ("North Korean", "KP"),
        ("DR Congo", "CD"),
        ("Congo-Brazzaville", "CG"),
        ("Guinea-Bissau", "GW"),
        ("Niger", "NE"),
        ("Nigerian", "NG"),
        ("Nigerien", "NE"),
        ("Palestinian", "PS"),
        ("Taipei", "TW"),
        ("Pristina", "XK"),
        ("The Hague", "NL"),
        ("Texan", "US-TX"),
        ("Texas", "US-TX"),
        ("Calif.", "US-CA"),
        ("N.Y.", "US-NY"),
        ("Miss.", "US-MS"),
        ("Miss", None),
        ("West Virginia", "US-WV"),
        ("Vermont", "US-VT"),
        ("Kharkiv", "UA-63"),
        ("Munich", "DE/Munich"),
        ("New York City", "US/New York"),
        ("Vatican", "holy-see"),
        ("winger", None),
        ("", None),
        ("the", None),
        ("’s", None),
    ],
)
def test_words_for_places(words, code):
    assert place_of(words) == code


@pytest.mark.parametrize(
    "words, senses",
    [
        ("Georgia", ("GE", "US-GA")),
        ("Washington", ("US", "US-WA", "US/Washington")),
        ("Congolese", ("CD", "CG")),
        ("Korean", ("KR", "KP")),
        ("Brussels", ("eu", "BE", "BE/Brussels")),
        ("New York", ("US-NY", "US/New York")),
        ("Kyiv", ("UA", "UA/Kyiv")),
        ("Georgian", ("GE",)),
        ("winger", ()),
    ],
)
def test_a_word_for_several_places_has_them_all_in_order(words, senses):
    assert senses_of(words) == senses


@pytest.mark.parametrize(
    "code, name",
    [
        ("GB", "United Kingdom"),
        ("US-TX", "Texas"),
        ("GB/London", "London"),
        ("UA/Kyiv", "Kyiv"),
        ("nato", "NATO"),
        ("XX/Nowhere", "Nowhere"),
        ("acme", "acme"),
    ],
)
def test_places_have_a_name_for_display(code, name):
    assert place_name(code) == name


@pytest.mark.parametrize(
    "code, outer",
    [
        ("GB", ()),
        ("US-TX", ("US",)),
        ("GB/London", ("GB",)),
        ("european-commission", ("eu",)),
        ("state-department", ("US",)),
        ("house-of-lords", ("uk-parliament", "GB")),
        ("russian-foreign-ministry", ("RU",)),
        ("south-african-defence-ministry", ("ZA",)),
        ("ukrainian-air-force", ("UA",)),
        ("acme", ()),
    ],
)
def test_places_lie_within_others(code, outer):
    assert within(code) == outer


def test_the_country_of_a_body():
    assert [country_of(code) for code in ("kremlin", "US-TX", "FR", "nato", "acme")] == ["RU", "US", "FR", None, None]


def test_states_are_known_by_every_abbreviation_of_party_letters():
    assert {state_of(word) for word in ("Calif.", "CA", "California", "Calif")} == {"US-CA"}
    assert state_of("N.Y.") == state_of("NY") == "US-NY"
    assert state_of("Acme") is None


def test_adjectives_make_the_keys_of_ministries():
    assert [adjective_of(code) for code in ("RU", "GB", "SA")] == ["Russian", "British", "Saudi"]


def test_words_are_folded_and_possessives_stand_alone():
    assert [word.text for word in split_words("Côte d’Ivoire’s U.N. Secretary‑General")] == [
        "cote", "divoire", "'s", "un", "secretary", "general",
    ]  # fmt: skip


def test_organisations_of_the_shipped_register_are_known_where_they_give_offices():
    offices = [office for record in shipped_register() for office in record.offices]
    places = {office.of for office in offices if office.role in {"spokesperson", "secretary general", "senator"}}
    assert [code for code in sorted(filter(None, places)) if place_name(code) == code and not within(code)] == []
