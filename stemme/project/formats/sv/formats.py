"""How dates, times and numbers are written in Swedish."""

DATE_FORMAT = "j F Y"
SHORT_DATE_FORMAT = "j M Y"
MONTH_DAY_FORMAT = "j F"
YEAR_MONTH_FORMAT = "F Y"
TIME_FORMAT = "H:i"
DATETIME_FORMAT = "j F Y, H:i"
SHORT_DATETIME_FORMAT = "j M Y, H:i"
#: Two of our own, for ``|date:"DAY_FORMAT"`` (3 Nov) and ``|date:"WEEKDAY_FORMAT"`` (Tuesday 3 November).
DAY_FORMAT = "j M"
WEEKDAY_FORMAT = "l j F"
FIRST_DAY_OF_WEEK = 1
DECIMAL_SEPARATOR = ","
THOUSAND_SEPARATOR = "\N{NO-BREAK SPACE}"
NUMBER_GROUPING = 3
