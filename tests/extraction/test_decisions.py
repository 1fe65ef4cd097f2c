"""The learned decisions: what they choose among, where the rules' answer stands, and where their weights lie."""

from __future__ import annotations

import shutil

import numpy as np
import pytest
import spacy

from quotes.errors import ModelNotFound
from quotes.extraction import Extractor
from quotes.extraction.attribution import Attributor
from quotes.extraction.candidates import CandidateFinder, bucket
from quotes.extraction.cues import ClauseFinder
from quotes.extraction.decisions import KEPT_SHARE, DecisionWeights, SpeakerRanker, find_decisions, weights_in
from quotes.extraction.language import load_language, shipped_model
from quotes.extraction.layout import PageLayout
from quotes.extraction.marks import marked_spans
from quotes.extraction.pipeline import quotations_of
from quotes.extraction.pronoun_weights import FEATURES, PronounWeights, write_weights
from quotes.extraction.sightings import NameFinder


@pytest.fixture(scope="module")
def nlp():
    return load_language(coreference=False)


@pytest.fixture(scope="module")
def rules_alone():
    return Extractor.load(learned=False)


def read(nlp, text):
    doc = nlp(text)
    layout = PageLayout(doc, marked_spans(text))
    clauses = ClauseFinder(layout)
    return layout, clauses, Attributor(layout, clauses).run()


def words(layout, mention):
    return layout.doc[mention.start : mention.end].text


TEXT = (
    "Mayor Ada Osei met Paul Falk. The mayor said the bridge was “a gift to the river.”\n\n“It will stand,” she said."
)


def test_every_mention_in_reach_is_a_candidate(nlp):
    layout, clauses, rules = read(nlp, TEXT)
    found = CandidateFinder(layout, clauses, rules).candidates(layout.quotes[0], None, None)
    assert {"The mayor", "Mayor Ada Osei", "Paul Falk"} <= {words(layout, candidate.mention) for candidate in found}


def test_the_speaker_before_is_a_candidate_wherever_she_stands(nlp):
    text = "Ada Osei spoke. “It is done,” Osei said.\n\nIt rained.\n\nIt snowed.\n\n“It will stand.”"
    layout, clauses, rules = read(nlp, text)
    finder = CandidateFinder(layout, clauses, rules)
    before = rules[0].mention
    assert before is not None and words(layout, before) == "Osei"
    far = [c for c in finder.candidates(layout.quotes[1], before, None) if c.mention.head == before.head]
    assert len(far) == 1 and far[0].zone == "far-before"
    assert "previous=same" in far[0].features


def test_features_tell_place_form_and_verb(nlp):
    layout, clauses, rules = read(nlp, TEXT)
    found = CandidateFinder(layout, clauses, rules).candidates(layout.quotes[1], None, None)
    she = next(candidate for candidate in found if words(layout, candidate.mention) == "she")
    assert {"form=pronoun", "pronoun=she", "verb=say", "place=same-right", "rule=True"} <= set(she.features)


def test_distances_fall_into_steps_that_grow():
    assert [bucket(n) for n in (0, 1, 2, 5, 10, 50, 1000)] == ["0", "0", "1", "4", "6", "11", "12"]


def test_each_decision_has_a_share_for_its_strength(nlp):
    layout, clauses, rules = read(nlp, TEXT)
    found = SpeakerRanker(layout, clauses, rules, find_decisions(nlp).speakers).run()
    assert [words(layout, finding.mention) for finding in found] == ["The mayor", "she"]
    assert all(0.5 < finding.strength <= 1 for finding in found)


@pytest.mark.parametrize(("share", "found"), [(KEPT_SHARE + 0.05, "Ada Osei"), (KEPT_SHARE - 0.05, None)])
def test_where_the_rules_find_a_speaker_nobody_needs_more_than_half(nlp, share, found):
    """A short span whose speaker is unsure is still somebody's words; they used to be dropped as a term."""

    class Torn:
        def probabilities(self, items):
            osei = [float("rule=True" in features) for features in items[:-1]]
            return np.array([share * here for here in osei] + [1 - share])

    layout, clauses, rules = read(nlp, "Ada Osei called the plan “hopeless.”")
    (finding,) = SpeakerRanker(layout, clauses, rules, Torn()).run()
    assert (finding.mention and words(layout, finding.mention)) == found


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("OSEI: We are ready for the winter, all of us.\n\nFALK: So are we, I hope.", "Osei"),
        ("Paul Falk came.\n\n“We are ready for the winter.” – Ada Osei", "Ada Osei"),
        ("“We are ready for the winter,” Paul Falk quoted Ada Osei as saying.", "Ada Osei"),
    ],
    ids=["transcript", "dash", "quoted as saying"],
)
def test_where_layout_decides_the_rules_answer_stands(extractor, text, name):
    found = extractor.extract(text)
    assert found[0].speaker is not None and found[0].speaker.name == name


