// <share-form>: around the share sheet, which works without it. Adds: starting texts without reloading, counter, live
// preview, "copy text and open" in one press, and the device's own share menu.
import { show } from "../ui/js/toast.js";

const letters = new Intl.Segmenter(undefined, { granularity: "grapheme" });
const LIGHT = [[0, 4351], [8192, 8205], [8208, 8223], [8242, 8247]]; // as in sharing/counting.py

function weight(letter) {
  const light = (c) => LIGHT.some(([low, high]) => low <= c && c <= high);
  if (/\p{Extended_Pictographic}|\p{Regional_Indicator}/u.test(letter)) return 2;
  return [...letter].reduce((sum, c) => sum + (light(c.codePointAt(0)) ? 1 : 2), 0);
}

function lengthOf(text, countedIn) {
  if (countedIn === "graphemes") return [...letters.segment(text)].length;
  if (countedIn !== "weighted") return [...text].length;
  const urls = text.match(/https?:\/\/\S+/g) ?? [];
  const rest = text.replace(/https?:\/\/\S+/g, "").normalize("NFC");
  return 23 * urls.length + [...letters.segment(rest)].reduce((sum, { segment }) => sum + weight(segment), 0);
}

class ShareForm extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    if (!this.form) return;
    this.dataset.ready = "";
    this.text = this.form.elements.text;
    if (navigator.share) this.querySelector("[data-device]").hidden = false;
    this.form.addEventListener("input", () => this.refresh());
    this.form.addEventListener("submit", (event) => this.share(event));
    this.addEventListener("click", (event) => this.start(event));
    this.refresh();
  }

  get channel() {
    return this.form.querySelector("[name=channel]:checked").dataset;
  }

  start(event) {
    const link = event.target.closest("[data-start], [data-language]");
    if (!link || event.ctrlKey || event.metaKey) return;
    const address = new URL(link.href);
    address.searchParams.set("channel", this.form.elements.channel.value);
    if (link.dataset.start === undefined) return void (link.href = address);
    event.preventDefault();
    this.querySelectorAll("a.variant").forEach((a) => a.removeAttribute("aria-current"));
    if (link.matches(".variant")) link.setAttribute("aria-current", "true");
    this.text.value = link.dataset.start;
    this.refresh();
    this.text.focus();
  }

  refresh() {
    const { name, limit, counted, prefills, opens } = this.channel;
    const key = this.form.elements.channel.value;
    const words = this.dataset;
    const label = { copy: words.copy, qr: words.qr, system: words.device }[key]
      ?? (prefills || !this.text.value ? words.go : words.open).replace("{name}", name);
    this.querySelector("[data-label]").textContent = label;
    const length = lengthOf(this.text.value, counted);
    const counter = this.querySelector("[data-count]");
    const write = new Intl.NumberFormat(document.documentElement.lang);
    counter.textContent = write.format(length) + (Number(limit) ? ` / ${write.format(Number(limit))}` : "");
    counter.classList.toggle("over", Number(limit) > 0 && length > Number(limit));
    this.querySelector("[data-preview]").textContent = this.text.value;
    const says = this.text.value.toLocaleLowerCase().includes(words.organisation.toLocaleLowerCase());
    this.querySelector("[data-says]").hidden = !says;
    this.querySelector("[data-says-not]").hidden = says;
    this.querySelector(".host").toggleAttribute("data-host", key !== "mastodon");
    this.opens = opens;
  }

  async share(event) {
    event.preventDefault();
    const button = this.form.querySelector(".btn-lamp");
    button.setAttribute("aria-busy", "true");
    const text = this.text.value;
    // A tab may only be opened while the press lasts; its address follows.
    const tab = this.opens === "tab" ? window.open("", "_blank") : null;
    if (tab) tab.opener = null;
    const copying = text && this.opens && !this.channel.prefills ? navigator.clipboard?.writeText(text) : null;
    try {
      const answer = await fetch(this.form.action, { method: "POST", body: new FormData(this.form) });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const done = page.getElementById("share-done");
      if (!answer.ok || !done) throw new Error(answer.status);
      await copying?.then(() => show(this.dataset.copied), () => {});
      await this.goOn(done.dataset, tab, text);
      this.replaceChildren(document.importNode(done, true));
      this.querySelector("h1").focus();
    } catch {
      tab?.close();
      button.removeAttribute("aria-busy");
      if (this.form.isConnected && this.form.elements.channel.value === "mastodon" && !this.form.elements.host.value) this.form.submit();
      else show(this.dataset.failed);
    }
  }

  async goOn({ open, url }, tab, text) {
    const key = this.form.elements.channel.value;
    if (tab) tab.location = open;
    else if (open) location.href = open;
    else if (key === "copy") await navigator.clipboard?.writeText(`${text}\n\n${url}`.trim()).then(() => show(this.dataset.copied), () => {});
    else if (key === "system") await navigator.share({ text, url }).catch(() => {});
  }
}

customElements.define("share-form", ShareForm);
