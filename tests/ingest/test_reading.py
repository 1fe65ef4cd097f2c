from __future__ import annotations

import bz2
import gc
import gzip
import io
import json
import lzma
import os
import re
import tarfile
import tracemalloc
import zipfile
from pathlib import Path

import pytest

from quotes.errors import BadValue
from quotes.ingest import Failure, ReadDocument, read_documents
from quotes.ingest.paths import Walk
from quotes.store import IncomingDocument

TEXT = "Ferry will sail\n\n“It will sail,” said Ann Lee.\n"


def documents(*paths: Path, **options: object) -> dict[str, IncomingDocument]:
    found = list(read_documents(paths, **options))  # type: ignore[arg-type]
    assert not [item for item in found if isinstance(item, Failure)]
    return {item.document.key: item.document for item in found if isinstance(item, ReadDocument)}


def failures(*paths: Path, **options: object) -> dict[str, str]:
    found = read_documents(paths, **options)  # type: ignore[arg-type]
    return {Path(item.name).name: item.reason for item in found if isinstance(item, Failure)}


def write_folder(folder: Path) -> None:
    (folder / "b").mkdir(parents=True)
    (folder / "b" / "two.md").write_text("# Second\n\n“No,” said Bo Rask.\n")
    (folder / "one.txt").write_text(TEXT)
    (folder / "plain").write_text(TEXT)
    (folder / ".hidden.txt").write_text(TEXT)
    (folder / ".git").mkdir()
    (folder / ".git" / "three.txt").write_text(TEXT)


def test_a_text_file_is_read_untouched_with_its_headline_as_title(tmp_path: Path) -> None:
    path = tmp_path / "press" / "a.txt"
    path.parent.mkdir()
    path.write_bytes(b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode())
    found = documents(path)["a.txt"]
    assert found.text == TEXT.replace("\n", "\r\n")
    assert found.title == "Ferry will sail"
    assert (found.source, found.url, found.published) == ("press", None, None)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("RADIO NEWS\nTranscript, 23 September 2022\n\nANN: Yes.\n", "RADIO NEWS"),
        ("“It will sail,” said Ann Lee.\n", None),
        ("A first line that is one\nof a paragraph, and it ends.\n\nAnother.\n", None),
    ],
)
def test_only_a_headline_is_a_title(tmp_path: Path, text: str, title: str | None) -> None:
    (tmp_path / "a.txt").write_text(text)
    assert documents(tmp_path)["a.txt"].title == title


def test_a_folder_is_read_with_its_folders_and_without_hidden_files(tmp_path: Path) -> None:
    write_folder(tmp_path / "harbour")
    found = documents(tmp_path / "harbour")
    assert list(found) == ["one.txt", "plain", "b/two.md"]
    assert {document.source for document in found.values()} == {"harbour"}


def test_a_file_named_by_itself_has_the_identity_that_its_folder_gives_it(tmp_path: Path) -> None:
    write_folder(tmp_path / "harbour")
    assert documents(tmp_path / "harbour" / "one.txt")["one.txt"] == documents(tmp_path / "harbour")["one.txt"]


def test_the_option_names_the_source_of_documents_that_name_none(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "b.md").write_text("---\nsource: Its own\n---\nText.\n")
    found = documents(tmp_path, source="Given")
    assert (found["a.txt"].source, found["b.md"].source) == ("Given", "Its own")


def test_a_file_of_documents_is_a_source_of_its_own(tmp_path: Path) -> None:
    for name in ("post.jsonl", "wire.jsonl"):
        (tmp_path / name).write_text('{"id": 1, "text": "Words."}\n')
    found = [item.document for item in read_documents([tmp_path]) if isinstance(item, ReadDocument)]
    assert [(document.source, document.key) for document in found] == [("post", "1"), ("wire", "1")]


def test_html_is_known_by_its_beginning_where_the_name_does_not_say(tmp_path: Path) -> None:
    (tmp_path / "page").write_text(
        "<!-- saved --><!DOCTYPE html><html><body>"
        "<article><p>“It will sail,” said Ann Lee in the harbour.</p></article></html>"
    )
    assert documents(tmp_path)["page"].text == "“It will sail,” said Ann Lee in the harbour.\n"


