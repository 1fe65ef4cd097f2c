"""Loading the language model: the one that ships with the package, or any spaCy pipeline in its place."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

import spacy
from spacy.language import Language

from quotes import settings

# registers the shipped model's pipes where the package was not installed anew since they came
from quotes.analysis import components as _components  # noqa: F401
from quotes.errors import ModelNotFound
from quotes.extraction.coreference import COMPONENT

# what extraction reads from a document; a pipeline without them would find nothing and say nothing
_NEEDED_PIPES = ("tagger", "parser", "ner")


def shipped_model() -> Path:
    """The folder of the pipeline that ships with this package (it may be absent from a source checkout)."""
    return Path(__file__).resolve().parent.parent / "model"


def load_language(model: str | None = None, *, coreference: bool = True, exclude: Iterable[str] = ()) -> Language:
    """A spaCy pipeline that extraction can work with.

    ``model`` is a package name (``en_core_web_lg``) or a folder; without one ``QUOTES_MODEL`` names it,
    else it is the shipped pipeline. With ``coreference`` the pipeline gets the component
    ``quotations_coreference`` in its on-demand form: it costs nothing until
    :class:`~quotes.extraction.coreference.CoreferenceResolver` is asked. ``exclude`` names components that
    are not loaded.

    Raises :class:`~quotes.errors.ModelNotFound` where the model is not installed, is not English or lacks a
    tagger, parser or entity recogniser that was not excluded.
    """
    excluded = list(exclude)
    name = model or settings.model()
    source: str | Path = name or shipped_model()
    if name is None and not (shipped_model() / "config.cfg").exists():
        raise ModelNotFound(
            f"the shipped language model is missing from {str(shipped_model())!r}: reinstall the package,"
            " train it (`quotes train DATA`) or name a spaCy pipeline with QUOTES_MODEL"
        )
    try:
        nlp = spacy.load(source, exclude=excluded)
    except (OSError, ValueError) as error:
        raise ModelNotFound(
            f"cannot load the language model {str(source)!r}:"
            " give a spaCy pipeline's package name (installed with pip) or the folder of one"
            f" ({_first_line(error)})"
        ) from error
    if nlp.lang != "en":
        raise ModelNotFound(f"the language model {str(source)!r} is for {nlp.lang!r}, not for English")
    for pipe in _NEEDED_PIPES:
        if pipe not in excluded and not nlp.has_pipe(pipe):
            raise ModelNotFound(f"the language model {str(source)!r} has no component {pipe!r}, which extraction needs")
    if coreference and not nlp.has_pipe(COMPONENT):
        nlp.add_pipe(COMPONENT, config={"whole_documents": False})
    return nlp


@lru_cache(maxsize=2)
def cached_language(model: str | None = None, *, coreference: bool = True) -> Language:
    """:func:`load_language`, once per process and model."""
    return load_language(model, coreference=coreference)


def _first_line(error: Exception) -> str:
    return str(error).strip().split("\n")[0]
