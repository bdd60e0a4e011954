"""A table that LibreOffice opened and saved changes nothing, whatever its language."""

import shutil
import subprocess

import pytest

from tests.factories import make_activity, make_decision, make_partner

OFFICE = shutil.which("soffice")
REGIONS = {"ro": "ro-RO", "hu": "hu-HU", "en": "en-GB"}
WINDOWS_CODES = {"ro": 1048, "hu": 1038, "en": 2057}
SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale" oor:op="fuse">
<value>{region}</value></prop></item></oor:items>"""
TABLES = ("partners", "decisions", "agreements", "activities")

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.long,
    pytest.mark.skipif(
        not OFFICE,
        reason="No LibreOffice on this machine (Debian: apt install libreoffice-calc).",
    ),
]


@pytest.fixture
def entries(db):
    """Entries whose texts a spreadsheet would gladly take for something else."""
    hont = make_partner(
        "Hont; Bars, „Zala”",
        seat="2021-10",
        address="00123\nstr. 1,5",
        latitude=46.35985277,
        longitude=-0.5,
    )
    odd = make_partner("1/2", seat="=1+1", address="-12,5%", institution_ro="+40 266 207 700")
    make_decision(hont)
    make_activity("12:30", period="2021-10", partners=[hont, odd])
    make_activity("TRUE", period="2010-05-07/2010-05-22", place_ro="1.234,50 lei")
    make_activity("7.5.2010", period="1998~", place_ro="1.5 E")
    make_activity("#REF!", period="2024-22", place_ro="'@x")


def open_and_save(folder, region: str, target: str, *options) -> None:
    """Have LibreOffice save the folder's files once more, into ``saved``."""
    home = folder / "home"
    (home / "user").mkdir(parents=True, exist_ok=True)
    (home / "user/registrymodifications.xcu").write_text(SETTINGS.format(region=region))
    files = [path for path in folder.iterdir() if path.is_file()]
    options = ["--headless", *options, "--convert-to", target, "--outdir", folder / "saved"]
    subprocess.run(
        [OFFICE, f"-env:UserInstallation=file://{home}", *options, *files],
        check=True,
        capture_output=True,
        timeout=240,
    )


@pytest.mark.usefixtures("content", "entries")
@pytest.mark.parametrize("language", REGIONS)
def test_workbook_saved_by_libreoffice_changes_nothing(
    admin_client, export, bring, tmp_path, language
):
    admin_client.cookies.load({"django_language": language})
    for table in TABLES:
        (tmp_path / f"{table}.xlsx").write_bytes(export(table, "xlsx"))

    open_and_save(tmp_path, REGIONS[language], "xlsx")

    for table in TABLES:
        saved = (tmp_path / f"saved/{table}.xlsx").read_bytes()
        shown = bring(table, saved, "t.xlsx").context
        assert (shown["errors"], shown["changes"], shown["unchanged"] > 0) == ([], [], True)


@pytest.mark.usefixtures("content", "entries")
@pytest.mark.parametrize("language", ["ro", "hu"])
@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_csv_saved_by_libreoffice_changes_nothing(
    admin_client, export, bring, tmp_path, language, ending
):
    admin_client.cookies.load({"django_language": language})
    for table in TABLES:
        content = export(table, "csv", "?separator=semicolon")
        (tmp_path / f"{table}.csv").write_bytes(content)
    code = WINDOWS_CODES[language]
    target = "csv:Text - txt - csv (StarCalc):59,34,76,1" if ending == "csv" else ending

    open_and_save(
        tmp_path, REGIONS[language], target, f"--infilter=CSV:59,34,76,1,,{code},false,false"
    )

    for table in TABLES:
        saved = (tmp_path / f"saved/{table}.{ending}").read_bytes()
        shown = bring(table, saved, f"t.{ending}").context
        assert (shown["errors"], shown["changes"], shown["unchanged"] > 0) == ([], [], True)
