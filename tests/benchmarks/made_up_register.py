"""A register of made-up people, as large as wanted: names as unevenly spread as real ones, other spellings, offices.

A few family names are everywhere and most are rare (Zipf's law), so hundreds share a surname and some a whole name.
"""

from __future__ import annotations

import itertools
import random
import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

# given names (men's; women's), family names, and pieces of which rarer family names are made
_PEOPLES: dict[str, tuple[str, str, str, tuple[str, str, str]]] = {
    "English": (
        "James John Robert Michael William David Richard Joseph Thomas Charles Daniel Matthew Anthony Mark Steven Paul "
        "Andrew Joshua Kenneth Kevin Brian George Edward Ronald Timothy Jason Jeffrey Ryan Jacob Gary Nicholas Eric "
        "Jonathan Stephen Larry Justin Scott Brandon Benjamin Samuel Gregory Frank Alexander Raymond "
        "Patrick Jack Dennis",
        "Mary Patricia Jennifer Linda Elizabeth Barbara Susan Jessica Sarah Karen Lisa Nancy Betty Sandra "
        "Margaret Ashley "
        "Kimberly Emily Donna Michelle Carol Amanda Melissa Deborah Stephanie Rebecca Laura Helen Sharon Cynthia Amy",
        "Smith Johnson Williams Brown Jones Miller Davis Wilson Anderson Thomas Taylor Moore Jackson Martin "
        "Thompson White "
        "Harris Clark Lewis Robinson Walker Young Allen King Wright Scott Hill Green Adams Nelson Baker Hall Campbell "
        "Mitchell Carter Roberts Turner Phillips Parker Evans Edwards Collins Stewart Morris Murphy Cook Rogers Morgan",
        ("Ash Bar Black Brad Brook Cal Char Clay Craw Dal Ed Fair Gar Hal Har Ken Lang Mar Nor Pem Rad Sher "
        "Stan Thorn Whit",
         "a e i o in ing er en ar", "bury by cott dale field ford gate ham hurst leigh ley man mond more "
         "ridge sley stead "
         "stone ton ville ward well wick wood worth"),
    ),
    "Slavic": (
        "Andriy Oleksandr Serhiy Volodymyr Mykola Dmytro Ivan Yuriy Vitaliy Oleh Viktor Petro Vasyl Ihor "
        "Bohdan Taras Roman "
        "Sergei Dmitry Alexei Nikolai Vladimir Mikhail Igor Yevgeny Konstantin Maxim Pavel Anatoly Boris Oleg Grigory",
        "Olena Oksana Iryna Natalia Tetiana Kateryna Yulia Svitlana Maria Hanna Larysa Olga Irina Ekaterina "
        "Tatyana Elena",
        "Melnyk Shevchenko Kovalenko Bondarenko Tkachenko Kravchenko Oliynyk Ivanenko Moroz Lysenko Rudenko Savchenko "
        "Petrenko Marchenko Ivanov Smirnov Kuznetsov Popov Sokolov Lebedev Kozlov Novikov Morozov Petrov Volkov Pavlov",
        ("Bil Bor Chor Der Dov Hal Hor Khar Kol Kor Kras Lev Mak Mel Mos Nov Ol Pod Prok Rad Rom Sav Sem "
        "Shum Tar Ver Vin Zhur",
         "a e i o y", "bchenko chenko denko dskyi hailov lnyk ltsev menko nchuk nenko nets niuk nov rchuk "
         "renko rov rskyi "
         "senko shenko shyn tkin tskyi vchuk venko zhnyi"),
    ),
    "Arabic": (
        "Mohammed Ahmed Ali Hassan Hussein Omar Khaled Ibrahim Mahmoud Youssef Abdullah Mustafa Said Tariq "
        "Faisal Salem "
        "Nasser Karim Bilal Hamza Samir Walid Ziad Jamal Adel Majid",
        "Fatima Aisha Mariam Layla Zainab Noor Huda Salma Amina Rania Samira Nadia Hanan Dalia",
        "Khalil Haddad Mansour Nasser Saleh Hamdan Qasim Farouk Rahman Aziz Hakim Sharif Jaber Barakat Darwish Zahrani",
        ("Ab Ba Dar Fa Gha Ha Ja Ka Kha Ma Mu Na Qa Ra Sa Sha Ta Wa Ya Za", "b d f h l m n r s z", "ani awi "
        "bari dani di hadi "
         "hani kari lani mi mani qi rashi ri shani wi zani"),
    ),
    "Spanish": (
        "José Juan Luis Carlos Miguel Pedro Jesús Antonio Francisco Manuel Javier Rafael Fernando Alejandro "
        "Diego Andrés "
        "Ricardo Sergio Pablo Jorge Álvaro Héctor Raúl Óscar",
        "María Carmen Ana Isabel Laura Lucía Marta Elena Sofía Paula Andrea Gabriela Valentina Daniela Verónica Inés",
        "García Rodríguez González Fernández López Martínez Sánchez Pérez Gómez Ruiz Hernández Díaz Moreno "
        "Muñoz Álvarez "
        "Romero Alonso Gutiérrez Navarro Torres Domínguez Vázquez Ramos Gil Ramírez Serrano Molina Castro",
        ("Al Ar Bal Bar Cal Car Cas Cor Del Es Gal Lar Lin Mal Mar Mon Or Pal Per Qui Sal San Val Ver", "a e i o u",
         "beda ceda dares gano guera jano lba les llo mares nares ndez nero nosa rado redo rena res ro roz "
         "rte sco tero vides"),
    ),
    "German": (
        "Hans Peter Wolfgang Klaus Jürgen Dieter Manfred Uwe Bernd Stefan Andreas Christian Martin Markus "
        "Jens Jörg Günter "
        "Matthias Sebastian Florian Tobias",
        "Ursula Monika Petra Sabine Renate Andrea Claudia Susanne Gabriele Anja Katrin Birgit Heike Angela Annalena",
        "Müller Schmidt Schneider Fischer Weber Meyer Wagner Becker Schulz Hoffmann Schäfer Koch Bauer "
        "Richter Klein Wolf "
        "Schröder Neumann Schwarz Zimmermann Braun Krüger Hofmann Hartmann Lange Schmitt Werner Krause",
        ("Alt Berg Birn Blum Brand Buch Dorn Eich Feld Fried Gold Hahn Hasel Kalt Kirch Lind Neu Ost Roth "
        "Schön Stein Wald",
         "en er el in", "bach bauer baum berg burg dorf eck feld hagen hammer hof holz hauser kamp mann "
         "meier müller stein thal"),
    ),
    "Chinese": (
        "Wei Jianguo Xiaoming Jun Yong Guoqiang Zhigang Haibo Minghua Dong Liang Peng Zhiyuan Jianhua Wenbin Zhongwei",
        "Fang Na Xiuying Min Jing Li Yan Ting Xiaohong Meiling Hong Yulan",
        "Wang Li Zhang Liu Chen Yang Huang Zhao Wu Zhou Xu Sun Ma Zhu Hu Guo He Lin Gao Luo Zheng Liang Xie Song Tang",
        ("Wang Li Zhang Liu Chen", "", ""),
    ),
}  # fmt: skip
_WEIGHTS = {"English": 40, "Slavic": 20, "Arabic": 12, "Spanish": 14, "German": 10, "Chinese": 4}
_COUNTRIES = {
    "English": "US GB CA AU NZ IE", "Slavic": "UA RU BY PL", "Arabic": "SA EG IQ JO SY AE QA", "Spanish":
    "ES MX AR CO CL",
    "German": "DE AT CH", "Chinese": "CN TW SG",
}  # fmt: skip
_ROLES = {
    "member of parliament": "MP", "senator": "Senator", "representative": "Representative", "mayor": "Mayor",
    "minister": "Minister", "deputy foreign minister": "Deputy Foreign Minister", "governor": "Governor",
    "ambassador": "Ambassador", "finance minister": "Finance Minister", "spokesperson": "spokesperson",
    "judge": "Judge", "party leader": "party leader", "chief executive": "chief executive", "activist": "activist",
}  # fmt: skip
_SPELLINGS = (
    ("iy", "yi"), ("yi", "yy"), ("skyi", "sky"), ("h", "g"), ("ei", "ey"), ("zh", "j"), ("ou", "u"), ("kh", "h"),
    ("ü", "ue"), ("ö", "oe"), ("ä", "ae"), ("q", "k"), ("ss", "s"), ("ya", "ia"), ("y", "i"),
)  # fmt: skip
_NICKNAMES = {
    "James": "Jim", "Robert": "Bob", "Michael": "Mike", "William": "Bill", "Richard": "Dick", "Joseph": "Joe",
    "Thomas": "Tom", "Daniel": "Dan", "Anthony": "Tony", "Andrew": "Andy", "Elizabeth": "Liz", "Susan": "Sue",
    "Oleksandr": "Sasha", "Vladimir": "Volodya", "Francisco": "Paco", "Edward": "Ted", "Timothy": "Tim",
}  # fmt: skip
_BODIES = "Institute Council Foundation Union Agency Committee Bank Party Association Ministry Commission "
"Federation".split()
_FAMILY_NAMES = 6000  # of one people, at most
_TWO_GIVEN_NAMES = 0.6  # share of people who are called by two, so that not too many share a whole name


