// <own-words>: around one's own words on the share sheet. Adds: a draft that this browser keeps for two weeks, another
// language without losing what was written, a question above an empty page, and the line that says where one works.
const DRAFT = "stemme-draft", CARRIED = "stemme-words", TWO_WEEKS = 14 * 24 * 3600 * 1000;

class OwnWords extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form");
    this.text = this.querySelector("textarea");
    this.key = this.keyOf(this.dataset.language);
    this.tidy();
    this.restore();
    this.text.addEventListener("input", () => this.keep());
    this.form.addEventListener("click", (event) => this.press(event), true);
    this.addEventListener("htmx:afterSwap", () => this.follow());
  }

  // The sheet gives way to what comes after sharing: the draft has done its work.
  disconnectedCallback() {
    if (document.getElementById("share-done")) localStorage.removeItem(this.key);
  }

  keyOf(language) { return `${DRAFT}:${this.dataset.mark}:${this.dataset.story}:${language}`; }

  get own() {
    const starts = [...this.form.querySelectorAll("[data-start]")].map((start) => start.dataset.start);
    return this.text.value.trim() !== "" && !starts.includes(this.text.value);
  }

  // Old drafts go, and those of whoever used this browser before.
  tidy() {
    for (const key of Object.keys(localStorage).filter((name) => name.startsWith(`${DRAFT}:`))) {
      const { at } = JSON.parse(localStorage.getItem(key));
      if (!key.startsWith(`${DRAFT}:${this.dataset.mark}:`) || at < Date.now() - TWO_WEEKS) localStorage.removeItem(key);
    }
  }

  restore() {
    const found = JSON.parse(localStorage.getItem(this.key) ?? "null"), { given, kept = 0 } = this.dataset;
    if (given !== undefined || !found || found.at < kept * 1000 || found.text === this.text.value) return;
    this.write(found.text);
    this.querySelector("[data-restored]").hidden = false;
  }

  keep() {
    if (this.own) localStorage.setItem(this.key, JSON.stringify({ text: this.text.value, at: Date.now() }));
    else localStorage.removeItem(this.key);
  }

  write(words) {
    this.text.value = words;
    this.text.dispatchEvent(new Event("input", { bubbles: true }));
  }

  // Inserted, not set, so that "undo" brings back what stood there.
  replace(words) {
    this.text.select();
    if (!document.execCommand(words ? "insertText" : "delete", false, words)) this.write(words);
  }

  press(event) {
    const pressed = event.target.closest("[data-language], [data-ask], [data-forget]");
    if (!pressed || pressed === this || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    if (pressed.matches("[data-ask]")) return this.ask(pressed);
    if (pressed.matches("button[data-language]")) return this.speak(pressed.value);
    this.replace(this.text.defaultValue);
    localStorage.removeItem(this.key);
    this.querySelector("[data-restored]").hidden = true;
  }

  ask(link) {
    for (const other of this.form.querySelectorAll("[data-ask]")) other.removeAttribute("aria-current");
    link.setAttribute("aria-current", "true");
    const question = this.querySelector("[data-question]");
    question.textContent = link.textContent;
    question.hidden = false;
    if (!this.own && this.text.value) this.replace("");
    this.text.focus();
  }

  speak(language) {
    if (this.own) sessionStorage.setItem(CARRIED, this.text.value);
    location.href = `?${new URLSearchParams({ channel: this.form.elements.channel.value, in: language })}`;
  }

  // After each answer about the words: the line that was asked for goes in, and the counter knows what room to leave.
  follow() {
    const said = this.querySelector("[data-said]");
    if (said) this.replace(said.dataset.said);
    this.form.dispatchEvent(new Event("input"));
  }
}

customElements.define("own-words", OwnWords);
