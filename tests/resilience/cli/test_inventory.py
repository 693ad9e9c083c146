"""The bill of materials: every pin with its hashes and its licence."""

import json
import re

from resilience.cli import inventory
from resilience.cli.bootstrap import RUNTIME_LOCK
from resilience.settings import ROOT

LOCK = (ROOT / RUNTIME_LOCK).read_text("utf-8")


def test_every_pinned_package_is_listed_with_all_its_hashes(capsys):
    assert inventory.sbom([]) == 0
    bill = json.loads(capsys.readouterr().out)
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    listed = {f"{one['name']}=={one['version']}" for one in bill["components"]}
    assert listed == set(re.findall(r"^[A-Za-z0-9._-]+==[^\s;]+", LOCK, re.MULTILINE))
    hashes = [one["content"] for part in bill["components"] for one in part["hashes"]]
    assert len(hashes) == LOCK.count("--hash=sha256:")


def test_every_installed_package_states_a_licence():
    found = {one.name: one.licence for one in inventory.packages(LOCK)}
    assert [name for name, licence in found.items() if licence == "not stated"] == []
    assert found["streamlit"] == "Apache-2.0"
    assert found["duckdb"] == "MIT License"
    assert all(len(licence) < 120 for licence in found.values())


def test_a_file_is_written_and_the_list_of_licences_printed(tmp_path, capsys):
    assert inventory.sbom(["--out", str(tmp_path / "sbom.json")]) == 0
    assert json.loads((tmp_path / "sbom.json").read_text("utf-8"))["components"]
    assert inventory.licences([]) == 0
    assert re.search(r"^plotly\s+7\.\S+\s+MIT$", capsys.readouterr().out, re.MULTILINE)


def test_a_package_of_another_system_has_hashes_and_no_licence():
    lock = "no-such-package==1.0 ; sys_platform == 'win32' \\\n    --hash=sha256:" + "0" * 64 + "\n"
    (one,) = inventory.packages(lock)
    assert (one.version, one.licence) == ("1.0", inventory.ELSEWHERE)
    assert (
        "licenses"
        not in inventory.bill(lock, {"name": "a", "version": "1", "license": "MIT"})["components"][
            0
        ]
    )
