// Keeps the panel of a paper's import up to date until the import is over.

const INTERVAL = 1000;
// After a failure, and while nobody looks.
const LONG_INTERVAL = 5000;
// Screen readers are told of pages now and then, of everything else at once.
const QUIET = 10000;
// Answers after which asking again is of no use; each has its notice.
const FINAL = new Set([401, 403, 404]);

const panel = document.querySelector("[data-progress]");

if (panel) {
  watch(panel);
}

async function watch(section) {
  const announce = announcer(section.querySelector("[role=status]"));
  let going = true;
  while (going) {
    await pause(document.hidden ? LONG_INTERVAL : INTERVAL);
    const answer = await ask(section.dataset.progress);
    const notice = showNotice(section, answer.notice);
    if (answer.fresh) {
      going = refresh(section, answer.fresh);
      announce(section.querySelector(".import-sentence"), !going);
    } else {
      announce(notice, true);
      going = answer.notice === "lost";
      await pause(LONG_INTERVAL);
    }
  }
}

function pause(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

async function ask(address) {
  try {
    const response = await fetch(address);
    if (response.redirected && new URL(response.url).pathname.endsWith("/login/")) {
      return { notice: "401" };
    }
    if (!response.ok) {
      return { notice: FINAL.has(response.status) ? String(response.status) : "lost" };
    }
    const text = await response.text();
    return { fresh: new DOMParser().parseFromString(text, "text/html") };
  } catch {
    return { notice: "lost" };
  }
}

function showNotice(section, name) {
  const notices = [...section.querySelectorAll("[data-notice]")];
  for (const notice of notices) {
    notice.hidden = notice.dataset.notice !== name;
  }
  return notices.find((notice) => !notice.hidden);
}

function refresh(section, fresh) {
  const state = fresh.querySelector("[data-part=state]");
  section.querySelector("[data-part=state]").replaceWith(state);
  refreshFigures(section.querySelector("[data-part=figures]"), fresh);
  fillIn(state.querySelectorAll("data"));
  return "going" in state.dataset;
}

// Figure by figure, so that pictures do not flash and the focus stays where it is.
function refreshFigures(list, fresh) {
  const items = [...fresh.querySelectorAll("[data-part=figures] > li")];
  const ids = new Set(items.map((item) => item.id));
  for (const item of [...list.children]) {
    if (!ids.has(item.id)) {
      item.remove();
    }
  }
  for (const item of items) {
    const shown = document.getElementById(item.id);
    if (!shown) {
      list.append(item);
    } else if (shown.innerHTML !== item.innerHTML) {
      shown.replaceWith(item);
    }
  }
}

// What the paper says of itself goes into fields that nobody has filled in.
function fillIn(proposals) {
  for (const proposal of proposals) {
    const name = proposal.dataset.field;
    const initial = document.getElementsByName(`initial-${name}`)[0];
    // One field, or a list of choices: both have a value.
    const field = initial?.form.elements.namedItem(name);
    if (field && field.value === "" && document.activeElement.name !== name) {
      field.value = proposal.value;
      initial.value = proposal.value;
    }
  }
}

function announcer(region) {
  let told = 0;
  return (sentence, atOnce) => {
    const now = Date.now();
    if (atOnce || now - told > QUIET) {
      told = now;
      region.textContent = sentence.textContent.trim().replace(/\s+/g, " ");
    }
  };
}
