"""The code to come back with: long enough, told apart from a mistyped one, and kept as a hash only."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.security.recovery_code import (
    ALPHABET,
    RANDOM_SIGNS,
    SIGNS,
    Mistyped,
    new_code,
    read_code,
    written,
)
from webapp.store import NoSuchFile, Store

codes = st.builds(new_code)


def test_a_code_holds_128_random_bits_or_more() -> None:
    assert len(ALPHABET) ** RANDOM_SIGNS >= 2**128
    assert len({new_code() for _time in range(200)}) == 200


@given(codes, st.sampled_from(["-", " ", "", " - ", "\u2013", "\n"]), st.booleans())
def test_a_code_is_read_however_it_is_spaced(code: str, between: str, small: bool) -> None:
    typed = written(code).replace("-", between)
    assert read_code(typed.lower() if small else typed) == code


def test_letters_that_look_like_digits_are_read_as_those() -> None:
    code = next(one for one in iter(new_code, "") if "1" in one and "0" in one)
    assert read_code(code.replace("1", "l", 1).replace("0", "o", 1).replace("1", "I")) == code


@given(codes, st.integers(0, SIGNS - 1), st.sampled_from(ALPHABET))
def test_one_wrong_sign_is_always_seen(code: str, place: int, sign: str) -> None:
    mistyped = code[:place] + sign + code[place + 1 :]
    if mistyped == code:
        assert read_code(mistyped) == code
    else:
        with pytest.raises(Mistyped, match="not as it was written"):
            read_code(mistyped)


@given(codes, st.integers(0, SIGNS - 2))
def test_two_neighbours_swapped_are_always_seen(code: str, place: int) -> None:
    swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    if swapped != code:
        with pytest.raises(Mistyped):
            read_code(swapped)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("", "Type the code"),
        ("   ", "Type the code"),
        ("ABCD", "28 letters and digits. These are 4"),
        ("U" * 28, "“U” is in no code"),
        ("ÄBCD", "“Ä” is in no code"),
        ("0" * 5000, "28 letters and digits. These are 500"),
    ],
)
def test_what_is_wrong_is_said(typed: str, says: str) -> None:
    with pytest.raises(Mistyped, match=says):
        read_code(typed)


def test_a_new_code_makes_the_old_one_useless(tmp_path: Path) -> None:
    store = Store(tmp_path)
    file, first, second = store.create_file(), new_code(), new_code()
    store.recovery.put(file, first)
    assert store.recovery.file_of(first) == file
    store.recovery.put(file, second)
    assert (store.recovery.file_of(first), store.recovery.file_of(second)) == (None, file)


def test_the_code_is_nowhere_in_the_data_folder(tmp_path: Path) -> None:
    store = Store(tmp_path)
    code = new_code()
    store.recovery.put(store.create_file(), code)
    store.release()
    held = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    for shown in (code, written(code)):
        assert shown.encode() not in held


def test_erasing_a_file_takes_its_code_along(tmp_path: Path) -> None:
    store = Store(tmp_path)
    file, code = store.create_file(), new_code()
    store.recovery.put(file, code)
    store.erase_file(file)
    assert store.recovery.file_of(code) is None
    with pytest.raises(NoSuchFile):
        store.recovery.put(file, code)


def test_a_coachs_client_has_no_code(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.coaches.invite("coach@example.org", store.now())
    coach = store.coaches.find("coach@example.org")
    assert coach is not None
    client = store.create_file(coach.id)
    with pytest.raises(NoSuchFile):
        store.recovery.put(client, new_code())


def test_the_group_that_is_too_short_is_named() -> None:
    groups = written(new_code()).split("-")
    groups[4] = groups[4][:3]
    with pytest.raises(Mistyped, match=f"Look at “{groups[4]}”"):
        read_code(" ".join(groups))
    with pytest.raises(Mistyped) as whole:
        read_code("".join(groups))
    assert "Look at" not in str(whole.value)
