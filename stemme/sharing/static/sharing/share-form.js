// <share-form>: around the share sheet, which works without it. Adds: starting texts without reloading, counter, live
// preview, "copy text and open" in one press, the device's own share menu, and a server that the browser keeps.
import { show } from "../ui/js/toast.js";
import { copy, later } from "./copying.js";
import { count, lengthQuoted } from "./counting.js";
import { showOwnLink } from "./own-link.js";
import { keep, remember } from "./server.js";
import { offerStarts } from "./starts.js";

const WORDS = "stemme-words";
class ShareForm extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    if (!this.form) return;
    this.dataset.ready = "";
    ({ text: this.text, host: this.host, runs: this.runs } = this.form.elements);
    if (navigator.share) this.querySelector("[data-device]").hidden = false;
    remember(this.host, this.runs);
    this.text.value = sessionStorage.getItem(WORDS) ?? this.text.value; // From the sheet in another language.
    sessionStorage.removeItem(WORDS);
    this.form.addEventListener("input", (event) => this.refresh(event.target.name === "channel"));
    this.form.addEventListener("submit", (event) => this.share(event));
    this.addEventListener("click", (event) => this.start(event));
    this.refresh();
  }

  get channel() { return this.form.querySelector("[name=channel]:checked").dataset; }
  get key() { return this.form.elements.channel.value; }
  // The same reckoning as hand_over in sharing/channels.py.
  get tooLong() {
    const { prefills, fits } = this.channel;
    return prefills !== "" && lengthQuoted(this.text.value.trim(), this.key === "mail") > Number(fits);
  }

  start(event) {
    const link = event.target.closest("[data-start]");
    if (!link || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    this.querySelectorAll("a.variant").forEach((a) => a.removeAttribute("aria-current"));
    if (link.matches(".variant")) link.setAttribute("aria-current", "true");
    this.text.select(); // Inserted, not set, so that "undo" brings back what stood there.
    if (!document.execCommand("insertText", false, link.dataset.start)) this.text.value = link.dataset.start;
    this.refresh();
  }

  refresh(otherChannel) {
    if (!this.form.isConnected) return; // An answer about the words that comes after they were shared.
    const { name, copies, asset, bare, limit, ...tile } = this.channel, { tooLong } = this;
    const words = this.dataset, opening = this.text.value && (copies || tooLong) ? words.open : words.go;
    this.querySelector("[data-label]").textContent = asset !== undefined ? words.asset
      : { copy: words.copy, qr: words.qr, system: words.device, signature: words.signature }[this.key] ?? opening.replace("{name}", name);
    const most = this.key === "mastodon" ? this.runs.selectedOptions[0].dataset.limit : limit;
    const room = this.querySelector("[data-room]")?.dataset.room ?? ""; // For the line that says where one works.
    count(this.querySelector("[data-count]"), this.text.value + room, { ...tile, limit: most }, Number(words.linkLength));
    this.querySelector("[data-too-long]").hidden = !tooLong;
    this.querySelector("[data-preview]").textContent = this.text.value;
    this.querySelector(".host").toggleAttribute("data-host", this.key !== "mastodon");
    this.querySelector("[data-card]").hidden = bare !== undefined;
    this.querySelector("[data-card-words]").hidden = asset !== undefined;
    this.querySelector("p[data-bare]").hidden = bare === undefined;
    if (otherChannel) showOwnLink(this, this.key), offerStarts(this.form, this.key, (link) => link.click());
  }

  async share(event) {
    event.preventDefault();
    const { opens, asset } = this.channel, text = this.text.value, key = this.key;
    const button = event.submitter ?? this.form.querySelector(".btn-lamp");
    button.setAttribute("aria-busy", "true");
    const { promise: url, resolve: made, reject: failed } = later();
    const wanted = { ...this.channel, alone: key === "copy", tooLong: this.tooLong };
    const copying = copy(text, url, wanted)?.then(() => show(this.dataset.copied), () => {});
    // A tab may only be opened while the press lasts; its address follows.
    const tab = opens === "tab" ? window.open("", "_blank") : null;
    if (tab) tab.opener = null;
    try {
      const answer = await fetch(this.form.action, { method: "POST", body: new FormData(this.form) });
      if (answer.status === 422 || answer.status === 409) return void (tab?.close(), failed(), this.form.submit());
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const done = document.importNode(page.getElementById("share-done"), true);
      made(done.dataset.url);
      await copying;
      if (tab) tab.location = done.dataset.open;
      else if (opens === "here") location.href = done.dataset.open;
      else if (opens === "later" && asset === undefined) window.open(done.dataset.open, "_blank", "noopener");
      if (key === "mastodon") keep(this.host, this.runs);
      this.replaceChildren(done);
      this.querySelector("h1").focus();
      if (key === "system") await navigator.share({ text, url: done.dataset.url });
    } catch (error) {
      if (!this.form.isConnected || error.name === "AbortError") return; // Done already; the page offers the rest.
      tab?.close();
      failed();
      button.removeAttribute("aria-busy");
      show(this.dataset.failed);
    }
  }
}

customElements.define("share-form", ShareForm);
