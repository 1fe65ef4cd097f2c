"""A family of commands of which one, ``list``, may go unnamed."""

from __future__ import annotations

from collections.abc import Sequence

import click


class ListingGroup(click.Group):
    """Subcommands; without one, words and options are those of ``list``."""

    def parse_args(self, context: click.Context, args: list[str]) -> list[str]:
        """Put the subcommand first, whether options stand before it or it is not named at all."""
        if not {"-h", "--help"} & set(args[:1]):
            place = self._subcommand(args)
            args = ["list", *args] if place is None else [args[place], *args[:place], *args[place + 1 :]]
        return super().parse_args(context, args)

    def _subcommand(self, args: Sequence[str]) -> int | None:
        """Where the first word stands that is no option, if that names a subcommand."""
        valued = {name for option in self.commands["list"].params for name in option.opts if not _flag(option)}
        after_option = False
        for place, word in enumerate(args):
            if after_option:
                after_option = False
            elif word.startswith("-") and word != "-":
                after_option = word in valued
            else:
                return place if word in self.commands else None
        return None


def _flag(parameter: click.Parameter) -> bool:
    return isinstance(parameter, click.Option) and parameter.is_flag
