"""Verification: a claimed quotation against what the archive has on record."""
