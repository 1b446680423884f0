// <share-form>: around the share sheet, which works without it. Adds: starting texts without reloading, counter, live
// preview, "copy text and open" in one press, the device's own share menu, and a Mastodon server that the browser keeps.
import { show } from "../ui/js/toast.js";
import { count } from "./counting.js";

const SERVER = "stemme-mastodon", WORDS = "stemme-words";
class ShareForm extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    if (!this.form) return;
    this.dataset.ready = "";
    ({ text: this.text, host: this.host } = this.form.elements);
    if (navigator.share) this.querySelector("[data-device]").hidden = false;
    this.host.value ||= localStorage.getItem(SERVER) ?? "";
    this.text.value = sessionStorage.getItem(WORDS) ?? this.text.value; // From the sheet in another language.
    sessionStorage.removeItem(WORDS);
    this.form.addEventListener("input", (event) => this.refresh(event.target.name === "channel"));
    this.form.addEventListener("submit", (event) => this.share(event));
    this.addEventListener("click", (event) => this.start(event));
    this.refresh();
  }

  get channel() { return this.form.querySelector("[name=channel]:checked").dataset; }
  get key() { return this.form.elements.channel.value; }

  start(event) {
    const link = event.target.closest("[data-start], [data-language]");
    if (!link || event.ctrlKey || event.metaKey) return;
    if (link.dataset.start === undefined) return this.changeLanguage(link);
    event.preventDefault();
    this.querySelectorAll("a.variant").forEach((a) => a.removeAttribute("aria-current"));
    if (link.matches(".variant")) link.setAttribute("aria-current", "true");
    this.text.select(); // Inserted, not set, so that "undo" brings back what stood there.
    if (!document.execCommand("insertText", false, link.dataset.start)) this.text.value = link.dataset.start;
    this.refresh();
  }

  changeLanguage(link) {
    const address = new URL(link.href);
    address.searchParams.set("channel", this.key);
    link.href = address;
    const starts = [...this.querySelectorAll("[data-start]")].map((a) => a.dataset.start);
    if (!starts.includes(this.text.value)) sessionStorage.setItem(WORDS, this.text.value);
  }

  refresh(otherChannel) {
    const { name, prefills, bare } = this.channel, shows = bare === undefined;
    const { copy, qr, device, go, open, linkLength, organisation } = this.dataset;
    this.querySelector("[data-label]").textContent = { copy, qr, system: device }[this.key]
      ?? (prefills || !this.text.value ? go : open).replace("{name}", name);
    count(this.querySelector("[data-count]"), this.text.value, this.channel, Number(linkLength));
    this.querySelector("[data-preview]").textContent = this.text.value;
    const says = this.text.value.toLocaleLowerCase().includes(organisation.toLocaleLowerCase());
    this.querySelector("[data-says]").hidden = !says;
    this.querySelector("[data-says-not]").hidden = says;
    this.querySelector(".host").toggleAttribute("data-host", this.key !== "mastodon");
    for (const part of this.querySelectorAll("[data-card], p[data-bare]")) part.hidden = shows !== part.matches("[data-card]");
    if (otherChannel) this.showOwnLink();
  }

  showOwnLink() {
    const links = [...this.querySelectorAll("[data-own]")];
    const own = links.find((link) => link.dataset.own === this.key) ?? links.at(-1);
    for (const link of links) link.hidden = link !== own;
    this.form.elements.counted.checked = own.dataset.wasCounted !== "";
  }

  async share(event) {
    event.preventDefault();
    const { opens, prefills } = this.channel, text = this.text.value, key = this.key;
    const button = this.form.querySelector(".btn-lamp");
    button.setAttribute("aria-busy", "true");
    // A tab may only be opened while the press lasts; its address follows. The same goes for the clipboard.
    const tab = opens === "tab" ? window.open("", "_blank") : null;
    if (tab) tab.opener = null;
    const copying = text && opens && !prefills ? navigator.clipboard?.writeText(text).then(() => show(this.dataset.copied), () => {}) : null;
    try {
      const answer = await fetch(this.form.action, { method: "POST", body: new FormData(this.form) });
      if (answer.status === 422 || answer.status === 409) return void (tab?.close(), this.form.submit());
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const done = document.importNode(page.getElementById("share-done"), true);
      await copying;
      if (tab) tab.location = done.dataset.open;
      else if (opens === "here") location.href = done.dataset.open;
      if (key === "mastodon") localStorage.setItem(SERVER, this.host.value);
      this.replaceChildren(done);
      this.querySelector("h1").focus();
      if (key === "copy") await navigator.clipboard.writeText(`${text}\n\n${done.dataset.url}`.trim()).then(() => show(this.dataset.copied));
      if (key === "system") await navigator.share({ text, url: done.dataset.url });
    } catch (error) {
      if (!this.form.isConnected || error.name === "AbortError") return; // Done already; the page offers the rest.
      tab?.close();
      button.removeAttribute("aria-busy");
      show(this.dataset.failed);
    }
  }
}

customElements.define("share-form", ShareForm);
