// Saves a form as it is filled in: one request at a time, nothing typed is ever lost.

// After the last key, and after a field is left or a choice is made.
const TYPING = 1200;
const CHOICE = 150;
const AGAIN = 5000;

export class Autosave {
  // `onAnswer` gets the page that the server sent, and its status.
  constructor(form, { words, status, onAnswer }) {
    this.form = form;
    this.words = words;
    this.status = status;
    this.onAnswer = onAnswer;
    this.isDirty = false;
    // While another's words stand against ours, only a person's choice saves.
    this.isPaused = false;
    this.running = null;
    form.addEventListener("input", (event) => this.note(event, TYPING));
    form.addEventListener("change", (event) => this.note(event, CHOICE));
    window.addEventListener("beforeunload", (event) => {
      if (this.isDirty) {
        event.preventDefault();
      }
    });
  }

  note(event, delay) {
    if (!event.target.closest("[data-field]")) {
      return;
    }
    this.mark(delay);
  }

  mark(delay) {
    this.isDirty = true;
    clearTimeout(this.timer);
    if (!this.isPaused) {
      this.timer = setTimeout(() => this.save(), delay);
    }
  }

  // Whether all that was typed is stored.
  async flush() {
    clearTimeout(this.timer);
    await this.running;
    if (this.isDirty && !this.isPaused) {
      await this.save();
    }
    return !this.isDirty;
  }

  save({ exact = false } = {}) {
    clearTimeout(this.timer);
    if (this.running) {
      this.isDirty = true;
      this.running = this.running.then(() => this.send(exact));
    } else {
      this.running = this.send(exact);
    }
    const current = this.running;
    current.finally(() => {
      if (this.running === current) {
        this.running = null;
      }
    });
    return current;
  }

  async send(exact) {
    if (this.isPaused) {
      this.isDirty = true;
      return;
    }
    this.renewToken();
    const sent = new FormData(this.form);
    if (exact) {
      sent.delete("snap");
    }
    sent.set("deed", "save");
    this.isDirty = false;
    this.status.textContent = this.words.saving;
    let response;
    try {
      response = await fetch(this.form.action, {
        method: "POST",
        body: sent,
        headers: { "X-Autosave": "1" },
      });
    } catch {
      return this.fail(this.words.lost);
    }
    if (new URL(response.url).pathname.includes("/login/") || response.status === 403) {
      return this.fail(this.words.out);
    }
    if (![200, 409, 422].includes(response.status)) {
      return this.fail(this.words.failed);
    }
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    if (!page.getElementById(this.form.id)) {
      this.isPaused = true;
      this.isDirty = true;
      this.status.textContent = this.words.gone;
      return;
    }
    this.isPaused = response.status === 409;
    if (response.status !== 200) {
      this.isDirty = true;
      this.status.textContent = this.isPaused ? this.words.conflict : this.words.invalid;
    } else {
      this.status.textContent = "";
    }
    this.onAnswer(page, response.status, sent);
  }

  // Whoever has logged in again meanwhile has another token by now.
  renewToken() {
    const field = this.form.elements.csrfmiddlewaretoken;
    field.value = readCookie("csrftoken") || field.value;
  }

  fail(words) {
    this.isDirty = true;
    this.status.textContent = words;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), AGAIN);
  }
}

function readCookie(name) {
  const found = document.cookie.split("; ").find((each) => each.startsWith(`${name}=`));
  return found ? decodeURIComponent(found.slice(name.length + 1)) : "";
}
