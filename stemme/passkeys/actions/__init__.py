"""Writing passkeys. Others import from here; each module holds one matter."""

from stemme.passkeys.actions.adding import Added, KnownPasskeyError, TooManyPasskeysError, add, ask_to_add
from stemme.passkeys.actions.challenges import sweep
from stemme.passkeys.actions.forgetting import forget_person, reset
from stemme.passkeys.actions.keeping import make_codes, remove, rename
from stemme.passkeys.actions.recovering import redeem_code
from stemme.passkeys.actions.signing_in import ask_to_prove, sign_in

__all__ = [
    "Added",
    "KnownPasskeyError",
    "TooManyPasskeysError",
    "add",
    "ask_to_add",
    "ask_to_prove",
    "forget_person",
    "make_codes",
    "redeem_code",
    "remove",
    "rename",
    "reset",
    "sign_in",
    "sweep",
]
