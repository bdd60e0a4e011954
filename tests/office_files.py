"""Files of Word and Excel, made part by part: harmless ones, and those that would act."""

from io import BytesIO
from zipfile import ZipFile

OPEN_XML = "application/vnd.openxmlformats-officedocument."
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
EXCEL = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


def docx(words="Anexa hotărârii", more=None, body="", main="wordprocessingml.document.main+xml"):
    text = f'<w:document xmlns:w="{WORD}"><w:body><w:p><w:r><w:t>{words}</w:t></w:r></w:p>{body}'
    parts = {"word/document.xml": text + "</w:body></w:document>"}
    return _packed("word/document.xml", main, {**parts, **(more or {})})


def xlsx(words="Bugetul proiectului", more=None):
    shared = f'<sst xmlns="{EXCEL}"><si><t>{words}</t></si></sst>'
    sheet = f'<worksheet xmlns="{EXCEL}"><sheetData><row><c t="s"><v>0</v></c><c><v>1250</v></c>'
    parts = {
        "xl/workbook.xml": f'<workbook xmlns="{EXCEL}"/>',
        "xl/sharedStrings.xml": shared,
        "xl/worksheets/sheet1.xml": sheet + "</row></sheetData></worksheet>",
    }
    main = "spreadsheetml.sheet.main+xml"
    return _packed("xl/workbook.xml", main, {**parts, **(more or {})})


def relations(kind: str, target: str) -> str:
    stated = f'<Relationship Id="r1" Type="{KINDS}{kind}" Target="{target}" TargetMode="External"/>'
    return f'<Relationships xmlns="{RELATIONS}">{stated}</Relationships>'


def field(instruction: str) -> str:
    return f"<w:p><w:r><w:instrText>{instruction}</w:instrText></w:r></w:p>"


def _packed(part: str, kind: str, parts: dict[str, str | bytes]) -> bytes:
    stated = f'<Override PartName="/{part}" ContentType="{OPEN_XML}{kind}"/>'
    written = BytesIO()
    with ZipFile(written, "w") as packed:
        packed.writestr("[Content_Types].xml", f'<Types xmlns="{TYPES}">{stated}</Types>')
        for name, content in parts.items():
            packed.writestr(name, content)
    return written.getvalue()