@pytest.mark.parametrize("ending", ["tar", "tar.gz", "tgz", "tar.bz2", "tar.xz", "zip"])
def test_an_archive_is_read_as_the_folder_in_it(tmp_path: Path, ending: str) -> None:
    write_folder(tmp_path / "in")
    path = tmp_path / f"harbour.{ending}"
    if ending == "zip":
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for file in sorted((tmp_path / "in").rglob("*")):
                archive.write(file, file.relative_to(tmp_path / "in"))
    else:
        mode = {"tgz": "gz", "tar": ""}.get(ending, ending[4:])
        with tarfile.open(path, f"w:{mode}") as archive:  # type: ignore[call-overload]
            archive.add(tmp_path / "in", ".")
    found = documents(path)
    assert set(found) == {"one.txt", "plain", "b/two.md"}
    assert found["one.txt"].text == TEXT
    assert {document.source for document in found.values()} == {"harbour"}


@pytest.mark.parametrize(("ending", "compress"), [("gz", gzip.compress), ("bz2", bz2.compress), ("xz", lzma.compress)])
def test_compressed_lines_are_read_on_the_way(tmp_path: Path, ending: str, compress) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / f"news.jsonl.{ending}"
    path.write_bytes(compress(b'{"id": "a", "text": "Words."}\n'))
    assert documents(path)["a"].source == "news"


def test_each_kind_of_bad_file_is_told_and_the_rest_goes_on(tmp_path: Path) -> None:
    (tmp_path / "binary.txt").write_bytes(b"\x00\x01\x02")
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "blank.md").write_bytes(b"\n \n")
    (tmp_path / "latin.txt").write_bytes("„Ja“, sagte Müller".encode("cp1252"))
    (tmp_path / "none.html").write_text("<html><body></body></html>")
    (tmp_path / "picture.jpg").write_bytes(b"\xff\xd8\xff\xe0")
    (tmp_path / "style.css").write_text("p { color: red }")
    (tmp_path / "broken.zip").write_bytes(b"PK\x03\x04 and no more")
    (tmp_path / "broken.tar.gz").write_bytes(gzip.compress(b"x" * 5000)[:-9])
    (tmp_path / "cut.jsonl.gz").write_bytes(
        gzip.compress(json.dumps({"id": 1, "text": os.urandom(90_000).hex()}).encode())[:4000]
    )
    (tmp_path / "lines.jsonl").write_text('{"id": 1, "text": "Words."}\n{"id": 2\n')
    (tmp_path / "good.txt").write_text(TEXT)
    (tmp_path / "bad\udcffname.txt").write_bytes(b"")
    told = failures(tmp_path)
    assert told["binary.txt"].startswith("is binary: a zero byte")
    assert told["empty.txt"] == "is empty"
    assert told["blank.md"] == "is empty"
    assert told["latin.txt"] == "is not UTF-8: byte 0x84 at offset 0"
    assert told["none.html"] == "no article found in the page"
    assert told["picture.jpg"] == "is binary: a JPEG picture"
    assert told["style.css"].startswith("is of a kind that is not read (.css); known: text (.txt)")
    assert told["broken.zip"].startswith("is damaged, or no .zip archive")
    assert told["broken.tar.gz"].startswith("is damaged, or no .tar.gz archive")
    assert told["cut.jsonl.gz"].startswith("is damaged: Compressed file ended before")
    assert told["lines.jsonl:2"].startswith("is not JSON")
    assert told["bad�name.txt"] == "is empty"
    assert len(told) == 12
    read = [item.document.key for item in read_documents([tmp_path]) if isinstance(item, ReadDocument)]
    assert read == ["good.txt", "1"]


def test_a_file_that_may_not_be_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere")
    os.mkfifo(tmp_path / "pipe.txt")
    assert failures(tmp_path) == {"gone.txt": "No such file or directory", "pipe.txt": "is not a file"}


def test_a_document_over_the_limit_is_told_without_being_read(tmp_path: Path) -> None:
    with (tmp_path / "line.txt").open("wb") as file:
        file.truncate(50_000_000)
    with (tmp_path / "line.jsonl").open("wb") as file:
        file.write(b'{"id": 1, "text": "')
        for _ in range(50):
            file.write(b"a" * 1_000_000)
        file.write(b'"}\n{"id": 2, "text": "Words."}\n')
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb.txt", b"a" * 50_000_000)
    (tmp_path / "bomb.txt.gz").write_bytes(gzip.compress(b"a" * 50_000_000))
    tracemalloc.start()
    told = failures(tmp_path, limit_size=1_000_000)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert set(told) == {"line.txt", "line.jsonl:1", "bomb.txt", "bomb.txt.gz"}
    assert set(told.values()) == {"is larger than the limit of 1,000,000 bytes for one document (--limit-size)"}
    assert peak < 10_000_000


