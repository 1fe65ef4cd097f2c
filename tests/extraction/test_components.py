"""The components in somebody's own spaCy pipeline."""

from __future__ import annotations

import subprocess
import sys

import pytest
import spacy
from spacy.tokens import Doc, DocBin

from quotes.extraction.language import load_language

TEXT = "Mayor Ada Osei came late. “We are ready for the winter,” she said. “So are we,” the report said."


@pytest.fixture(scope="module")
def nlp():
    nlp = load_language()
    nlp.add_pipe("quotations")
    return nlp


@pytest.fixture(scope="module")
def doc(nlp):
    return nlp(TEXT)


def test_the_component_fills_a_span_group_with_the_quotations(doc):
    group = doc.spans["quotations"]
    assert [span.text for span in group] == ["“We are ready for the winter,”", "“So are we,”"]
    assert [span.label_ for span in group] == ["direct", "direct"]


def test_each_span_knows_speaker_mention_cue_method_and_confidence(doc):
    first, second = doc.spans["quotations"]
    assert (first._.speaker, first._.speaker_type) == ("Ada Osei", "person")
    assert (first._.mention.text, first._.cue.text) == ("she", "said")
    assert isinstance(first._.method, str)
    assert 0 < first._.confidence <= 1
    assert (second._.speaker, second._.speaker_type) == ("the report", "document")


def test_cues_and_mentions_have_span_groups_of_their_own(doc):
    assert [span.text for span in doc.spans["quotation_cues"]] == ["said", "said"]
    assert [(span.text, span.label_) for span in doc.spans["quotation_mentions"]] == [
        ("she", "person"),
        ("the report", "document"),
    ]


def test_the_record_has_exact_offsets(doc):
    for span in doc.spans["quotations"]:
        record = span._.record
        assert TEXT[record["start"] : record["end"]] == record["text"]
        assert set(record) == {"start", "end", "text", "kind", "continues", "cue", "speaker"}


def test_a_quotation_without_a_speaker_has_none_in_every_attribute(nlp):
    doc = nlp("“The road is closed for good.”")
    (span,) = doc.spans["quotations"]
    assert [span._.speaker, span._.speaker_type, span._.mention, span._.cue, span._.confidence] == [None] * 5


def test_a_document_without_quotations_has_empty_groups(nlp):
    doc = nlp("Nothing was said.")
    assert [len(doc.spans[name]) for name in ("quotations", "quotation_cues", "quotation_mentions")] == [0, 0, 0]
    assert len(nlp("").spans["quotations"]) == 0


def test_a_document_keeps_its_quotations_through_bytes(nlp, doc):
    again = Doc(nlp.vocab).from_bytes(doc.to_bytes())
    assert [(s.text, s.label_, s._.speaker) for s in again.spans["quotations"]] == [
        (s.text, s.label_, s._.speaker) for s in doc.spans["quotations"]
    ]


def test_a_docbin_that_stores_user_data_keeps_the_speakers(nlp, doc):
    bin_ = DocBin(docs=[doc], store_user_data=True)
    (again,) = DocBin().from_bytes(bin_.to_bytes()).get_docs(nlp.vocab)
    assert [s._.speaker for s in again.spans["quotations"]] == ["Ada Osei", "the report"]
    assert [s._.mention.text for s in again.spans["quotations"]] == ["she", "the report"]


def test_two_processes_give_what_one_gives(nlp):
    texts = [TEXT, "Nothing was said.", "“We are ready,” said Paul Falk."] * 2

    def found(**options):
        return [[s._.record for s in doc.spans["quotations"]] for doc in nlp.pipe(texts, batch_size=2, **options)]

    assert found(n_process=2) == found()


def test_a_pipeline_with_the_component_is_saved_and_loaded(nlp, tmp_path):
    nlp.to_disk(tmp_path / "pipeline")
    again = spacy.load(tmp_path / "pipeline")
    doc = again(TEXT)
    assert [span._.speaker for span in doc.spans["quotations"]] == ["Ada Osei", "the report"]


def test_a_pipeline_that_was_loaded_again_has_coreference(nlp, tmp_path, caplog):
    nlp.to_disk(tmp_path / "pipeline")
    again = spacy.load(tmp_path / "pipeline")
    again(TEXT)
    assert caplog.text == ""
    assert again.get_pipe("quotations").coreference is not None


def test_the_component_reads_two_apostrophes_where_it_is_configured_to():
    nlp = load_language(coreference=False)
    nlp.add_pipe("quotations", config={"apostrophe_pairs": True, "coreference": False})
    doc = nlp("''We are ready for the winter,'' Ada Osei said.")
    assert [(s._.record["text"], s._.speaker) for s in doc.spans["quotations"]] == [
        ("''We are ready for the winter,''", "Ada Osei")
    ]


def test_the_marks_alone_need_no_model(tmp_path):
    nlp = spacy.blank("en")
    nlp.add_pipe("quotation_marks")
    doc = nlp("“We are ready,” Ada Osei said.\n\n> We will rebuild the bridge.")
    assert [(span.text, span.label_) for span in doc.spans["quotation_marks"]] == [
        ("“We are ready,”", "marks"),
        ("We will rebuild the bridge.", "block"),
    ]
    nlp.to_disk(tmp_path / "blank")
    assert spacy.load(tmp_path / "blank").pipe_names == ["quotation_marks"]


def test_the_marks_component_gives_titles_and_scare_quotes_as_well():
    nlp = spacy.blank("en")
    nlp.add_pipe("quotation_marks", config={"apostrophe_pairs": True})
    doc = nlp("Her film ''The Long Winter Road'' opened in a “smart” hall.")
    assert len(doc.spans["quotation_marks"]) == 2


def test_the_factories_are_found_without_an_import_of_this_project():

    code = "import spacy; nlp = spacy.blank('en'); nlp.add_pipe('quotation_marks'); print(nlp.pipe_names)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.stdout.strip() == "['quotation_marks']", done.stderr[-500:]