class _Names:
    """The names of one people with their running weights."""

    def __init__(self, people: str) -> None:
        men, women, families, (begin, middle, end) = _PEOPLES[people]
        made = ("".join(parts) for parts in itertools.product(begin.split(), middle.split(), end.split()))
        rare = sorted(set(made))
        random.Random(people).shuffle(rare)
        self.families = [*families.split(), *rare][:_FAMILY_NAMES]
        self.givens = [*((name, "male") for name in men.split()), *((name, "female") for name in women.split())]
        self.family_weights = _zipf(len(self.families), 10)
        self.given_weights = _zipf(len(self.givens), 10)
        self.men_and_women = {sex: [name for name, other in self.givens if other == sex] for sex in ("male", "female")}


def _zipf(number: int, flat: int) -> list[float]:
    return list(itertools.accumulate(1 / (rank + flat) for rank in range(number)))


def records(people: int, seed: int = 1) -> Iterator[dict[str, Any]]:
    """The objects of a register of so many, one in a hundred an organisation; always the same for one seed.

    About 40 in 1000 share a whole name with somebody; the commonest surname is that of 1 in 50.
    """
    chance = random.Random(seed)
    names = {people_: _Names(people_) for people_ in _PEOPLES}
    for number in range(people):
        tongue = chance.choices(list(_WEIGHTS), weights=list(_WEIGHTS.values()))[0]
        if number % 100 == 99:
            yield _organisation(number, names[tongue], chance)
        else:
            yield _person(number, tongue, names[tongue], chance)


