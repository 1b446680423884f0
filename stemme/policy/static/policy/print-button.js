// <print-button hidden><button type="button">…</button></print-button>: prints the page. Hidden where it could not work.
class PrintButton extends HTMLElement {
  connectedCallback() {
    this.hidden = false;
    this.addEventListener("click", () => window.print());
  }
}
customElements.define("print-button", PrintButton);
