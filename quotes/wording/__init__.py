"""What words a text has once its typography is folded, and how two wordings of a statement differ. No database."""
