// The queue from the keyboard. Without it every button is an ordinary button of a form.
(() => {
  const queue = document.querySelector("[data-queue]");
  const form = queue?.querySelector("[data-queue-form]");
  if (!form) return;
  const said = queue.querySelector("[data-queue-said]");
  const waiting = queue.querySelector("[data-queue-waiting]");
  const rows = () => [...queue.querySelectorAll("[data-queue-row]")];
  let current = null;

  const show = (row) => {
    if (!row) return;
    current?.classList.remove("desk-held--current");
    current = row;
    row.classList.add("desk-held--current");
    row.focus({ preventScroll: true });
    row.scrollIntoView({ block: "nearest" });
  };

  const step = (by) => {
    const all = rows();
    const next = current ? all.indexOf(current) + by : 0;
    show(all[Math.max(0, Math.min(next, all.length - 1))]);
  };

  const neighbour = (row) => row.nextElementSibling || row.previousElementSibling;

  const settle = (told) => {
    let next = current;
    for (const number of told.done) {
      const row = document.getElementById(`item-${number}`);
      if (row === next) next = neighbour(row);
      row?.remove();
    }
    waiting.textContent = told.waiting;
    said.textContent = [...told.problems, ...(told.said ?? [])].join(" ");
    if (!rows().length) location.reload();
    else if (next?.isConnected) show(next);
  };

  form.addEventListener("submit", async (event) => {
    const button = event.submitter;
    if (!button) return;
    event.preventDefault();
    if (!button.value) return;
    const body = new FormData(form, button);
    button.disabled = true;
    try {
      const answer = await fetch(form.action || location.href, {
        method: "POST",
        body,
        headers: { Accept: "application/json" },
      });
      if (!answer.ok) throw new Error(answer.status);
      const told = await answer.json();
      const moved = button.value.startsWith("move") ? [] : told.done;
      settle({ ...told, done: moved });
    } catch {
      form.append(Object.assign(document.createElement("input"), { type: "hidden", name: "do", value: button.value }));
      form.submit();
    } finally {
      button.disabled = false;
    }
  });

  queue.querySelector("[data-queue-all]").addEventListener("change", (event) => {
    for (const box of form.querySelectorAll("input[name=item]")) box.checked = event.target.checked;
  });
  queue.addEventListener("focusin", (event) => {
    const row = event.target.closest("[data-queue-row]");
    if (row && row !== current) {
      current?.classList.remove("desk-held--current");
      current = row;
      row.classList.add("desk-held--current");
    }
  });

  const keys = {
    j: () => step(1),
    k: () => step(-1),
    p: (row) => row.querySelector("[data-queue-publish]")?.click(),
    x: (row) => row.querySelector("[data-queue-spike]")?.click(),
    c: (row) => row.querySelector("[data-queue-channel]")?.focus(),
    m: (row) => {
      row.querySelector(".desk-held__merge")?.toggleAttribute("open", true);
      row.querySelector("[data-queue-into]")?.focus();
    },
    o: (row) => row.querySelector(".desk-held__text")?.toggleAttribute("open"),
    s: (row) => row.querySelector("input[name=item]").click(),
  };

  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]");
    if (event.key === "Escape" && typing && current) return show(current);
    if (event.key === "Enter" && event.target.matches("[data-queue-into]") && !event.isComposing) {
      event.preventDefault();
      event.target.closest(".desk-held__merge").querySelector("button").click();
      return;
    }
    const button = /^[a-z]$/.test(event.key) && current?.querySelector(`[data-queue-key="${event.key}"]`);
    const action = button ? () => button.click() : keys[event.key];
    if (!action || typing || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    event.preventDefault();
    if (!current) step(0);
    else action(current);
  });
})();
