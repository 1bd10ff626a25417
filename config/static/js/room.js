// [data-room-ws][data-room-feed]: the socket only brings; what was missed is asked for by stream and number.

import { keep } from "./kept.js";

const say = (zh, en) => (document.documentElement.lang === "en" ? en : zh);
const POLL = 5000;
const LONGEST = 30000;

class Room {
  constructor(root) {
    this.root = root;
    this.list = root.querySelector("[data-room-stream]");
    this.banner = root.querySelector("[data-room-banner]");
    this.live = root.querySelector("[data-room-live]");
    this.names = root.querySelector("[data-room-presence]");
    this.last = new Map();
    this.waiting = new Map();
    this.failures = 0;
    this.list.querySelectorAll("[data-stream][data-seq]").forEach((entry) => this.saw(entry.dataset.stream, Number(entry.dataset.seq)));
    (root.dataset.roomLast || "").split(",").filter(Boolean).forEach((part) => {
      const [stream, seq] = part.split(":");
      this.saw(stream, Number(seq) || 0);
    });
    root.querySelectorAll("form[data-room-composer]").forEach((form) => this.compose(form));
    this.marks = root.querySelector("[data-room-marks]");
    this.line = root.querySelector("[data-room-typing-line]");
    this.writing = new Map();
    this.list.scrollTop = this.list.scrollHeight;
    this.connect();
    addEventListener("online", () => this.connect());
    document.addEventListener("visibilitychange", () => { if (!document.hidden) { this.catchUp(); this.mark(); } });
    this.mark();
  }

  saw(stream, seq) { this.last.set(stream, Math.max(seq, this.last.get(stream) || 0)); }

  connect() {
    if (this.socket && this.socket.readyState < 2) return;
    clearTimeout(this.timer);
    const url = new URL(this.root.dataset.roomWs, location.href);
    url.protocol = location.protocol === "https:" ? "wss:" : "ws:";
    const socket = this.socket = new WebSocket(url);
    socket.onopen = () => { this.failures = 0; this.tell(true); this.catchUp(); };
    socket.onmessage = (event) => this.frame(JSON.parse(event.data));
    socket.onclose = (event) => {
      if (this.socket !== socket) return;
      this.tell(false);
      if (event.code === 4403) { this.catchUp(); return; }
      const delay = Math.min(LONGEST, 500 * 2 ** this.failures) * (0.5 + Math.random());
      this.failures += 1;
      this.timer = setTimeout(() => this.connect(), delay);
    };
  }

  tell(connected) {
    if (connected) this.poll = clearInterval(this.poll);
    else if (!this.poll) this.poll = setInterval(() => this.catchUp(), POLL); // every failed try tells again: the clock runs on
    clearTimeout(this.bannerTimer);
    if (this.banner) this.bannerTimer = setTimeout(() => { this.banner.hidden = connected; }, connected ? 0 : 1500);
    this.root.dataset.connected = String(connected);
  }

  frame(frame) {
    if (frame.presence) this.present(frame.presence);
    if (frame.typing) this.someoneWrites(frame.typing);
    if (frame.read) this.someoneRead(frame);
    if (!frame.stream) return;
    const known = this.last.get(frame.stream) || 0;
    if (frame.seq <= known) return;
    if (frame.html && frame.seq === known + 1) this.add(frame);
    else {
      this.waiting.set(`${frame.stream}:${frame.seq}`, frame);
      this.catchUp();
    }
  }

  someoneWrites(name) {
    if (!this.line) return;
    clearTimeout(this.writing.get(name));
    this.writing.set(name, setTimeout(() => { this.writing.delete(name); this.showWriting(); }, 6000));
    this.showWriting();
  }

  showWriting() {
    const names = [...this.writing.keys()];
    this.line.hidden = !names.length;
    this.line.textContent = names.length ? say(`${names.join("、")} 正在输入…`, `${names.join(", ")} writing…`) : "";
  }

