"""Countries whose rules on measuring at work Stemme knows, as the works council's papers do. Pure but for names."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

#: As stored ("" for another one).
COUNTRIES = (
    ("no", _("Norway")),
    ("dk", _("Denmark")),
    ("se", _("Sweden")),
    ("de", _("Germany")),
    ("", _("Another country")),
)
