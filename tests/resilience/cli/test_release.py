"""A release: one step from a clean checkout to a tag and files with checksums."""

import hashlib
import subprocess
import tarfile

import pytest

from resilience.cli.release import ReleaseError, closed, release

LOG = "# Changelog\n\n## Unreleased\n\n- A new page.\n\n## 0.1.0\n\n- First.\n"
WHO = ("-c", "user.name=t", "-c", "user.email=t@localhost")


def git(root, *words: str) -> str:
    done = subprocess.run(["git", *words], cwd=root, capture_output=True, text=True, check=True)
    return done.stdout.strip()


@pytest.fixture
def checkout(tmp_path, monkeypatch):
    root = tmp_path / "city"
    root.mkdir()
    for who in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{who}_NAME", "t")
        monkeypatch.setenv(f"GIT_{who}_EMAIL", "t@localhost")
    (root / "CHANGELOG.md").write_text(LOG)
    (root / "pyproject.toml").write_text('[project]\nname = "city"\nversion = "0.1.0"\n')
    git(root, "init", "--quiet")
    git(root, "add", ".")
    git(root, *WHO, "commit", "--quiet", "-m", "first")
    return root


def make(folder) -> None:
    (folder / "sheets").mkdir()
    (folder / "sheets" / "one.pdf").write_bytes(b"%PDF")


def test_version_changelog_tag_files_and_sums(checkout, tmp_path):
    out = tmp_path / "out"
    assert release(checkout, "0.2.0", out, make, day="2026-11-28") == "v0.2.0"
    log = (checkout / "CHANGELOG.md").read_text()
    assert "## Unreleased\n\n## 0.2.0 (2026-11-28)\n\n- A new page.\n\n## 0.1.0" in log
    assert 'version = "0.2.0"' in (checkout / "pyproject.toml").read_text()
    assert git(checkout, "status", "--porcelain") == ""
    assert git(checkout, "describe", "--exact-match") == "v0.2.0"
    assert "- A new page." in git(checkout, "tag", "--list", "-n9", "v0.2.0")
    with tarfile.open(out / "city-0.2.0.tar.gz") as archive:
        assert "city-0.2.0/CHANGELOG.md" in archive.getnames()
    sums = dict(line.split("  ")[::-1] for line in (out / "SHA256SUMS").read_text().splitlines())
    assert set(sums) == {"CHANGES.md", "city-0.2.0.tar.gz", "sheets/one.pdf"}
    assert sums["sheets/one.pdf"] == hashlib.sha256(b"%PDF").hexdigest()


def test_a_failing_step_leaves_the_checkout_as_it_was(checkout, tmp_path):
    def broken(folder) -> None:
        raise ReleaseError("The sheets could not be printed.")

    with pytest.raises(ReleaseError, match="sheets"):
        release(checkout, "0.2.0", tmp_path / "out", broken)
    assert git(checkout, "status", "--porcelain") == ""
    assert git(checkout, "tag", "--list") == ""


@pytest.mark.parametrize("fault", ["changed", "tagged", "full"])
def test_what_is_not_ready_is_not_released(fault, checkout, tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    if fault == "changed":
        (checkout / "new").touch()
    if fault == "tagged":
        git(checkout, *WHO, "tag", "v0.2.0")
    if fault == "full":
        (out / "old.pdf").touch()
    with pytest.raises(ReleaseError, match=r"commit|next version|--out"):
        release(checkout, "0.2.0", out, make)


def test_without_a_change_there_is_no_release():
    with pytest.raises(ReleaseError, match="no change"):
        closed("# Changelog\n\n## Unreleased\n\n## 0.1.0\n\n- First.\n", "0.2.0", "2026-01-01")