def test_paragraphs_that_nothing_closes_speak_with_the_one_that_has_the_cue(extractor):
    found = extractor.extract("“Nobody came to the meeting.\n\n“Nobody even called.\n\n“We went home,” Ada Osei said.")
    assert [quotation.speaker and quotation.speaker.name for quotation in found] == ["Ada Osei"] * 3


def test_the_rules_decide_alone_when_asked_to(rules_alone, extractor):
    assert "without learned decisions" in rules_alone.fingerprint
    assert "without" not in extractor.fingerprint
    found = rules_alone.extract("“We are ready for the winter,” Ada Osei said.")
    assert found[0].speaker is not None and found[0].speaker.name == "Ada Osei"


def test_a_pipeline_that_was_saved_decides_with_the_weights_that_it_was_saved_with(tmp_path):
    nlp = load_language()
    nlp.add_pipe("quotations")
    nlp.to_disk(tmp_path / "saved")
    again = spacy.load(tmp_path / "saved")
    text = "“We are ready for the winter,” said the mayor, Ada Osei. “So is the river,” she added."
    ours, theirs = nlp(text), again(text)
    assert [s._.record for s in theirs.spans["quotations"]] == [s._.record for s in ours.spans["quotations"]]
    assert again.get_pipe("quotations").decisions is not None


def test_a_models_own_weights_come_before_the_shipped_ones(tmp_path):
    shutil.copytree(shipped_model(), tmp_path / "model")
    nlp = load_language(str(tmp_path / "model"), coreference=False)
    assert find_decisions(nlp) is weights_in(tmp_path / "model" / "attribution")
    shutil.rmtree(tmp_path / "model" / "attribution")
    assert find_decisions(nlp) is weights_in(shipped_model() / "attribution")


def test_pronouns_are_resolved_with_the_models_own_weights(tmp_path):
    # they used to be read from the shipped model whichever model was loaded, so that training them changed nothing
    shutil.copytree(shipped_model(), tmp_path / "model")
    nobody = write_weights(PronounWeights.of(np.array([100.0 * (name == "nobody") for name in FEATURES])))
    (tmp_path / "model" / "attribution" / "pronouns.json").write_text(nobody, encoding="utf8")
    nlp = load_language(str(tmp_path / "model"), coreference=False)
    nlp.add_pipe("quotations", config={"coreference": False})
    text = "Ada Osei came. “We are ready,” Ada Osei said on Monday. “So is the river,” she said."
    nlp.to_disk(tmp_path / "saved")
    for pipeline in (nlp, spacy.load(tmp_path / "saved")):
        doc = pipeline(text)
        assert [span._.speaker for span in doc.spans["quotations"]] == ["Ada Osei", None]


def test_a_folder_without_weights_is_named(tmp_path):
    with pytest.raises(ModelNotFound, match="no weights of the learned decisions"):
        DecisionWeights.from_disk(tmp_path)


def test_a_party_behind_a_lawmakers_name_is_nobody(nlp):
    text = "Sen. Ada Osei (Ind.) and Rep. Paul Falk, R-Maine, came. “We are ready,” they said."
    layout, clauses, rules = read(nlp, text)
    found = CandidateFinder(layout, clauses, rules).candidates(layout.quotes[0], None, None)
    mentioned = [words(layout, candidate.mention) for candidate in found]
    assert not any(word in {"Ind", "Ind.", "R", "Maine", "R-Maine"} for word in mentioned)
    assert any("Osei" in word for word in mentioned) and any("Falk" in word for word in mentioned)


def test_quoted_answers_to_questions_in_paragraphs_of_their_own_are_the_interviewees(speakers):
    text = (
        "Ada Osei has kept the harbour light for thirty years. Osei met us on the pier.\n\n"
        "**What was your first winter like?**\n\n“Quiet. I had a lamp and a kettle.”\n\n"
        "**Would you do it again?**\n\n“I would bring a second kettle.”"
    )
    assert speakers(text) == ["Ada Osei", "Ada Osei"]


def test_the_answers_of_a_courts_record_are_those_of_the_person_whom_the_reporter_names(extract):
    text = (
        "In a deposition, Ada Osei was asked about the fleet. Osei took her time.\n\n"
        "Q. How many boats did you have?\n\nA. I told them we had forty.\n\nQ. And how many were there?\n\nA. Eleven."
    )
    answers = [q for q in extract(text) if q.speaker and q.speaker.mention and q.speaker.mention.text.startswith("A")]
    assert [answer.speaker.name for answer in answers if answer.speaker] == ["Ada Osei", "Ada Osei"]


def test_the_full_form_of_a_surname_is_looked_for_once_an_article(nlp, monkeypatch):
    # each occurrence used to look through all others: an article with a thousand of them took half a minute
    looked: list[str] = []
    forms = NameFinder._full_forms
    monkeypatch.setattr(NameFinder, "_full_forms", lambda self, name: looked.append(name) or forms(self, name))
    doc = nlp("Ada Osei came. " + "“We are ready for it,” Osei said.\n\n" * 50)
    assert len(quotations_of(doc)) == 50
    assert looked.count("Osei") == 1