  // A mark of somebody else: the words of the row are made anew from its numbers.
  someoneRead(frame) {
    if (!this.marks) return;
    let row = [...this.marks.children].find((one) => one.dataset.reader === frame.read && one.dataset.in === frame.in);
    if (!row) {
      row = document.createElement("li");
      Object.assign(row.dataset, { reader: frame.read, in: frame.in, upto: 0 });
      this.marks.append(row);
      this.marks.previousElementSibling.hidden = false; // its heading, while nobody had read anything
    }
    row.dataset.upto = Math.max(frame.upto, Number(row.dataset.upto));
    this.retell();
  }

  retell() {
    const names = Object.fromEntries([...this.root.querySelectorAll("[data-stream-name]")].map((one) => [one.dataset.streamName, one.textContent]));
    [...(this.marks?.children || [])].forEach((row) => {
      const left = (this.last.get(row.dataset.in) || 0) - Number(row.dataset.upto);
      const state = left > 0 ? say(`还有 ${left} 条未读`, `${left} not read yet`) : say("已读到最新", "everything");
      row.textContent = `${row.dataset.reader} · ${names[row.dataset.in] || row.dataset.in}${say("：", ": ")}${state}`;
    });
  }

  // What is on the screen of somebody who looks at it has been read.
  mark() {
    clearTimeout(this.marking);
    this.marking = setTimeout(() => {
      if (document.hidden || !this.root.dataset.roomSeen) return;
      const seen = ["joint", "caucus_a", "caucus_b"].filter((stream) => this.last.get(stream)).map((stream) => `${stream}:${this.last.get(stream)}`).join(",");
      if (!seen || seen === this.told) return;
      this.told = seen;
      this.post(this.root.dataset.roomSeen, { seen });
    }, 800);
  }

  post(address, said) {
    const token = this.root.querySelector("[name=csrfmiddlewaretoken]")?.value;
    if (!token) return;
    fetch(address, { method: "POST", body: new URLSearchParams({ ...said, csrfmiddlewaretoken: token }), credentials: "same-origin" }).catch(() => {});
  }

  present(names) {
    if (this.names && !/^[OU]L$/.test(this.names.tagName)) this.names.textContent = names.join(" · ");
    else this.names?.replaceChildren(...names.map((name) => {
      const item = document.createElement("li");
      item.textContent = name;
      return item;
    }));
  }

  add(entry) {
    if (entry.seq <= (this.last.get(entry.stream) || 0)) return;
    const near = this.list.scrollHeight - this.list.scrollTop - this.list.clientHeight < 120;
    const parsed = new DOMParser().parseFromString(entry.html, "text/html").body;
    parsed.querySelectorAll("script, style, iframe, object").forEach((node) => node.remove());
    const node = parsed.firstElementChild;
    this.last.set(entry.stream, entry.seq);
    this.waiting.delete(`${entry.stream}:${entry.seq}`);
    if (!node) return;
    Object.assign(node.dataset, { stream: entry.stream, seq: entry.seq });
    this.list.append(document.adoptNode(node));
    if (this.live) this.live.textContent = node.textContent.replace(/\s+/g, " ").trim().slice(0, 200);
    if (near || node.classList.contains("message--mine")) this.list.scrollTop = this.list.scrollHeight;
    if (node.classList.contains("message--step")) this.renewSoon();
    this.retell();
    this.mark();
    this.root.dispatchEvent(new CustomEvent("room:entry", { detail: entry }));
    const next = this.waiting.get(`${entry.stream}:${entry.seq + 1}`);
    if (next?.html) this.add(next);
  }

  // A step changes what one can do now, and the papers: that part is fetched anew, and waits while somebody is in it.
  renewSoon() {
    clearTimeout(this.renewing);
    this.renewing = setTimeout(() => this.renew().catch(() => {}), 300);
  }

  async renew() {
    const beside = this.root.querySelector("[data-room-beside]");
    if (!beside) return;
    if (beside.contains(document.activeElement)) {
      beside.addEventListener("focusout", () => this.renewSoon(), { once: true });
      return;
    }
    const answer = await fetch(location.href, { credentials: "same-origin", headers: { "X-Requested-With": "fetch" } });
    const page = new DOMParser().parseFromString(answer.ok ? await answer.text() : "", "text/html");
    const newer = page.querySelector("[data-room-beside]");
    if (newer) beside.replaceChildren(...[...newer.childNodes].map((one) => document.adoptNode(one)));
  }

