// <on-return>: what is inside waits until the reader has been away in another tab or window and comes back.
// Without script it is there from the beginning.
class OnReturn extends HTMLElement {
  connectedCallback() {
    if (this.stop) return;
    this.hidden = true;
    this.stop = new AbortController();
    const { signal } = this.stop;
    let away = document.hidden || !document.hasFocus();
    const back = () => { if (away && !document.hidden) this.reveal(); };
    const left = () => { away = true; };
    document.addEventListener("visibilitychange", () => (document.hidden ? left() : back()), { signal });
    window.addEventListener("blur", left, { signal });
    window.addEventListener("focus", back, { signal });
    window.addEventListener("pageshow", (event) => { if (event.persisted) this.reveal(); }, { signal });
  }

  disconnectedCallback() {
    this.stop?.abort();
  }

  reveal() {
    this.hidden = false;
    this.stop.abort();
  }
}

customElements.define("on-return", OnReturn);
