// <copy-button for="id" | data-text="…" data-done="Copied">: around a button that is hidden until script runs.
// Copies the text of the element with that id (value of a field, else its text) and says so on the button.
import { show } from "../toast.js";

class CopyButton extends HTMLElement {
  connectedCallback() {
    this.button = this.querySelector("button");
    if (!this.button || this.ready) return;
    this.ready = true;
    this.button.hidden = false;
    this.button.addEventListener("click", () => this.copy());
  }

  get text() {
    if (this.dataset.text !== undefined) return this.dataset.text;
    const source = document.getElementById(this.getAttribute("for"));
    return source?.value ?? source?.textContent.trim() ?? "";
  }

  async copy() {
    try {
      await navigator.clipboard.writeText(this.text);
    } catch {
      if (!this.copyByHand()) return;
    }
    if (this.dataset.done) show(this.dataset.done);
    this.dispatchEvent(new CustomEvent("copied", { bubbles: true }));
  }

  // Pages without a certificate have no clipboard interface; a selected field still can be copied.
  copyByHand() {
    const field = document.createElement("textarea");
    field.value = this.text;
    field.className = "vh";
    this.append(field);
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    this.button.focus();
    return done;
  }
}

customElements.define("copy-button", CopyButton);
