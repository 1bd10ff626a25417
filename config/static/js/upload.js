// [data-upload=url] on a file input (at once) or on its form (when sent): pieces of at most 2 MiB, resumed
// where the server says it stopped.

const say = (zh, en) => (document.documentElement.lang === "en" ? en : zh);
const PIECE = 2 * 1024 * 1024;
const WAITS = [1000, 2000, 5000, 10000];
const token = () => document.querySelector("[name=csrfmiddlewaretoken]")?.value || "";
const wait = (time) => new Promise((resolve) => {
  const over = () => { clearTimeout(timer); removeEventListener("online", over); resolve(); };
  const timer = setTimeout(over, time);
  addEventListener("online", over);
});
const make = (tag, className, text) => {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text) element.textContent = text;
  return element;
};

const sizeOf = (bytes) =>
  bytes < 1048576 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 1048576).toFixed(1)} MB`;

class Refused extends Error {}

class Upload {
  constructor(input, list, file, holder = input) {
    this.input = input;
    this.file = file;
    this.said = holder.dataset;
    this.facts = holder === input ? {} : Object.fromEntries([...new FormData(holder)].filter(([name, value]) =>
      typeof value === "string" && name !== "csrfmiddlewaretoken"));
    this.stopper = new AbortController();
    this.row = make("li");
    this.name = make("span", "file-list__name", `${file.name}${say(`（${sizeOf(file.size)}）`, ` (${sizeOf(file.size)})`)}`);
    this.bar = make("progress", "progress");
    this.bar.max = file.size || 1;
    this.bar.setAttribute("aria-label", file.name);
    this.state = make("span", "save-state");
    this.state.setAttribute("role", "status");
    this.button = make("button", "button button--secondary button--small", this.said.cancel || say("取消", "Cancel"));
    this.button.type = "button";
    this.button.setAttribute("aria-label", `${this.button.textContent} ${file.name}`);
    this.button.addEventListener("click", () => this.cancel());
    this.row.append(this.name, this.bar, this.state, this.button);
    list.append(this.row);
    this.key = `upload:${this.said.upload}:${file.name}:${file.size}:${file.lastModified}`;
    this.show(0);
  }

  show(offset) {
    this.bar.value = offset;
    this.bar.setAttribute("aria-valuetext", `${Math.floor((offset / (this.file.size || 1)) * 100)}%`);
  }

  async ask(url, options = {}) {
    const answer = await fetch(url, { credentials: "same-origin", signal: this.stopper.signal, ...options,
      headers: { "X-CSRFToken": token(), Accept: "application/json", ...options.headers } });
    if (answer.redirected) throw new Refused(say("登录已过期。请刷新页面重新登录，再选择这个文件。", "You are signed out. Load the page again, sign in, and choose this file again."));
    if ([400, 403, 404, 410, 413, 415, 422].includes(answer.status)) {
      const said = await answer.json().catch(() => ({}));
      throw new Refused(said.detail || said.error || said.errors?.join(" ") || this.said.refused || say("这个文件没有被接收，请检查类型和大小后重新选择。", "This file was not accepted; check its type and size and choose again."));
    }
    return answer;
  }

  async begin() {
    const kept = sessionStorage.getItem(this.key);
    if (kept) {
      const [id, url] = JSON.parse(kept);
      this.url = url;
      const found = await fetch(this.place(id), { credentials: "same-origin", signal: this.stopper.signal });
      if (found.ok && !found.redirected) return { id, offset: await this.offset(found) };
      sessionStorage.removeItem(this.key);
    }
    const answer = await this.ask(this.said.upload, { method: "POST", headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ ...this.facts, name: this.file.name, size: this.file.size, type: this.file.type }) });
    if (!answer.ok) throw new Error(String(answer.status));
    const made = await answer.json();
    this.url = made.url;
    sessionStorage.setItem(this.key, JSON.stringify([String(made.id), made.url]));
    return { id: String(made.id), offset: made.offset || 0 };
  }

  get kept() {
    const kept = sessionStorage.getItem(this.key);
    return kept ? JSON.parse(kept)[0] : this.row.querySelector("input")?.value;
  }

  place(id) { return this.url || `${this.said.upload.replace(/\/?$/, "/")}${id}/`; }

  async offset(answer) {
    const said = await answer.json();
    if (said.paper) this.made = said;
    return said.offset;
  }

  async piece(state) {
    const body = this.file.slice(state.offset, state.offset + PIECE);
    const answer = await this.ask(this.place(state.id), { method: "PATCH", body,
      headers: { "Content-Type": "application/offset+octet-stream", "Upload-Offset": String(state.offset) } });
    if (!answer.ok && answer.status !== 409) throw new Error(String(answer.status));
    return this.offset(answer);
  }

  async run() {
    let failures = 0;
    let state = null;
    while (!state || state.offset < this.file.size) {
      try {
        state = state ? { ...state, offset: await this.piece(state) } : await this.begin();
        failures = 0;
        this.show(state.offset);
        this.tell("");
      } catch (error) {
        if (error instanceof Refused || error.name === "AbortError") throw error;
        this.tell(this.said.paused || say("网络中断，恢复后自动继续", "The network is gone; the upload goes on when it is back"));
        await wait(WAITS[Math.min(failures, WAITS.length - 1)]);
        failures += 1;
        if (this.stopper.signal.aborted) throw new DOMException("", "AbortError");
        if (state) state = await this.resume(state);
      }
    }
    return state.id;
  }

  async resume(state) {
    try {
      const answer = await this.ask(this.place(state.id));
      return answer.ok ? { ...state, offset: await this.offset(answer) } : state;
    } catch (error) {
      if (error instanceof Refused) { sessionStorage.removeItem(this.key); return null; }
      return state;
    }
  }

  tell(text) { if (this.state.textContent !== text) this.state.textContent = text; }

  async start() {
    try {
      const id = await this.run();
      this.show(this.file.size);
      sessionStorage.removeItem(this.key);
      this.keep(id);
      this.tell(this.said.done || say("已上传", "Uploaded"));
      this.input.dispatchEvent(new CustomEvent("uploaded", { bubbles: true, detail: { id } }));
    } catch (error) {
      if (error.name === "AbortError") return;
      this.bar.hidden = true;
      this.tell("");
      const line = make("p", "error", error.message);
      line.setAttribute("role", "alert");
      this.row.append(line);
    }
  }

  keep(id) {
    if (this.made?.paper) {
      const link = make("a", "", this.made.title || this.file.name);
      link.href = this.made.paper;
      this.name.replaceChildren(link);
      this.button.remove();
      return;
    }
    const kept = make("input");
    Object.assign(kept, { type: "hidden", name: this.said.uploadName || "uploads", value: id });
    this.row.append(kept);
  }

  async cancel() {
    this.stopper.abort();
    const { kept } = this;
    sessionStorage.removeItem(this.key);
    this.row.remove();
    this.input.focus();
    if (kept) await fetch(this.place(kept), { method: "DELETE", headers: { "X-CSRFToken": token() } }).catch(() => {});
  }
}

function tooBig(holder, upload, file) {
  const limit = Number(holder.dataset.max || 0);
  if (!limit || file.size <= limit) return;
  const words = holder.dataset.tooBig || say("文件太大，请压缩或拆分后重新选择。", "The file is too big; make it smaller or split it, then choose again.");
  upload.run = async () => { throw new Refused(words); };
}

function listOf(holder, input) {
  const list = document.getElementById(holder.dataset.uploadList) || make("ul", "file-list");
  if (!list.isConnected) input.closest(".field")?.after(list) ?? input.after(list);
  return list;
}

document.querySelectorAll("input[type=file][data-upload]").forEach((input) => {
  const list = listOf(input, input);
  let queue = Promise.resolve();
  input.required = false;
  input.addEventListener("change", () => {
    for (const file of [...input.files]) {
      const upload = new Upload(input, list, file);
      tooBig(input, upload, file);
      queue = queue.then(() => upload.start());
    }
    input.value = "";
  });
  input.form?.addEventListener("submit", (event) => {
    const open = [...list.querySelectorAll("progress:not([hidden])")].find((bar) => bar.value < bar.max);
    if (!open) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    open.closest("li").querySelector("[role=status]").textContent = input.dataset.waiting || say("正在上传，完成后再继续", "Still uploading; go on when it is done");
  }, true);
});

document.querySelectorAll("form[data-upload]").forEach((form) => {
  const input = form.querySelector("input[type=file]");
  if (!input) return;
  const list = listOf(form, input);
  let queue = Promise.resolve();
  form.addEventListener("submit", (event) => {
    if (!input.files.length) return;
    event.preventDefault();
    for (const file of [...input.files]) {
      const upload = new Upload(input, list, file, form);
      tooBig(form, upload, file);
      queue = queue.then(() => upload.start());
    }
    input.value = "";
  });
});
