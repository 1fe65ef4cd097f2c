"""``quotes review``: a person's decision who spoke a quotation."""

from __future__ import annotations

import click

from quotes.cli.decisions import archive_of
from quotes.cli.options import as_json, database, deciding, who, why
from quotes.cli.printing import dump
from quotes.cli.printing_findings import review_sentence
from quotes.cli.whom import one_speaker


@click.command()
@click.argument("quotation", metavar="QUOTATION")
@click.option("--speaker", metavar="NAME", help="Who spoke: a name in any form, or an id.")
@click.option("--nobody", is_flag=True, help="The text does not tell who spoke.")
@click.option("--new", is_flag=True, help="NAME is a person whom the archive does not know yet.")
@click.option("--parts", is_flag=True, help="Decide about all parts of the statement, where it goes on in others.")
@click.option("--undo", is_flag=True, help="Take the decision back: the speaker is the one of extraction again.")
@who
@why
@as_json
@database
def review(
    quotation: str,
    speaker: str | None,
    nobody: bool,
    new: bool,
    parts: bool,
    undo: bool,
    who: str | None,
    why: str,
    as_json: bool,
    db: str | None,
) -> None:
    """Decide who spoke QUOTATION (an id, as `quotes search` shows it), or that nobody can be told.

    The decision holds when the document is read again, also by another extractor, and in the document's next version
    where the words stand as they did. It is kept with who, when and why.

    Exit codes: 0 decided; 1 there is no such quotation or speaker; 2 it could not be done.

    \b
    Example:
      quotes review kg9wy8qs5htn7yxg --speaker Sybiha --why "the minister, not his deputy"
      quotes review kg9wy8qs5htn7yxg --speaker "Olena Moroz" --new --parts
      quotes review kg9wy8qs5htn7yxg --nobody
      quotes review kg9wy8qs5htn7yxg --undo
    """
    if (speaker is not None) + nobody + undo != 1:
        raise click.UsageError("say who spoke with --speaker NAME, or give one of --nobody and --undo")
    if new and speaker is None:
        raise click.UsageError("--new takes the name of the new speaker: --speaker NAME")
    with archive_of(db) as archive:
        person = deciding(who)
        if undo:
            detail = archive.undo_quotation_review(quotation, parts=parts, who=person, why=why)
        else:
            if speaker is not None and not new:
                speaker = one_speaker(archive, speaker).id
            detail = archive.review_quotation(quotation, speaker=speaker, new=new, parts=parts, who=person, why=why)
    if as_json:
        dump(detail.as_json())
        return
    click.echo(" ".join(detail.quotation.text.split()))
    click.echo(f"Decided: {review_sentence(detail.reviews[0])}.")
    if detail.review is not None:
        click.echo(f"quotes review {detail.quotation.id} --undo   takes it back.")
    if detail.siblings and not parts:
        click.echo("The statement goes on in other parts; --parts decides about them, too.", err=True)
