// Names the fields that Django leaves without: autocompletes, and cells of its tables.

const form = document.querySelector("#content-main form");

if (form) {
  // Django makes its fields when it gets round to it, and new rows at any time.
  new MutationObserver(() => nameFields(form)).observe(form, {
    childList: true,
    subtree: true,
  });
  nameFields(form);
}

function nameFields(part) {
  for (const select of part.querySelectorAll("select.admin-autocomplete")) {
    const container = select.nextElementSibling;
    if (container?.classList.contains("select2-container")) {
      nameAutocomplete(container, labelOf(select));
    }
  }
  for (const input of part.querySelectorAll("td input:not([type=hidden])")) {
    if (input.labels.length === 0 && input.closest(".tabular")) {
      input.setAttribute("aria-label", labelOf(input));
    }
  }
  // A heading without words is none.
  for (const heading of part.querySelectorAll(".tabular th.original:empty:not([role])")) {
    heading.setAttribute("role", "cell");
  }
}

function labelOf(field) {
  const column = field.closest("td")?.cellIndex;
  const label =
    field.labels[0] ?? field.closest("table")?.querySelectorAll("thead th")[column];
  return label?.textContent.trim().replace(/[:?]$/, "") ?? field.name;
}

function nameAutocomplete(container, name) {
  const parts = ".select2-selection, span.select2-selection__rendered, .select2-search__field";
  for (const element of container.querySelectorAll(parts)) {
    element.removeAttribute("aria-labelledby");
    element.setAttribute("aria-label", name);
  }
  // A list with a button in it is no list.
  container.querySelector("ul")?.setAttribute("role", "presentation");
}
