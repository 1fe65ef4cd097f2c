"""Errors that are told to a person: each names what was wrong with what, and what would work."""

from __future__ import annotations


class QuotesError(Exception):
    """Base of all errors of the project.

    ``status`` is the HTTP status that the service answers with, ``exit_code`` the exit code of the command.
    """

    status = 500
    exit_code = 2


class NotFound(QuotesError):
    """Nothing is stored under this id."""

    status = 404
    exit_code = 1


class BadValue(QuotesError):
    """A value that was given (an option, a parameter) cannot be used; the message quotes it."""

    status = 400


class UnreadableInput(QuotesError):
    """A file or line cannot be read as the text that it claims to be."""

    status = 400
    exit_code = 1


class ModelNotFound(QuotesError):
    """The named language model is not installed."""


class SchemaOutdated(QuotesError):
    """The database has an older (or newer) schema than this version of the program."""

    status = 503


class Moved(NotFound):
    """The record's id leads to another record; ``target`` is that one's id."""

    def __init__(self, message: str, target: str) -> None:
        super().__init__(message)
        self.target = target


class Conflict(QuotesError):
    """What is asked for contradicts something that was decided before."""

    status = 409


class KeyRequired(QuotesError):
    """Writing over HTTP, or reading a closed archive, asks for a key, and the request shows none or a wrong one."""

    status = 401


class WritingClosed(QuotesError):
    """The service was started without a key, so that nobody can write over HTTP."""

    status = 403


class AddressInUse(QuotesError):
    """The host and port to listen on are taken, or are not this machine's."""


class TrainingDataMissing(QuotesError):
    """The folder that training was given lacks a corpus that it cannot do without."""


class ArchiveUnusable(QuotesError):
    """The database failed while it was in use: it is full, locked, or gone."""

    status = 503


class ArchiveReplaced(ArchiveUnusable):
    """The database's file was removed or replaced while it was in use: nothing more must be written."""


class ArchiveBusy(QuotesError):
    """Another run is writing the archive, or has taken over from this one."""

    status = 503
