// Asks the device for a passkey, and hands its answer to the form inside. Without scripts the form is not shown.
{
  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
  const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

  function told(answer) {
    const { response } = answer;
    const words = { clientDataJSON: text(response.clientDataJSON) };
    for (const name of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
      if (response[name]) words[name] = text(response[name]);
    }
    if (response.getTransports) words.transports = response.getTransports();
    return {
      id: answer.id,
      rawId: text(answer.rawId),
      type: answer.type,
      authenticatorAttachment: answer.authenticatorAttachment,
      response: words,
      clientExtensionResults: answer.getClientExtensionResults(),
    };
  }

  customElements.define("pass-key", class extends HTMLElement {
    connectedCallback() {
      this.form = this.querySelector("form");
      this.form.addEventListener("submit", (event) => {
        event.preventDefault();
        this.ask().catch(() => {
          const said = this.querySelector("[role=alert]");
          said.textContent = this.dataset.failed;
          said.hidden = false;
        });
      });
    }

    async ask() {
      const { publicKey } = await this.options();
      const make = this.dataset.does === "create";
      publicKey.challenge = bytes(publicKey.challenge);
      for (const known of publicKey.excludeCredentials ?? publicKey.allowCredentials ?? []) known.id = bytes(known.id);
      if (make) {
        const alone = this.querySelector("[name=passwordless]")?.checked ?? false;
        publicKey.user.id = bytes(publicKey.user.id);
        publicKey.authenticatorSelection = {
          ...publicKey.authenticatorSelection,
          residentKey: alone ? "required" : "discouraged",
          requireResidentKey: alone,
          ...(alone && { userVerification: "required" }),
        };
      }
      const answer = await navigator.credentials[make ? "create" : "get"]({ publicKey });
      this.form.elements.credential.value = JSON.stringify(told(answer));
      this.form.submit();
    }

    async options() {
      if (this.dataset.does !== "fetch") return JSON.parse(this.dataset.options);
      const response = await fetch(this.form.action, { headers: { Accept: "application/json" } });
      return (await response.json()).request_options;
    }
  });
}
