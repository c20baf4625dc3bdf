from pathlib import Path

import pytest

from graph.errors import UsageError
from graph.exports.files import written_whole


def test_the_file_appears_when_it_is_complete(tmp_path: Path) -> None:
    target = tmp_path / "new" / "file.txt"
    with written_whole(target) as file:
        file.write(b"whole")
        file.flush()
        assert not target.exists()
    assert target.read_bytes() == b"whole"
    assert list(target.parent.iterdir()) == [target]


def test_a_failure_leaves_what_was_there(tmp_path: Path) -> None:
    target = tmp_path / "file.txt"
    target.write_text("before")

    def fail_halfway() -> None:
        with written_whole(target) as file:
            file.write(b"half")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_halfway()
    assert target.read_text() == "before"
    assert list(tmp_path.iterdir()) == [target]


def test_a_new_file_has_the_permissions_of_new_files(tmp_path: Path) -> None:
    plain = tmp_path / "plain"
    plain.touch()
    with written_whole(tmp_path / "ours") as file:
        file.write(b"")
    assert (tmp_path / "ours").stat().st_mode == plain.stat().st_mode


def test_a_replaced_file_keeps_its_permissions(tmp_path: Path) -> None:
    target = tmp_path / "file.txt"
    target.touch(0o640)
    target.chmod(0o640)
    with written_whole(target) as file:
        file.write(b"")
    assert target.stat().st_mode & 0o777 == 0o640


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is a folder"), written_whole(tmp_path):
        pass


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with (
        pytest.raises(UsageError, match="cannot write"),
        written_whole(tmp_path / "file" / "below"),
    ):
        pass


def test_a_full_disk_leaves_what_was_there(tmp_path: Path) -> None:
    target = tmp_path / "file.txt"
    target.write_text("before")

    def fill() -> None:
        with written_whole(target) as file:
            file.write(b"half")
            raise OSError(28, "No space left on device")

    with pytest.raises(UsageError, match=r"cannot write .*file\.txt: No space left"):
        fill()
    assert target.read_text() == "before"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has this device")
def test_a_device_without_space_is_named() -> None:
    def fill() -> None:
        with written_whole(Path("/dev/full")) as file:
            file.write(b"x" * 100_000)

    with pytest.raises(UsageError, match="cannot write /dev/full"):
        fill()
