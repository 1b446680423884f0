// <keep-typing>: keeps what is typed into the story's form for whoever types it, a few seconds after the last key and
// when they leave. Says when that did not work: the visit may have ended. Saving waits for it, so nothing is lost to a
// sign-in page. Without script everything is saved by its button alone.
const PAUSE = 4000;

class KeepTyping extends HTMLElement {
  connectedCallback() {
    this.form = document.getElementById(this.dataset.form);
    this.stop = new AbortController();
    const { signal } = this.stop;
    this.changed = "changed" in this.dataset;
    this.form.addEventListener("input", () => this.wait(), { signal });
    this.form.addEventListener("change", () => this.wait(), { signal });
    this.form.addEventListener("submit", (event) => this.send(event), { signal });
    document.addEventListener("visibilitychange", () => { if (document.hidden) this.keep(true); }, { signal });
    window.addEventListener("pagehide", () => this.keep(true), { signal });
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
    this.stop.abort();
  }

  wait() {
    this.changed = true;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.keep(), PAUSE);
  }

  // The same fields the button would send. A browser gives up on a page that it leaves unless told to go on.
  async keep(leaving = false) {
    clearTimeout(this.timer);
    if (!this.changed || this.sending) return;
    this.changed = false;
    const options = { method: "POST", body: new URLSearchParams(new FormData(this.form)), redirect: "manual" };
    this.busy = fetch(this.dataset.url, { ...options, keepalive: leaving }).then((answer) => answer.status, () => 0);
    this.failed = (await this.busy) !== 204;
    this.busy = null;
    this.changed ||= this.failed;
    this.say(this.failed ? "[data-failed]" : "[data-kept]");
  }

  say(which) {
    this.querySelector("[role=status]").textContent = this.querySelector(which).content.textContent;
  }

  // What was typed last is kept first. When that fails the form stays here: its answer would be a sign-in page.
  async send(event) {
    if (event.defaultPrevented) return;
    if (!this.changed && !this.busy) {
      this.sending = true;
      return;
    }
    event.preventDefault();
    const { submitter } = event;
    await this.busy;
    await this.keep();
    if (!this.failed) this.form.requestSubmit(submitter);
  }
}

customElements.define("keep-typing", KeepTyping);
