"""Lists of addresses as people and their spreadsheets write them: read, or refused by their line."""

from pathlib import Path

import pytest

from fhp.link_checker.input_files import Listed, read_input

A, B = "https://a.org/", "https://b.org/"


def read(folder: Path, text: str | bytes, name: str = "in.csv") -> Listed:
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return read_input(path)


def rows(listed: Listed) -> list[tuple]:
    return [(target.url, *target.names) for target in listed.targets]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# nota\n\nhttps://a.org/  \n", [(A,)]),
        ('\ufeffurl,name,aliases\r\nhttps://a.org/,Red,"R; La Red"\r\n', [(A, "Red", "R", "La Red")]),
        ('https://a.org/,"Red, la grande",RG|Otra\n', [(A, "Red, la grande", "RG", "Otra")]),
        ("URL,Name,Aliases\nhttps://a.org/,Red,\n", [(A, "Red")]),
        ("https://a.org/,,\n", [(A,)]),
        ("https://a.org/,Red\n", [(A, "Red")]),
        ("https://a.org/,Red,AP/GT\n", [(A, "Red", "AP/GT")]),
        ("", []),
        # semicolons, tabs, bars; columns in another order; words of another language
        ("url;nombre;siglas\nhttps://a.org/;Red;R\nhttps://b.org/;Otra;\n", [(A, "Red", "R"), (B, "Otra")]),
        ("Nombre;Enlace;Siglas\nRed;https://a.org/;R|RR\n", [(A, "Red", "R", "RR")]),
        ("Red;https://a.org/;R\nOtra;https://b.org/;O\n", [(A, "Red", "R"), (B, "Otra", "O")]),
        ("País,Sitio web,Organización,Notas\nGT,https://a.org/,Red,buena\n", [(A, "Red")]),
        ("Colectivas del sur;Su página en la red\nRed;https://a.org/\n", [(A, "Red")]),
        ("https://a.org/\tRed\tR\n", [(A, "Red", "R")]),
        ("sep=;\nurl;name\nhttps://a.org/?x=1,2;Red\n", [("https://a.org/?x=1,2", "Red")]),
        # line breaks and signs in quotes
        ('name,url\n"Red\ndel sur",https://a.org/\nX,https://b.org/\n', [(A, "Red del sur"), (B, "X")]),
        ('url,name\nhttps://a.org/,"La ""Red"""\n', [(A, 'La "Red"')]),
        ('url;name\r"https://a.org/";"Red"\rhttps://b.org/;Otra\r', [(A, "Red"), (B, "Otra")]),
        # what is an address but not of the web
        ('url,name\njavascript:alert(1),X\n"data:text/html,<b>x",\ntel:+502 1234,Y\n',
         [("javascript:alert(1)", "X"), ("data:text/html,<b>x",), ("tel:+502 1234", "Y")]),
        (",Nada\nurl,name\n", []),
    ],
)  # fmt: skip
def test_tables(tmp_path: Path, text: str, expected: list):
    assert rows(read(tmp_path, text)) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("https://b.org/x,y=1", "https://b.org/x,y=1"),
        ("https://c.org/a,b/c", "https://c.org/a,b/c"),
        ("https://c.org/a;jsessionid=1", "https://c.org/a;jsessionid=1"),
        ("- https://a.org/ – la red", A),
        ("* <https://a.org/>", A),
        ("1. [Red](https://c.org/x_(y))", "https://c.org/x_(y)"),
        ('2) [Red](https://a.org/ "título")', A),
        ("[ ] https://a.org/  # una nota, con coma", A),
        ("- [x] https://a.org/", A),
        ("• Ver https://a.org/, que es buena.", A),
        ("Colectiva (https://a.org/).", A),
        ("Wikipedia: https://es.wikipedia.org/wiki/Flor_(planta).", "https://es.wikipedia.org/wiki/Flor_(planta)"),
        ("«https://a.org/»", A),
        ('"https://a.org/",', A),
        ("HTTPS://A.org/", "HTTPS://A.org/"),
        ("mailto:hola@red.org", "mailto:hola@red.org"),
        ("http://user:secret@a.org/", "http://user:secret@a.org/"),
        ("http://[::1]/", "http://[::1]/"),
    ],
)
def test_lists(tmp_path: Path, line: str, expected: str):
    listed = read(tmp_path, f"{line}\nhttps://z.org/\n", "in.txt")
    assert [target.url for target in listed.targets] == [expected, "https://z.org/"]
    assert not listed.refused


@pytest.mark.parametrize(
    "line",
    [
        "www.a.org",
        "Colectivas de Guatemala",
        "a.org/pagina",
        "pronto",
        "http//a.org",
        "https: //a.org",
        "https:/a.org",
        "https://",
        "https://mi sitio.org/",
    ],
)
def test_a_line_without_an_address_is_refused_by_its_number(tmp_path: Path, line: str):
    listed = read(tmp_path, f"# mis enlaces\r\nhttps://a.org/\r\n{line}\r\n", "in.txt")
    assert rows(listed) == [(A,)]
    assert [refused.line for refused in listed.refused] == [3]
    assert str(listed.refused[0]).startswith(f"{tmp_path / 'in.txt'}:3: ")


def test_a_table_refuses_cells_that_are_no_address_and_passes_over_empty_ones(tmp_path: Path):
    listed = read(tmp_path, 'url,name\nwww.a.org,Red\n,Otra\n"https://a.org/,Rota\nhttps://b.org/,B\n')
    assert rows(listed) == [(B, "B")]
    assert [refused.line for refused in listed.refused] == [2, 4]


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_files_come_in_many_alphabets(tmp_path: Path, charset: str):
    listed = read(tmp_path, "url;nombre\r\nhttps://a.org/;Red Ñandú\r\n".encode(charset))
    assert rows(listed) == [(A, "Red Ñandú")]
    assert listed.targets[0].where == ((str(tmp_path / "in.csv"), 2),)


def test_a_file_that_is_no_text_is_refused_whole(tmp_path: Path):
    listed = read(tmp_path, b"PK\x03\x04\x14\0\0\0" + bytes(range(256)), "in.xlsx")
    assert (listed.targets, [refused.line for refused in listed.refused]) == ((), [1])


def test_lines_are_counted_as_the_editor_counts_them(tmp_path: Path):
    assert read(tmp_path, b"# one\r\n\r\nhttps://a.org/\r\n", "in.txt").targets[0].where[0][1] == 3
    assert read(tmp_path, 'name,url\n"a\nb",https://a.org/\nc,https://b.org/\n').targets[1].where[0][1] == 4