def _organisation(number: int, names: _Names, chance: random.Random) -> dict[str, Any]:
    name = f"{chance.choice(names.families)} {chance.choice(_BODIES)} {number}"
    return {"key": f"made-up-{number}", "type": "group", "name": name, "aliases": [f"the {name}"], "of": "US"}


def _person(number: int, tongue: str, names: _Names, chance: random.Random) -> dict[str, Any]:
    given, gender = chance.choices(names.givens, cum_weights=names.given_weights)[0]
    family = chance.choices(names.families, cum_weights=names.family_weights)[0]
    if tongue == "Chinese":
        name = f"{family} {given}"
    elif chance.random() < _TWO_GIVEN_NAMES:
        name = f"{given} {chance.choice(names.men_and_women[gender])} {family}"
    else:
        name = f"{given} {family}"
    aliases = list(itertools.islice(_aliases(given, family, tongue, chance), chance.randint(1, 3)))
    return {
        "key": f"made-up-{number}",
        "type": "person",
        "name": name,
        "aliases": list(dict.fromkeys(alias for alias in aliases if alias != name)),
        "gender": gender,
        "offices": [_office(tongue, chance) for _ in range(chance.randint(1, 3))],
    }


def _aliases(given: str, family: str, tongue: str, chance: random.Random) -> Iterator[str]:
    if tongue == "Chinese":
        yield f"{given} {family}"
    elif (other := otherwise(f"{given} {family}")) is not None:
        yield other
    if given in _NICKNAMES:
        yield f"{_NICKNAMES[given]} {family}"
    yield f"{given} {chance.choice('ABCDEFGHJKLMNPRSTW')}. {family}"
    yield f"{given} {chance.choice(('Lee', 'Maria', 'Alan', 'Victor', 'Amin'))} {family}"


def otherwise(name: str) -> str | None:
    """A name in another spelling, where there is one: "Serhiy" as "Sergiy", "Müller" as "Mueller"."""
    for written, other in _SPELLINGS:
        if re.search(f"(?<=[A-Za-z]){written}", name):
            return re.sub(f"(?<=[A-Za-z]){written}", other, name)
    return None


def _office(tongue: str, chance: random.Random) -> dict[str, Any]:
    role = chance.choice(list(_ROLES))
    begun = date(1995, 1, 1) + timedelta(chance.randrange(10_500))
    ended = begun + timedelta(chance.randint(200, 4000))
    office = {"role": role, "of": chance.choice(_COUNTRIES[tongue].split()), "title": _ROLES[role]}
    if role == "ambassador":
        office["to_place"] = chance.choice(("FR", "JP", "BR", "un"))
    return {**office, "from": begun.isoformat(), "to": None if ended.year > 2024 else ended.isoformat()}
