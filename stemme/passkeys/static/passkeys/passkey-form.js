// <passkey-form data-kind="make|prove" data-options="address">: around a form that is hidden until script runs.
// Asks our server what to ask the device, asks the device, and sends the answer with the form.
const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
const keys = (list = []) => list.map((key) => ({ ...key, id: bytes(key.id) }));

// By hand instead of parseCreationOptionsFromJSON and toJSON: browsers have these only since March 2025.
const forDevice = (told) => ({
  ...told,
  challenge: bytes(told.challenge),
  ...(told.user && { user: { ...told.user, id: bytes(told.user.id) } }),
  ...(told.excludeCredentials && { excludeCredentials: keys(told.excludeCredentials) }),
  ...(told.allowCredentials && { allowCredentials: keys(told.allowCredentials) }),
});

function forServer({ rawId, type, response, authenticatorAttachment }) {
  const parts = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];
  const sent = Object.fromEntries(parts.filter((part) => response[part]).map((part) => [part, text(response[part])]));
  return JSON.stringify({ id: text(rawId), rawId: text(rawId), type, authenticatorAttachment, response: sent });
}

class PasskeyForm extends HTMLElement {
  connectedCallback() {
    if (this.ready) return;
    this.ready = true;
    this.form = this.querySelector("form");
    if (!window.PublicKeyCredential) {
      this.say("unknown");
      return;
    }
    this.form.hidden = false;
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.ask();
    });
  }

  async ask() {
    if (this.busy) return;
    this.busy = true;
    this.say("");
    try {
      const answer = await fetch(this.dataset.options, { method: "POST", body: new FormData(this.form) });
      if (answer.status === 403 || answer.redirected) {
        window.location.reload(); // too long ago: the page then asks who is there
        return;
      }
      if (!answer.ok) throw new Error(`options: ${answer.status}`);
      const publicKey = forDevice(await answer.json());
      const made = this.dataset.kind === "make";
      const credential = await (made ? navigator.credentials.create({ publicKey }) : navigator.credentials.get({ publicKey }));
      this.form.elements.credential.value = forServer(credential);
      this.form.submit();
    } catch (error) {
      this.say({ NotAllowedError: "cancelled", InvalidStateError: "known" }[error.name] ?? "failed");
    } finally {
      this.busy = false;
    }
  }

  // Which of the sentences that stand ready in the page is shown.
  say(which) {
    for (const line of this.querySelectorAll("[data-says]")) line.hidden = line.dataset.says !== which;
  }
}

customElements.define("passkey-form", PasskeyForm);
