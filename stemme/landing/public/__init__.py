"""Landing pages as visitors meet them: the page, its form, the mail's link, what is counted."""
