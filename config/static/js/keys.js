// [data-keys]: a queue by keyboard: j k x Enter / e a h ?; can be switched off, and stays off.

const STORE = "keys-off";
const off = () => localStorage.getItem(STORE) === "1";
const typing = (target) => target.closest("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable], dialog");

const rows = () => [...document.querySelectorAll("[data-keys] [data-row]")];
const current = () => document.querySelector("[data-keys] [data-row].is-current");

function go(step) {
  const list = rows();
  const at = list.indexOf(current());
  const next = list[Math.max(0, Math.min(list.length - 1, at < 0 ? 0 : at + step))];
  if (!next) return;
  current()?.classList.remove("is-current");
  next.classList.add("is-current");
  const goal = next.querySelector("[data-open], a[href]") || next;
  goal.focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
}

// A button in the row, else one for the chosen rows: without a choice the row one stands on is chosen.
function press(action) {
  const own = current()?.querySelector(`[data-act="${action}"]`);
  const target = own || document.querySelector(`.bulk-bar [data-act="${action}"]`);
  if (!target) return false;
  if (!own && !document.querySelector("[data-row] input[type=checkbox]:checked")) pick();
  target.click();
  return true;
}

function pick() {
  const box = current()?.querySelector("input[type=checkbox]");
  if (box) box.click();
}

const ACTS = {
  j: () => go(1),
  k: () => go(-1),
  x: pick,
  e: () => press("edit"),
  a: () => press("assign"),
  h: () => press("hold"),
  "/": () => document.querySelector("[data-search]")?.focus(),
  "?": () => document.getElementById("keys-help")?.showModal(),
};

document.addEventListener("keydown", (event) => {
  if (off() || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || typing(event.target)) return;
  if (event.key === "Enter" && event.target === document.body && current()) {
    current().querySelector("[data-open], a[href]")?.click();
    return;
  }
  if (!document.querySelector("[data-keys]") && event.key !== "?" && event.key !== "/") return;
  const act = ACTS[event.key];
  if (!act) return;
  event.preventDefault();
  act();
});

document.addEventListener("focusin", (event) => {
  const row = event.target.closest?.("[data-keys] [data-row]");
  if (!row || row === current()) return;
  current()?.classList.remove("is-current");
  row.classList.add("is-current");
});

document.querySelectorAll("[data-keys-switch]").forEach((box) => {
  box.checked = !off();
  box.addEventListener("change", () => {
    if (box.checked) localStorage.removeItem(STORE);
    else localStorage.setItem(STORE, "1");
  });
});
