// Keeps the page of a new version up to date while it is compared and its pages are drawn,
// and asks on it, not on a page of its own, before a version is declined.

const INTERVAL = 1500;
// After a failure, and while nobody looks.
const LONG_INTERVAL = 5000;

const status = document.querySelector("[role=status]");
const notice = document.querySelector("[data-notice]");
const question = document.querySelector("[data-asking]");

watch();

// The link comes anew with each refresh.
document.addEventListener("click", (event) => {
  const isPlain = !(event.ctrlKey || event.metaKey || event.shiftKey);
  if (isPlain && event.target.closest("[data-decline]")) {
    event.preventDefault();
    question.showModal();
  } else if (isPlain && event.target.closest("[data-keep]")) {
    event.preventDefault();
    question.close();
  }
});

async function watch() {
  while (document.querySelector("[data-going]")) {
    await pause(document.hidden || !notice.hidden ? LONG_INTERVAL : INTERVAL);
    const fresh = await ask();
    notice.hidden = Boolean(fresh);
    if (fresh) {
      refresh(fresh);
    }
  }
}

function pause(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

async function ask() {
  try {
    const response = await fetch(location.href, { redirect: "error" });
    if (!response.ok) {
      return null;
    }
    return new DOMParser().parseFromString(await response.text(), "text/html");
  } catch {
    return null;
  }
}

// The outermost part first: what is ticked stays ticked unless the comparison is new.
function refresh(fresh) {
  const wasCompared = !document.querySelector("#version-state[data-going]");
  for (const shown of [...document.querySelectorAll("[data-live]")]) {
    const isForm = shown.id === "version-figures";
    const newer = fresh.getElementById(shown.id);
    if (newer && shown.isConnected && !(isForm && wasCompared) && shown.innerHTML !== newer.innerHTML) {
      shown.replaceWith(document.adoptNode(newer));
    }
  }
  const sentence = document.querySelector(".version-sentence").textContent;
  const words = sentence.trim().replace(/\s+/g, " ");
  if (!document.querySelector("#version-state[data-going]") && status.textContent !== words) {
    status.textContent = words;
  }
}
