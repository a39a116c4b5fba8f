// Says how much room is left, sends once, and sends with Ctrl+Enter. Without it the form is an ordinary form.
customElements.define("comment-form", class extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.text = this.querySelector("textarea");
    this.left = this.querySelector(".comment-form__left");
    this.text.addEventListener("input", () => this.measure());
    this.text.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.isComposing) this.form.requestSubmit();
    });
    this.form.addEventListener("submit", () => { this.querySelector("button").disabled = true; });
    addEventListener("pageshow", () => { this.querySelector("button").disabled = false; });
    if (this.closest(".comment__answer")) this.text.focus();
  }

  measure() {
    const room = this.text.maxLength - this.text.value.length;
    this.left.hidden = room > 100;
    this.left.textContent = room;
  }
});
