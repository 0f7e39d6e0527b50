// The checklist: made again after a pause, and each of its rows leads to its spot.

const PAUSE = 1000;

export function startChecks(editor) {
  const { root, form, textarea } = editor;
  const part = root.querySelector(".checks");
  const list = part.querySelector(".checks-list");
  const notice = part.querySelector(".checks-notice");
  const badge = root.querySelector("[data-count=checks]");
  const url = part.dataset.checkUrl;
  let timer = 0;
  let current = null;

  const sum = () => list.querySelector(".checklist-sum")?.textContent.trim() ?? "";

  function count() {
    const checklist = list.querySelector(".checklist");
    const number = Number(checklist?.dataset.count ?? 0);
    badge.textContent = number ? String(number) : "";
    badge.classList.toggle("bad", Number(checklist?.dataset.blocking ?? 0) > 0);
  }

  function later() {
    clearTimeout(timer);
    timer = setTimeout(check, PAUSE);
  }

  // Lines are washed as the server found them, and never as they have become since.
  function wash() {
    const rows = [...list.querySelectorAll(".checklist-blocking .check[data-line]")];
    const isTravelling = root.querySelector(".editor-upload") !== null;
    const faults = rows.filter(({ dataset }) => !(isTravelling && dataset.code === "upload"));
    editor.markFaults(
      faults.map(({ dataset, textContent }) => ({ line: Number(dataset.line), sentence: textContent.trim() })),
    );
  }

  async function check() {
    current?.abort();
    const mine = new AbortController();
    current = mine;
    const sent = textarea.value;
    const answer = await editor.ask(url, { body: new FormData(form), signal: mine.signal });
    if (current !== mine) {
      return;
    }
    if (answer.status === 200) {
      notice.hidden = true;
      put(answer.text);
      if (textarea.value === sent) {
        wash();
      }
    } else {
      const lost = answer.status ? "checks-failed" : "checks-lost";
      notice.textContent = answer.sentence || editor.words(lost);
      notice.hidden = false;
    }
  }

  // Who stands on a row stays on it, if it is still there.
  function put(html) {
    const before = sum();
    const place = nameOf(document.activeElement);
    const fresh = document.createElement("div");
    fresh.innerHTML = html;
    if (fresh.innerHTML === list.innerHTML) {
      return;
    }
    const hadFocus = list.contains(document.activeElement);
    list.replaceChildren(...fresh.childNodes);
    count();
    if (hadFocus) {
      const rows = [...list.querySelectorAll(".check")];
      (rows.find((row) => nameOf(row) === place) ?? rows[0])?.focus();
    }
    if (!list.closest("[role=tabpanel]").hidden && sum() !== before) {
      editor.announce(sum());
    }
  }

  list.addEventListener("click", (event) => {
    const row = event.target.closest(".check");
    const paper = event.target.closest("[data-paper]");
    const insert = event.target.closest("[data-insert]");
    if (row) {
      event.preventDefault();
      goTo(editor, row);
    } else if (paper) {
      addPaper(form, paper);
      editor.announce(editor.words("paper-added"));
      check();
    } else if (insert) {
      editor.showPanel("text");
      editor.insertBlock(insert.dataset.insert);
    }
  });

  form.addEventListener("input", later);
  form.addEventListener("change", later);
  // Select2 tells jQuery alone of what is chosen.
  window.django?.jQuery(form).on("change", later);
  root.addEventListener("editor:figures", later);
  count();
  // Once those who show it are listening, too.
  queueMicrotask(wash);
  if (location.hash === "#panel-checks") {
    editor.showPanel("checks");
  }
}

function nameOf(row) {
  return row?.dataset ? `${row.dataset.code} ${row.textContent}` : "";
}

function goTo(editor, row) {
  const { field, line, column, length } = row.dataset;
  if (line) {
    editor.goTo(Number(line), Number(column), Number(length));
  } else if (field === "body") {
    editor.select(0);
  } else {
    focusField(document.querySelector(row.getAttribute("href")));
  }
}

function focusField(found) {
  if (!found) {
    return;
  }
  for (let around = found.closest("details"); around; around = around.parentElement.closest("details")) {
    around.open = true;
  }
  // Select2 hides the field itself, and inlines are groups of them.
  const shown = found.matches("select")
    ? found.parentElement.querySelector("textarea.select2-search__field, .select2-selection")
    : null;
  const first = found.matches("input, textarea, select")
    ? found
    : found.querySelector(".add-row a, input:not([type=hidden]), select, button");
  const target = shown ?? first ?? found;
  target.focus();
  target.scrollIntoView({ block: "center" });
}

function addPaper(form, { dataset }) {
  const select = form.elements.papers;
  const known = [...select.options].find((option) => option.value === dataset.paper);
  if (known) {
    known.selected = true;
  } else {
    select.add(new Option(dataset.title, dataset.paper, true, true));
  }
  window.django?.jQuery(select).trigger("change");
}
