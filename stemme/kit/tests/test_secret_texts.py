"""Secrets sealed by a key that is not in the database."""

import pytest

from stemme.kit.secret_texts import SecretLostError, seal, unseal

NEW, OLD = "n" * 40, "o" * 40


def test_what_is_sealed_opens_again_and_looks_different_each_time():
    first, second = (seal("hemmelig – 🗝", keys=[NEW], purpose="provider 7") for _ in range(2))
    assert first != second
    assert "hemmelig" not in first
    assert unseal(first, keys=[NEW], purpose="provider 7") == "hemmelig – 🗝"


def test_an_old_key_still_opens_and_a_new_one_seals():
    old = seal("secret", keys=[OLD], purpose="p")
    assert unseal(old, keys=[NEW, OLD], purpose="p") == "secret"
    new = seal("secret", keys=[NEW, OLD], purpose="p")
    assert new.split(".")[1] != old.split(".")[1]
    with pytest.raises(SecretLostError):
        unseal(new, keys=[OLD], purpose="p")


@pytest.mark.parametrize("place", [-1, 5, 20])
def test_a_changed_text_does_not_open(place):
    sealed = seal("secret", keys=[NEW], purpose="p")
    changed = list(sealed)
    changed[place] = "A" if changed[place] != "A" else "B"
    with pytest.raises(SecretLostError):
        unseal("".join(changed), keys=[NEW], purpose="p")


@pytest.mark.parametrize("sealed", ["", "secret", "s1", "s1..", "s2.00000000.AAAA"])
def test_what_was_never_sealed_does_not_open(sealed):
    with pytest.raises(SecretLostError):
        unseal(sealed, keys=[NEW], purpose="p")


def test_a_text_moved_elsewhere_does_not_open():
    sealed = seal("secret", keys=[NEW], purpose="provider 7")
    with pytest.raises(SecretLostError):
        unseal(sealed, keys=[NEW], purpose="provider 8")
