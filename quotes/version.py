"""The version of the package, read by setup.cfg and shown by ``quotes --version``."""

VERSION = "0.4.0"
