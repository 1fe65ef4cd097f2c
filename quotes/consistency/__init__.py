"""Where documents disagree: the same words in several documents, and the findings that come of it."""
