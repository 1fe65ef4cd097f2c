"""Checking a draft: its quotations, each verified, and the report."""
