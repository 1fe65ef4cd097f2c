"""Measuring extraction against a gold corpus."""

from quotes.evaluation.figures import Figures, evaluate
from quotes.evaluation.gold import GoldDocument, GoldQuotation, read_gold

__all__ = ["Figures", "GoldDocument", "GoldQuotation", "evaluate", "read_gold"]
