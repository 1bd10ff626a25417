// form[data-autosave=url]: what is typed is kept here at once and on the server within two seconds.

const say = (zh, en) => (document.documentElement.lang === "en" ? en : zh);
const PAUSE = 1200;
const RETRY = 5000;

const clock = () => new Date().toLocaleTimeString("zh-CN", { hour: "2-digit", minute: "2-digit", hour12: false });

const answers = (form) => [...new FormData(form)].filter(([name, value]) =>
  typeof value === "string" && name !== "csrfmiddlewaretoken");

class Keeper {
  constructor(form) {
    this.form = form;
    this.url = form.dataset.autosave;
    this.key = `draft:${this.url}`;
    this.busy = false;
    this.changed = 0;
    this.kept = 0;
    this.state = form.querySelector("[data-save-state]") || this.makeState();
    form.addEventListener("input", () => this.note());
    form.addEventListener("change", () => this.note());
    form.addEventListener("submit", () => { this.leaving = true; clearTimeout(this.timer); });
    addEventListener("online", () => this.save());
    addEventListener("offline", () => this.tell("offline"));
    addEventListener("pagehide", () => this.leave());
    this.restore();
  }

  makeState() {
    const state = document.createElement("p");
    state.setAttribute("role", "status");
    this.form.append(state);
    return state;
  }

  words(name) {
    const given = this.form.dataset;
    return { saved: given.saved || say("已保存", "Saved"), offline: given.offline || say("未保存，恢复网络后自动保存", "Not saved; it will be saved when the network is back"),
      refused: given.refused || say("未保存，请检查填写的内容", "Not saved; check what you wrote"),
      taken: say("未保存：这里已有更新的内容，请继续以查看两个版本", "Not saved: somebody changed this meanwhile; continue to see both versions") }[name];
  }

  tell(name) {
    this.state.className = name === "saved" ? "save-state" : "save-state save-state--offline";
    this.state.textContent = name === "saved" ? `${this.words(name)} ${clock()}` : this.words(name);
  }

  note() {
    this.changed += 1;
    try { localStorage.setItem(this.key, JSON.stringify(answers(this.form))); } catch { /* private mode */ }
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), PAUSE);
  }

  body() {
    const data = new URLSearchParams(answers(this.form));
    data.set("csrfmiddlewaretoken", this.form.elements.csrfmiddlewaretoken?.value || "");
    return data;
  }

  async save() {
    if (this.leaving || this.changed === this.kept) return;
    if (this.busy) { this.again = true; return; }
    this.busy = true;
    const at = this.changed;
    try {
      const answer = await fetch(this.url, { method: "POST", body: this.body(), credentials: "same-origin",
        headers: { "X-Requested-With": "autosave", Accept: "application/json" }, redirect: "manual" });
      if (answer.ok) this.done(at);
      else if (answer.status === 409) this.tell("taken");
      else if (answer.status >= 400 && answer.status < 500) this.tell("refused");
      else throw new Error(String(answer.status));
    } catch {
      this.tell("offline");
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.save(), RETRY);
    } finally {
      this.busy = false;
      if (this.again) { this.again = false; this.save(); }
    }
  }

  done(at) {
    this.kept = at;
    if (this.changed === at) localStorage.removeItem(this.key);
    this.tell("saved");
  }

  leave() {
    if (!this.leaving && this.changed !== this.kept) navigator.sendBeacon(this.url, this.body());
  }

  restore() {
    let kept;
    try { kept = JSON.parse(localStorage.getItem(this.key) || "null"); } catch { return; }
    if (!kept || this.form.querySelector("[aria-invalid]")) return;
    const groups = new Map();
    kept.forEach(([name, value]) => groups.set(name, [...(groups.get(name) || []), value]));
    for (const field of this.form.elements) {
      if (!field.name || ["hidden", "file", "submit"].includes(field.type) || field.tagName === "BUTTON") continue;
      const values = groups.get(field.name) || [];
      if (["radio", "checkbox"].includes(field.type)) field.checked = values.includes(field.value);
      else if (field.multiple) [...field.options].forEach((one) => { one.selected = values.includes(one.value); });
      else if (values.length) field.value = values[0];
    }
    this.note();
  }
}

document.querySelectorAll("form[data-autosave]").forEach((form) => new Keeper(form));
