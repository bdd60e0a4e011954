"""Of a PDF that is uploaded, what is read is kept, and nothing that acts."""

import zlib
from io import BytesIO

import pikepdf
import pytest

from publishing.media import programs
from tests import hostile_files as made


def sanitised(content: bytes) -> bytes:
    return programs.sanitised(content, "pdf")


def link(action: bytes) -> bytes:
    """A page with one link that does this."""
    annotation = b"<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/A " + action + b">>"
    return made.pdf(page=b"/Annots[" + annotation + b"]")


def packed_with_predictor() -> bytes:
    """A stream of objects whose bytes are those of a PNG's lines."""
    rows = b"4 0 " + made.RUNS
    lines = zlib.compress(b"".join(b"\0" + rows[at : at + 1] for at in range(len(rows))))
    stated = b"/Type/ObjStm/N 1/First 4/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns 1>>"
    return made.pdf(b"null", made.stream(stated, lines), catalog=b"/OpenAction 4 0 R")


ACTS = {
    "script on opening": made.pdf(catalog=b"/OpenAction " + made.RUNS),
    "script by numbers": made.pdf(catalog=b"/Op#65nAction<</S/J#61v#61Script/J#53(alert)>>"),
    "script in an object": made.pdf(made.RUNS, catalog=b"/OpenAction 4 0 R"),
    "script in a packed object": made.pdf_in_object_streams(
        made.pdf(made.RUNS, catalog=b"/OpenAction 4 0 R")
    ),
    "script packed with a predictor": packed_with_predictor(),
    "script that nothing leads to": made.pdf(made.RUNS),
    "script by name": made.pdf(made.RUNS, catalog=b"/Names<</JavaScript<</Names[(a)4 0 R]>>>>"),
    "script of a page": made.pdf(page=b"/AA<</O" + made.RUNS + b">>"),
    "script of a field": made.pdf(
        catalog=b"/AcroForm<</Fields[<</FT/Tx/T(a)/AA<</K" + made.RUNS + b">>>>]>>"
    ),
    "script after a link": link(b"<</S/URI/URI(https://a.example)/Next" + made.RUNS + b">>"),
    "script after the first of a list": link(
        b"<</S/URI/URI(https://a.example)/Next[" + made.RUNS * 2 + b"]>>"
    ),
    "script in the outline": made.pdf(
        b"<</First 5 0 R>>", b"<</Title(a)/A" + made.RUNS + b">>", catalog=b"/Outlines 4 0 R"
    ),
    "address that runs": link(b"<</S/URI/URI(javascript:app.alert\\(1\\))>>"),
    "address that runs, in capitals": link(b"<</S/URI/URI( \tJaVaScRiPt:app.alert\\(1\\))>>"),
    "address of a file": link(b"<</S/URI/URI(file:///etc/passwd)>>"),
    "address on opening": made.pdf(catalog=b"/OpenAction<</S/URI/URI(https://x.example)>>"),
    "program": link(b"<</S/Launch/F(cmd.exe)>>"),
    "file of a server": link(b"<</S/GoToR/F(\\\\\\\\x.example\\\\a)/D(a)>>"),
    "file within": link(b"<</S/GoToE/T<</R/C>>/D(a)>>"),
    "form that sends": link(b"<</S/SubmitForm/F(https://x.example)>>"),
    "form that is filled": link(b"<</S/ImportData/F(a.fdf)>>"),
    "contents of elsewhere": made.pdf(
        made.stream(b"/F(\\\\\\\\x.example\\\\a)", b""), page=b"/Contents 4 0 R"
    ),
}
REMNANTS = (b"alert", b"Script", b"x.example", b"passwd", b"cmd.exe", b"a.fdf", b"/GoTo", b"/AA")


@pytest.mark.parametrize("case", ACTS)
def test_what_acts_is_taken_out(case):
    stored = made.unpacked_pdf(sanitised(ACTS[case]))

    assert [trace for trace in REMNANTS if trace in stored] == []
    with pikepdf.open(BytesIO(stored)) as file:
        assert len(file.pages) == 1


@pytest.mark.parametrize(
    "action",
    [
        b"<< /D (a) /S /GoTo >>",
        b"<< /S /URI /URI (https://example.org/a?b=c#d) >>",
        b"<< /S /URI /URI (HTTP://example.org) >>",
        b"<< /S /URI /URI (mailto:a@example.org) >>",
    ],
)
def test_links_are_kept(action):
    stored = made.unpacked_pdf(sanitised(link(action)))

    assert b" ".join(stored.split()).count(action) == 1


def test_place_at_which_it_opens_is_kept():
    stored = made.unpacked_pdf(sanitised(made.pdf(catalog=b"/OpenAction[3 0 R/Fit]")))

    with pikepdf.open(BytesIO(stored)) as file:
        assert file.Root.OpenAction[1] == "/Fit"


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (made.pdf(page=b"/Annots[<</Subtype/%s/Rect[0 0 9 9]>>]" % kind), kind.decode())
        for kind in (b"FileAttachment", b"Movie", b"Sound", b"Screen", b"RichMedia", b"3D")
    ],
)
def test_what_would_be_lost_is_refused(content, found):
    with pytest.raises(programs.Refused) as refusal:
        sanitised(content)
    assert (refusal.value.kind, refusal.value.found) == ("HoldsFiles", found)


def test_signed_file_stays_byte_for_byte():
    signed = made.pdf(made.CONTENTS_OF_SIGNATURE, catalog=b"/X 4 0 R")

    assert sanitised(signed) == signed


def test_same_file_gives_the_same_bytes():
    assert sanitised(made.pdf()) == sanitised(made.pdf())


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7\n" + b"stream " * 100_000, "Unreadable"),
        (b"%PDF-1.7\n" + b"1 0 obj\n" * 100_000, "Unreadable"),
        (made.pdf(*[b"<<>>"] * 100_001), "TooComplex"),
    ],
    ids=["words that begin streams", "objects without an end", "many objects"],
)
def test_forged_file_costs_little(content, kind):
    with pytest.raises(programs.Refused) as refusal:
        sanitised(content)
    assert refusal.value.kind == kind


def test_bomb_is_not_unpacked():
    """Objects that unpack to 400 MB are left where they are: no reader of the file sees them."""
    bomb = zlib.compress(b"4 0 " + bytes(400 * 1024 * 1024))
    stated = b"/Type/ObjStm/N 1/First 4/Filter/FlateDecode"

    stored = sanitised(made.pdf(b"null", made.stream(stated, bomb), catalog=b"/X 5 0 R"))

    assert len(stored) < 500_000
