"""Pages of the atlas."""

from stemme.atlas.views.care import care, care_end, care_list, contacted
from stemme.atlas.views.maps import organisation_map, table

__all__ = ["care", "care_end", "care_list", "contacted", "organisation_map", "table"]
