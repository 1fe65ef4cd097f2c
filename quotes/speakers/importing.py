"""TEMPORARY."""
from quotes.speakers.register import read_line


def read_register_file(path):
    with open(path, encoding="utf8") as lines:
        for number, line in enumerate(lines, 1):
            yield read_line(line, f"{path}:{number}")
