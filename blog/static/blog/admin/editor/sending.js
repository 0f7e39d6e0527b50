// Sends a file and shows how far it has come; may be called off.

// Where files go, as the template says it.
export function places({ root }) {
  return root.querySelector(".editor-uploads").dataset;
}

// Like `editor.ask`, which cannot tell how much has been sent.
export function send(editor, url, fields, onProgress) {
  const request = new XMLHttpRequest();
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) {
    body.append(name, value);
  }
  request.upload.addEventListener("progress", ({ loaded, total }) => onProgress(total ? loaded / total : 0));
  const done = new Promise((resolve) => {
    const end = (isAborted) => resolve({ status: request.status, json: readJson(request), isAborted });
    request.addEventListener("load", () => end(false));
    request.addEventListener("error", () => end(false));
    request.addEventListener("abort", () => end(true));
  });
  request.open("POST", url);
  request.setRequestHeader("Accept", "application/json");
  request.setRequestHeader("X-CSRFToken", editor.token());
  request.send(body);
  return { done, abort: () => request.abort() };
}

function readJson(request) {
  const type = request.getResponseHeader("Content-Type") ?? "";
  return type.startsWith("application/json") ? JSON.parse(request.responseText) : null;
}

export function showUpload(editor, name) {
  const list = editor.root.querySelector(".editor-uploads");
  const row = list.querySelector("template").content.firstElementChild.cloneNode(true);
  const progress = row.querySelector("progress");
  const button = row.querySelector("button");
  row.querySelector("label span").textContent = name;
  button.setAttribute("aria-label", `${button.textContent.trim()}: ${name}`);
  list.append(row);
  return {
    show: (share) => {
      // All sent is not all done: the answer is still to come.
      if (share < 1) {
        progress.value = share;
      } else {
        progress.removeAttribute("value");
      }
    },
    cancel: (deed) => button.addEventListener("click", deed),
    remove: () => {
      if (row.contains(document.activeElement)) {
        editor.textarea.focus({ preventScroll: true });
      }
      row.remove();
    },
  };
}