  async catchUp() {
    if (this.asking) { this.askAgain = true; return; }
    this.asking = true;
    try {
      const url = new URL(this.root.dataset.roomFeed, location.href);
      url.searchParams.set("after", [...this.last].map(([stream, seq]) => `${stream}:${seq}`).join(","));
      const answer = await fetch(url, { credentials: "same-origin", headers: { Accept: "application/json" } });
      if (answer.ok) {
        const found = await answer.json();
        found.entries.forEach((entry) => this.add(entry));
        if (found.presence) this.present(found.presence);
        if (found.more) this.askAgain = true;
      }
    } catch { /* the next poll asks again */ } finally {
      this.asking = false;
      if (this.askAgain) { this.askAgain = false; this.catchUp(); }
    }
  }

  compose(form) {
    const text = form.querySelector("textarea");
    form.setAttribute("data-again", "");
    text?.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
    });
    text?.addEventListener("input", () => {
      if (!this.root.dataset.roomTyping || Date.now() - (this.typedAt || 0) < 3000) return;
      this.typedAt = Date.now();
      this.post(this.root.dataset.roomTyping, { voice: form.elements.voice?.value || "" });
    });
    let underway = Promise.resolve(), last = null; // one after the other; the same words twice are a second click
    form.addEventListener("submit", (event) => {
      if (form.querySelector("input[type=file]")?.files.length) return;
      event.preventDefault();
      const words = text?.value ?? "";
      if (words === last) return;
      last = words;
      const sent = underway.then(() => this.send(form, words, event.submitter));
      underway = sent.finally(() => { if (last === words) last = null; });
    });
  }

  async send(form, words, submitter) {
    const before = new Map([...form.querySelectorAll("select")].map((field) => [field, field.value]));
    const data = new FormData(form, submitter);
    if (data.has("text")) data.set("text", words);
    try {
      const answer = await fetch(form.action, { method: "POST", body: data, credentials: "same-origin", redirect: "manual",
        headers: { Accept: "application/json", "X-Requested-With": "fetch" } });
      if (answer.type === "opaqueredirect" || answer.status === 403) { // signed out, or the page is stale: by way of the page that says so
        keep(form);
        form.submit();
        return;
      }
      await this.sent(form, answer, words);
      before.forEach((value, field) => { field.value = value; });
    } catch { this.trouble(form, form.dataset.failed || say("没有发出，请检查网络后再发一次。文字已保留。", "Not sent; check the network and send again. Your words are kept.")); }
  }

  async sent(form, answer, words) {
    if (!answer.ok) {
      const said = await answer.json().catch(() => ({}));
      this.trouble(form, said.detail || said.error || said.errors?.join(" ") || form.dataset.failed || say("没有发出，请再试一次。文字已保留。", "Not sent; try again. Your words are kept."));
      return;
    }
    const text = form.querySelector("textarea");
    const newer = text && text.value && text.value !== words; // typed while these were under way: caret and all stay
    const [typed, from, to] = newer ? [text.value, text.selectionStart, text.selectionEnd] : [];
    form.reset();
    if (newer) {
      text.value = typed;
      text.setSelectionRange(from, to);
    }
    const key = form.elements.key;
    if (key) key.value = crypto.randomUUID?.() || `${Date.now()}-${Math.random()}`;
    this.trouble(form, "");
    text?.focus();
    if (this.socket?.readyState !== 1) this.catchUp();
  }

  trouble(form, words) {
    let line = form.querySelector("[data-room-trouble]");
    if (!line) {
      line = document.createElement("p");
      line.className = "error";
      line.setAttribute("role", "alert");
      line.dataset.roomTrouble = "";
      form.prepend(line);
    }
    line.textContent = words;
    line.hidden = !words;
  }
}

document.querySelectorAll("[data-room-ws][data-room-feed]").forEach((root) => new Room(root));
