// <passing-toast class="toast">: goes after eight seconds, but not while somebody points at it or has focus in it.
const STAYS = 8000;

class PassingToast extends HTMLElement {
  connectedCallback() {
    if (this.querySelector("[data-close]")) return;
    const close = document.createElement("button");
    close.type = "button";
    close.dataset.close = "";
    close.textContent = document.getElementById("announcements")?.dataset.dismiss ?? "×";
    close.addEventListener("click", () => this.remove());
    this.append(close);
    for (const event of ["pointerenter", "focusin"]) this.addEventListener(event, () => clearTimeout(this.timer));
    for (const event of ["pointerleave", "focusout"]) this.addEventListener(event, () => this.wait());
    this.wait();
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
  }

  wait() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.remove(), STAYS);
  }
}

customElements.define("passing-toast", PassingToast);
