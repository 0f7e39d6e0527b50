// The queue of alt texts without reloading: each form is sent as it stands, and the page
// that comes back says what has become of it. Nothing that is typed is ever thrown away.

const list = document.querySelector("[data-part=entries]");
// One after the other: an older answer must not undo what a newer one says.
let turn = Promise.resolve();

for (const form of list.querySelectorAll("[data-entry]")) {
  prepare(form);
}
showKeys();
document.addEventListener("submit", submit);
list.addEventListener("keydown", press);
list.addEventListener("input", follow);
addEventListener("beforeunload", (event) => {
  if ([...list.querySelectorAll("textarea")].some(isUnsaved)) {
    event.preventDefault();
  }
});

function submit(event) {
  const form = event.target;
  if (!form.matches("[data-entry], [data-undo]")) {
    return;
  }
  event.preventDefault();
  if (form.ariaBusy === "true") {
    return;
  }
  form.ariaBusy = "true";
  const body = new FormData(form, event.submitter);
  const token = document.cookie.match(/(?:^|; )csrftoken=([^;]*)/);
  if (token) {
    // A new login in another tab has changed it.
    body.set("csrfmiddlewaretoken", token[1]);
  }
  turn = turn.then(() => send(form, body));
}

async function send(form, body) {
  notify(form, "");
  const answer = await ask(form.action, body);
  form.ariaBusy = "false";
  if (answer.fresh) {
    show(form, body, answer.fresh);
  } else {
    notify(form, answer.notice);
  }
}

async function ask(address, body) {
  try {
    const response = await fetch(address, { method: "POST", body });
    if (!response.ok) {
      return { notice: [401, 403, 404].includes(response.status) ? String(response.status) : "failed" };
    }
    const fresh = new DOMParser().parseFromString(await response.text(), "text/html");
    return part(fresh, "entries") ? { fresh } : { notice: "401" };
  } catch {
    return { notice: "lost" };
  }
}

function show(form, body, fresh) {
  const id = `figure-${form.dataset.undo ?? body.get("figure")}`;
  const said = part(fresh, "said").textContent.trim().replace(/\s+/g, " ");
  const before = document.getElementById(id);
  const after = fresh.getElementById(id);
  for (const name of ["progress", "undo", "end"]) {
    part(document, name).replaceChildren(...part(fresh, name).childNodes);
  }
  part(document, "said").replaceChildren(...part(fresh, "said").childNodes);
  list.querySelector("[form=alt-undo]")?.remove();
  if (before && !after) {
    before.replaceWith(fold(id, said));
  }
  takeIn(fresh, id);
  moveOn(document.getElementById(id));
}

// Entries of the fresh page that are not here, at their places; `id` in its fresh state.
function takeIn(fresh, id) {
  let last = null;
  for (const entry of [...fresh.querySelectorAll(".alt-entry")]) {
    let shown = document.getElementById(entry.id);
    if (!shown || entry.id === id) {
      prepare(entry.querySelector("[data-entry]"));
      if (shown) {
        shown.replaceWith(entry);
      } else if (last) {
        last.after(entry);
      } else {
        list.prepend(entry);
      }
      shown = entry;
    }
    last = shown;
  }
}

function fold(id, said) {
  const line = document.createElement("li");
  line.id = id;
  line.className = "alt-done";
  line.append(words("mark"));
  line.querySelector(".mark").append(said);
  if (document.getElementById("alt-undo")) {
    line.append(words("undo"));
  }
  return line;
}

// To the field of `entry`, or where that is done, to the next one that is not.
function moveOn(entry) {
  const open = [...list.querySelectorAll(".alt-entry")];
  const isAfter = (other) =>
    entry?.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING;
  const next = open.includes(entry) ? entry : (open.find(isAfter) ?? open[0]);
  if (!next) {
    document.querySelector(".alt-empty")?.focus();
    return;
  }
  const field = next.querySelector("textarea");
  field.focus({ preventScroll: true });
  field.setSelectionRange(field.value.length, field.value.length);
  if (next !== entry || !isInView(next)) {
    next.scrollIntoView({ block: "start" });
  }
}

function isInView(element) {
  const { top, bottom } = element.querySelector("form").getBoundingClientRect();
  return top >= 0 && bottom <= innerHeight;
}

function press(event) {
  const isCommand = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
  const deed = { enter: "confirm", s: "draft" }[event.key.toLowerCase()];
  if (isCommand && deed && event.target.matches("textarea") && !event.isComposing) {
    event.preventDefault();
    event.target.form.requestSubmit(event.target.form.querySelector(`[value=${deed}]`));
  }
}

function follow(event) {
  const field = event.target;
  const form = field.form;
  const length = count(form);
  const isShort = length > 0 && length < Number(list.dataset.fewest);
  const name = isShort ? "short" : length > Number(list.dataset.most) ? "long" : "";
  form.querySelector(".alt-hint").replaceChildren(name ? words(name) : "");
  form.querySelector(".alt-problem").textContent = "";
  field.removeAttribute("aria-invalid");
}

function prepare(form) {
  if (form) {
    count(form);
  }
}

function count(form) {
  const length = form.elements.alt_text.value.trim().replace(/\s+/g, " ").length;
  form.querySelector("[data-count]").replaceChildren(`${length} `, words("count"));
  return length;
}

function notify(form, name) {
  const notice = form.querySelector("[data-notice]") ?? part(document, "said");
  notice.replaceChildren(name ? words(name) : "");
}

function showKeys() {
  const keys = document.querySelector("[data-keys]");
  if (keys) {
    keys.hidden = false;
  }
  if (keys && /Mac|iPhone|iPad/.test(navigator.platform)) {
    for (const key of keys.querySelectorAll("kbd:first-of-type, kbd:nth-of-type(3)")) {
      key.textContent = "⌘";
    }
  }
}

function isUnsaved(field) {
  return field.value.trim() !== field.dataset.stored.trim();
}

function part(page, name) {
  return page.querySelector(`[data-part=${name}]`);
}

function words(name) {
  return document.querySelector(`[data-words="${name}"]`).content.cloneNode(true);
}
