"""Given names and the gender that they suggest, from the name lists of Faker (MIT licence).

``python -m quotes.training.given_names quotes/extraction/words/given_names.txt`` writes what
:mod:`quotes.extraction.names` reads. Faker is needed for this alone: ``pip install faker``. Names in other alphabets
are taken in by their transliteration; a name that both genders bear is left out unless the lists agree three to one.
"""

from __future__ import annotations

import sys
from collections import Counter
from importlib import import_module
from pathlib import Path

# in Latin letters, or in alphabets that transliterate letter by letter
_LOCALES = """
az_AZ bg_BG cs_CZ da_DK de_AT de_CH de_DE el_GR en en_GB en_IE en_IN en_KE en_NG en_NZ en_US es_AR es_CA es_CL es_CO
es_ES es_MX et_EE fi_FI fr_BE fr_CA fr_CH fr_DZ fr_FR ga_IE ha_NG hr_HR hu_HU hy_AM id_ID ig_NG it_IT ka_GE lv_LV mk_MK
nl_BE nl_NL no_NO pl_PL pt_BR pt_PT ro_RO ru_RU sk_SK sl_SI sv_SE sw tr_TR tw_GH uk_UA uz_UZ yo_NG zu_ZA
""".split()
_MAJORITY = 3


def collect() -> tuple[list[str], list[str]]:
    """Male and female given names, folded and sorted; raises :class:`ImportError` where Faker is not installed."""
    from anyascii import anyascii

    votes: dict[str, Counter[str]] = {}
    for locale in _LOCALES:
        provider = import_module(f"faker.providers.person.{locale}").Provider
        for gender in ("male", "female"):
            for name in set(getattr(provider, f"first_names_{gender}", ())):
                word = anyascii(name).lower().replace("'", "").replace("’", "")
                if len(word) > 1 and word.replace("-", "").isalpha():
                    votes.setdefault(word, Counter())[gender] += 1
    male = sorted(w for w, c in votes.items() if c["male"] and c["male"] >= _MAJORITY * c["female"])
    female = sorted(w for w, c in votes.items() if c["female"] and c["female"] >= _MAJORITY * c["male"])
    return male, female


def main() -> None:
    """Write the file named on the command line: the male names on the first line, the female on the second."""
    Path(sys.argv[1]).write_text("".join(" ".join(names) + "\n" for names in collect()), encoding="utf8")


if __name__ == "__main__":
    main()
