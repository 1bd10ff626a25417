// What every page does: focus what matters, refuse the second click, ask for typed words, open dialogs.

const say = (zh, en) => (document.documentElement.lang === "en" ? en : zh);

const errors = document.querySelector(".error-summary");
if (errors) {
  errors.focus();
  errors.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#"]');
    const field = link && document.getElementById(link.hash.slice(1));
    if (!field) return;
    event.preventDefault();
    (field.closest(".field") || field).scrollIntoView({ block: "start" });
    field.focus({ preventScroll: true });
  });
}

const sent = new WeakMap();
document.addEventListener("submit", (event) => {
  const form = event.target;
  const again = form.hasAttribute("data-again") || event.submitter?.hasAttribute("data-again");
  if (event.defaultPrevented || form.method !== "post" || again) return;
  const before = sent.get(form);
  if (before && Date.now() - before < 8000) event.preventDefault();
  else sent.set(form, Date.now());
});
addEventListener("pageshow", (event) => {
  if (event.persisted) document.querySelectorAll("form").forEach((form) => sent.delete(form));
});

document.querySelectorAll("form[data-confirm-word]").forEach((form) => {
  const typed = form.querySelector("[data-confirm-input]");
  const button = form.querySelector("[data-confirm-button]");
  if (!typed || !button) return;
  const judge = () => button.setAttribute("aria-disabled", String(typed.value.trim() !== form.dataset.confirmWord));
  typed.addEventListener("input", judge);
  form.addEventListener("submit", (event) => {
    if (button.getAttribute("aria-disabled") !== "true") return;
    event.preventDefault();
    event.stopImmediatePropagation();
    typed.focus();
  }, true);
  judge();
});

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-dialog]");
  if (opener) {
    event.preventDefault();
    document.getElementById(opener.dataset.dialog)?.showModal();
  }
  const closer = event.target.closest("[data-close]");
  if (closer) closer.closest("dialog")?.close();
  if (event.target.closest("[data-print]")) print();
});

const all = document.querySelectorAll("[data-pick-all]");
all.forEach((box) => {
  box.hidden = false;
  box.addEventListener("change", () => {
    document.querySelectorAll(`input[name="${box.dataset.pickAll}"]`).forEach((one) => {
      one.checked = box.checked;
      one.dispatchEvent(new Event("change", { bubbles: true }));
    });
  });
});

document.body.addEventListener("htmx:afterSwap", (event) => {
  const target = event.detail.target;
  if (event.detail.requestConfig?.elt?.hasAttribute("data-quiet")) return; // a part that renews itself
  if (document.activeElement && document.activeElement !== document.body) return;
  const goal = target.querySelector("[data-focus], h1, h2") || target;
  goal.setAttribute("tabindex", "-1");
  goal.focus();
});

document.querySelectorAll("[data-cite]").forEach((button) => {
  const field = document.getElementById(button.dataset.citeInto);
  if (!field) return;
  button.hidden = false;
  button.addEventListener("click", () => {
    field.setRangeText(button.dataset.cite, field.selectionStart, field.selectionEnd, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.focus();
  });
});

// What is longer than its field takes is cut off by the browser without a word: say so before it is sent.
document.addEventListener("input", ({ target: field }) => {
  if (!field.matches("textarea[maxlength]")) return;
  const id = `${field.id}_full`;
  const full = field.value.length >= field.maxLength;
  let line = document.getElementById(id);
  if (!line && !full) return;
  if (!line) {
    line = document.createElement("p");
    Object.assign(line, { id, className: "hint" });
    line.setAttribute("role", "status");
    field.after(line);
  }
  line.textContent = full ? say(`已到上限${field.maxLength}字，多出的文字没有写入。`, `This field is full at ${field.maxLength} characters; what came after is not in it.`) : "";
});
