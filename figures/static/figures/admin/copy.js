// Puts a button beside each piece of Markdown that copies it.

for (const snippet of document.querySelectorAll("[data-copy]")) {
  const button = document.createElement("button");
  const status = document.createElement("span");
  button.type = "button";
  button.textContent = snippet.dataset.copy;
  status.setAttribute("role", "status");
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(snippet.textContent);
      status.textContent = snippet.dataset.copied;
    } catch {
      // Not every page may write there: selected, it can still be copied by hand.
      getSelection().selectAllChildren(snippet);
    }
  });
  snippet.after(" ", button, " ", status);
}
