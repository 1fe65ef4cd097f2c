from __future__ import annotations

from datetime import date

from quotes.store.outdated import _OTHERS
from tests.store.samples import ARTICLE, article_quotations, short


def test_documents_of_other_extractors_come_newest_first_as_they_are_stored(archive):
    for number, day in ((1, date(2023, 5, 1)), (2, date(2023, 5, 3)), (3, date(2023, 5, 2))):
        archive.save(*short(number, "Oren Falk", day), extractor="one")
    archive.save(ARTICLE, article_quotations(), extractor="two")
    stored = archive.as_stored(archive.outdated("two"))
    assert [document.title for document in stored] == ["Report 2", "Report 3", "Report 1"]
    assert stored[0] == short(2, "Oren Falk", date(2023, 5, 3))[0]
    assert archive.as_stored(archive.outdated("one")) == [ARTICLE]
    archive.save(*short(2, "Oren Falk", date(2023, 5, 3)), extractor="two")
    assert len(archive.outdated("two")) == 2


def test_an_older_version_does_not_make_a_document_outdated(archive):
    archive.save(*short(1, "Oren Falk"), extractor="one")
    document, quotations = short(1, "Oren Falk", words="Something else")
    archive.save(document, quotations, extractor="two")
    assert len(archive.outdated("two")) == 0


def test_texts_are_not_read_to_find_them(archive):
    for number in range(50):
        archive.save(*short(number, "Oren Falk"), extractor="one")
    with archive._engine.begin() as connection:
        plan = archive._backend.explain(connection, _OTHERS.params(extractor="two"))
    assert any("COVERING INDEX ix_versions_current_extractor_document" in step for step in plan), plan
