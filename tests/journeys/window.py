"""A browser without scripts: opens pages, presses buttons, keeps cookies. What it sends is what the form holds."""

from __future__ import annotations

from urllib.parse import urljoin

import httpx
from selectolax.lexbor import LexborHTMLParser, LexborNode

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


class Window:
    """One person's window on one installation."""

    def __init__(self, url: str) -> None:
        self.client = httpx.Client(
            base_url=url,
            follow_redirects=True,
            headers={"User-Agent": FIREFOX},
            timeout=30,
            limits=httpx.Limits(max_keepalive_connections=0),  # nothing to be closed at the end
        )
        self.status = 0
        self.path = ""
        self.address = ""
        self.tree = LexborHTMLParser("")

    def _take(self, response: httpx.Response) -> Window:
        self.status, self.path = response.status_code, response.url.path
        self.address = response.url.raw_path.decode()
        self.tree = LexborHTMLParser(response.text)
        return self

    def open(self, path: str) -> Window:
        """Open an address."""
        return self._take(self.client.get(path))

    def follow(self, words: str) -> Window:
        """Follow the link that says these words."""
        return self.open(self._link(words).attributes["href"] or "")

    def _link(self, words: str) -> LexborNode:
        links = [link for link in self.tree.css("a[href]") if words in " ".join(link.text().split())]
        assert links, (
            f"no link {words!r} on {self.path}; there are {[link.text().strip() for link in self.tree.css('a')]}"
        )
        return links[0]

    @property
    def text(self) -> str:
        """What can be read in the main part."""
        main = self.tree.css_first("main") or self.tree.body
        return " ".join(main.text(separator=" ").split()) if main else ""

    def press(
        self, action: str = "", *, button: str = "", files: dict[str, object] | None = None, **values: object
    ) -> Window:
        """Send the form whose action ends like this (none: the page's own form) and which has such a button.

        Fields are sent as they stand on the page, but for the values given; None takes a field out.
        """
        form = self._form(action, button)
        data = {**self._fields(form), **values}
        data = {name: value for name, value in data.items() if value is not None}
        for pressed in self._parts(form, "button[name]"):
            if button and button in pressed.text():
                data[pressed.attributes["name"] or ""] = pressed.attributes.get("value") or ""
        address = urljoin(self.address, form.attributes.get("action") or self.address)
        if (form.attributes.get("method") or "get").lower() == "get":
            return self._take(self.client.get(address, params=data))  # type: ignore[arg-type]
        base = str(self.client.base_url).rstrip("/")
        origin = {"Origin": base, "Referer": f"{base}{self.address}", "Sec-Fetch-Site": "same-origin"}
        return self._take(self.client.post(address, data=data, files=files, headers=origin))  # type: ignore[arg-type]

    def _form(self, action: str, button: str) -> LexborNode:
        seen = []
        for form in self.tree.css("form"):
            own = (form.attributes.get("action") or self.path).partition("?")[0] or self.path
            says = [" ".join(node.text().split()) for node in self._parts(form, "button")]
            if own.endswith(action or self.path) and (not button or any(button in words for words in says)):
                return form
            seen.append((own, says))
        raise AssertionError(f"no form {action!r} with {button!r} on {self.path} ({self.status}); there are {seen}")

    def _parts(self, form: LexborNode, selector: str) -> list[LexborNode]:
        """What lies in the form, and what says that it belongs to it."""
        own = form.attributes.get("id")
        inside = [node for node in form.css(selector) if node.attributes.get("form") in {None, own}]
        outside = [node for node in self.tree.css(selector) if own and node.attributes.get("form") == own]
        return inside + [node for node in outside if node not in inside]

    def _fields(self, form: LexborNode) -> dict[str, object]:
        """What the form would send as it stands."""
        data: dict[str, object] = {}
        for field in self._parts(form, "input[name], textarea[name], select[name]"):
            name, kind = field.attributes["name"] or "", field.attributes.get("type") or "text"
            if field.tag == "textarea":
                data[name] = field.text(strip=False).removeprefix("\n")
            elif field.tag == "select":
                chosen = field.css("option[selected]") or field.css("option")[:1]
                values = [option.attributes.get("value") or "" for option in chosen]
                data[name] = values if "multiple" in field.attributes else "".join(values[:1])
            elif kind in {"checkbox", "radio"}:
                if "checked" in field.attributes:
                    value = field.attributes.get("value") or "on"
                    data[name] = [*data.get(name, []), value] if kind == "checkbox" else value  # type: ignore[misc]
            elif kind not in {"submit", "button", "file", "image"}:
                data[name] = field.attributes.get("value") or ""
        return data
