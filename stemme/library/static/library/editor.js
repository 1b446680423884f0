// <story-editor>: around the form of a story, which works without it. Adds: counters as each channel counts, previews
// of what is typed now, and a title in the heading that follows.
import { lengthOf } from "../ui/js/counting.js";

class StoryEditor extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.form.addEventListener("input", (event) => this.refresh(event.target));
    this.form.addEventListener("change", (event) => this.refresh(event.target));
  }

  refresh(field) {
    this.count(field);
    if (/^(title_|summary_|personal_|point_|question_|text_|show_language)/.test(field.name)) this.preview();
  }

  count(field) {
    const counter = field.id && this.querySelector(`[data-count="${CSS.escape(field.id)}"]`);
    if (!counter) return;
    const length = lengthOf(field.value, counter.dataset.counted);
    const limit = Number(counter.dataset.limit);
    const write = (number) => new Intl.NumberFormat(document.documentElement.lang).format(number);
    counter.textContent = limit
      ? counter.dataset.words.replace("{length}", write(length)).replace("{limit}", write(limit))
      : write(length);
    counter.classList.toggle("over", limit > 0 && length > limit);
  }

  preview() {
    const language = this.form.elements.show_language.value;
    const typed = (name) => this.form.elements[`${name}_${language}`]?.value.trim() ?? "";
    this.show("title", typed("title"), language);
    this.show("summary", typed("summary"), language);
    for (const place of this.querySelectorAll("[data-preview]")) {
      const text = place.querySelector("[data-live=text]");
      if (text) this.write(text, this.wordsFor(place.dataset.preview, language) || typed("title"), language);
    }
  }

  // The first starting point for this place: one written for it, else one for any channel.
  wordsFor(place, language) {
    const channel = place === "bluesky" ? "x" : place;
    const parts = [channel, "any"].map((key) => `.in-language[data-language="${language}"] [data-channel="${key}"] textarea`);
    const fields = parts.flatMap((selector) => [...this.querySelectorAll(selector)]);
    return fields.map((field) => field.value.trim()).find(Boolean) ?? "";
  }

  show(what, words, language) {
    for (const part of this.querySelectorAll(`[data-live=${what}]`)) this.write(part, words, language);
  }

  write(part, words, language) {
    part.lang = language;
    const inner = part.querySelector("bdi") ?? part;
    inner.textContent = words;
  }
}

customElements.define("story-editor", StoryEditor);