def test_members_that_point_outside_of_an_archive_write_nothing(tmp_path: Path) -> None:
    path = tmp_path / "evil.tar"
    with tarfile.open(path, "w") as archive:
        for name in ("../outside.txt", "/absolute.txt"):
            member = tarfile.TarInfo(name)
            member.size = len(TEXT.encode())
            archive.addfile(member, io.BytesIO(TEXT.encode()))
        link = tarfile.TarInfo("link.txt")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/hostname"
        archive.addfile(link)
        inner = tarfile.TarInfo("inner.zip")
        archive.addfile(inner)
    before = sorted(tmp_path.parent.rglob("*"))
    found = list(read_documents([path]))
    assert sorted(tmp_path.parent.rglob("*")) == before
    assert [item.document.text for item in found if isinstance(item, ReadDocument)] == [TEXT, TEXT]
    assert {item.name.rsplit("/", 1)[1]: item.reason for item in found if isinstance(item, Failure)} == {
        "link.txt": "is a link or device in an archive, which is not followed",
        "inner.zip": "is an archive inside an archive, which is not opened",
    }


def test_a_large_archive_is_read_in_little_memory(tmp_path: Path) -> None:
    path = tmp_path / "many.tar"
    with tarfile.open(path, "w") as archive:
        for number in range(3000):
            member = tarfile.TarInfo(f"{number}.txt")
            member.size = 10_000
            archive.addfile(member, io.BytesIO(b"a" * 10_000))
    gc.collect()
    tracemalloc.start()
    count = sum(1 for _ in read_documents([path]))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 3000
    assert peak < 6_000_000  # of 30 MB


def test_a_path_that_does_not_exist_is_refused_before_anything_is_read(tmp_path: Path) -> None:
    with pytest.raises(BadValue, match=r"nowhere' does not exist"):
        Walk([tmp_path, tmp_path / "nowhere"])
    with pytest.raises(
        BadValue, match=r"'https://a\.example/x' is an address, .*`quotes sources add NAME feed https://a\.example/x`"
    ):
        Walk(["https://a.example/x"])


def test_progress_counts_the_bytes_of_the_files(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text("\n".join(json.dumps({"id": n, "text": "x" * 9000}) for n in range(100)))
    (tmp_path / "b.txt").write_text(TEXT)
    walk = Walk([tmp_path])
    seen = [walk.done for _ in read_documents(walk)]
    assert seen == sorted(seen)
    assert 0 < seen[10] < seen[60] < walk.total
    assert walk.done == walk.total


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        (
            "a.xml",
            '<?xml version="1.0"?>\n<!-- x --><rss version="2.0"><channel/></rss>',
            "is a feed, .*add NAME feed ADDR",
        ),
        ("a.xml", '<feed xmlns="http://www.w3.org/2005/Atom"></feed>', "is a feed, not an article"),
        ("a.rss", '<?xml version="1.0"?><?xml-stylesheet href="a"?><!DOCTYPE rss [<!ENTITY a "b">]><rss>', "is a feed"),
        ("sitemap", "<urlset><url><loc>https://a.example/</loc></url></urlset>", "is a sitemap, .*sitemap ADDRESS"),
        ("a.warc", "WARC/1.0\r\nWARC-Type: warcinfo\r\n\r\n", "is a web archive, .*add NAME warc PATH` and `quotes re"),
        ("a.xml", '<?xml version="1.0"?><nitf><body/></nitf>', "is XML of a kind that is not read"),
    ],
)
def test_a_file_that_leads_to_articles_is_not_stored_as_one(tmp_path: Path, name: str, data: str, told: str) -> None:
    (tmp_path / name).write_text(data)
    (failure,) = read_documents([tmp_path / name])
    assert isinstance(failure, Failure)
    assert re.search(told, failure.reason)


def test_a_text_that_begins_with_a_sign_is_a_text(tmp_path: Path) -> None:
    (tmp_path / "note").write_text("<b>Ferries</b> will sail, <feed> them\n\n“No,” she said.\n")
    (document,) = read_documents([tmp_path / "note"])
    assert not isinstance(document, Failure)
