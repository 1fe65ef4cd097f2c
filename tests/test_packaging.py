"""What a wheel must carry, and what the README must say."""

from __future__ import annotations

import configparser
import re
from pathlib import Path

import click

from quotes.cli import COMMANDS, main

ROOT = Path(__file__).resolve().parent.parent


def setup_cfg() -> configparser.ConfigParser:
    parser = configparser.ConfigParser()
    parser.read(ROOT / "setup.cfg", encoding="utf8")
    return parser


def test_setup_cfg_lists_every_package_of_the_tree():
    listed = set(setup_cfg()["options"]["packages"].split())
    found = {
        ".".join(folder.relative_to(ROOT).parts)
        for top in ("quotes", "service")
        for folder in [ROOT / top, *(ROOT / top).rglob("*")]
        if folder.is_dir() and any(folder.glob("*.py"))
    }
    found |= {"quotes._data.migrations", "quotes._data.migrations.versions", "quotes._data.seeds"}
    assert listed == found


def test_setup_cfg_carries_every_data_file_of_the_packages():
    patterns = setup_cfg()["options.package_data"]
    places = {"quotes": ROOT / "quotes", "service": ROOT / "service", "quotes._data.seeds": ROOT / "seeds"}
    for package, folder in places.items():
        carried = {path for pattern in patterns[package].split() for path in folder.glob(pattern)}
        data = {p for p in folder.rglob("*") if p.is_file() and p.suffix not in {".py", ".pyc"}}
        assert data - carried == set(), package


def test_the_readme_names_every_command():
    readme = (ROOT / "README.md").read_text(encoding="utf8")
    assert [name for name in COMMANDS if f"quotes {name}" not in readme] == []


def test_the_readme_names_every_setting():
    settings = (ROOT / "quotes" / "settings.py").read_text(encoding="utf8")
    readme = (ROOT / "README.md").read_text(encoding="utf8")
    names = set(re.findall(r"QUOTES_[A-Z_]+", settings))
    assert names
    assert sorted(name for name in names if name not in readme) == []


def test_every_command_has_help_with_an_example():
    context = click.Context(main)
    for name in COMMANDS:
        command = main.get_command(context, name)
        assert command is not None
        text = f"{command.help} {command.epilog}"
        assert "Example" in text or isinstance(command, click.Group), name
