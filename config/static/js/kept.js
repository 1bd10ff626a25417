// What was typed into a form outlives an expired session and a stale page: it waits in this tab until the form is seen again.
// Never passwords, numbers of identity or files; gone once the server has taken it, and at sign-out.

const say = (zh, en) => (document.documentElement.lang === "en" ? en : zh);
const SENT = "kept:sent";
const LOST = "kept:lost";
const NEVER = "[type=password], [type=file], [type=hidden], [type=submit], button, .w-id:not([type=tel]), [autocomplete=one-time-code]";
const who = document.body.dataset.who || "";

const read = (key) => { try { return JSON.parse(sessionStorage.getItem(key)); } catch { return null; } };
const write = (key, kept) => { try { sessionStorage.setItem(key, JSON.stringify(kept)); } catch { /* private mode, or full */ } };
const forget = (...keys) => { try { keys.forEach((key) => sessionStorage.removeItem(key)); } catch { /* private mode */ } };

const path = (url) => new URL(url, location.href).pathname;
const alike = (action) => [...document.querySelectorAll("main form[method=post]")].filter((form) => path(form.getAttribute("action") || location.href) === action);
const fields = (form) => [...form.elements].filter((field) => field.name && !field.matches(NEVER));
const ticked = (field) => ["radio", "checkbox"].includes(field.type);

export function keep(form) {
  if (!who || form.querySelector("[type=password]") || form.hasAttribute("data-autosave")) return;
  const action = path(form.getAttribute("action") || location.href);
  const words = fields(form).filter((field) => !ticked(field) || field.checked)
    .flatMap((field) => (field.multiple && field.options ? [...field.selectedOptions].map((one) => [field.name, one.value]) : [[field.name, field.value]]));
  write(SENT, { who, page: location.pathname + location.search, action, place: alike(action).indexOf(form), words });
  if (form.elements["kept-here"]) return;
  const here = document.createElement("input"); // the server need not keep them too
  Object.assign(here, { type: "hidden", name: "kept-here", value: "1" });
  form.append(here);
}

function fill(form, words) {
  for (const field of fields(form)) {
    const values = words.filter(([name]) => name === field.name).map(([, value]) => value);
    if (ticked(field)) field.checked = values.includes(field.value);
    else if (field.multiple && field.options) [...field.options].forEach((one) => { one.selected = values.includes(one.value); });
    else if (values.length) field.value = values[0];
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

function giveBack(lost) {
  const form = alike(lost.action)[lost.place];
  if (!form) return;
  forget(LOST);
  fill(form, lost.words);
  const told = document.createElement("p");
  told.className = "banner banner--warning";
  told.textContent = say("您刚才填写的内容已放回原处，尚未提交。请核对后再提交；证件号码和文件需要重新填写或者选择。",
    "What you had written is back in its place and not sent yet. Check it and send it; numbers of identity and files have to be given again.");
  document.getElementById("messages")?.append(told);
}

const sent = read(SENT);
forget(SENT);
if ("notTaken" in document.body.dataset) {
  if (sent) write(LOST, sent);
  const lost = read(LOST);
  const next = document.querySelector("main form [name=next]");
  if (lost && next) next.value = lost.page;
  document.querySelectorAll("[data-back-to-form]").forEach((link) => { if (lost) Object.assign(link, { href: lost.page, hidden: false }); });
} else {
  const lost = read(LOST);
  if (lost && who && lost.who !== who) forget(LOST); // somebody else signed in on this device
  else if (lost && path(lost.page) === location.pathname && !document.querySelector("main [aria-invalid]")) giveBack(lost);
}

document.addEventListener("submit", ({ target: form, defaultPrevented }) => {
  if (form.hasAttribute("data-leaves")) forget(SENT, LOST);
  else if (!defaultPrevented && form.method === "post") keep(form);
});
