// How the preview is looked at: on which window, in which light.

const WIDTHS = { phone: 390, desk: 1280 };

// The page keeps the width it would have there, and is made smaller where that is too wide.
export function startWidths(stage, frame, panel) {
  const choices = [...panel.querySelectorAll("[name=preview-width]")];

  function layOut() {
    const width = WIDTHS[choices.find((choice) => choice.checked)?.value];
    const { clientWidth: room, clientHeight: height } = stage;
    const scale = width ? Math.min(1, room / width) : 1;
    const { style } = frame;
    style.width = width ? `${width}px` : "100%";
    style.height = width ? `${height / scale}px` : "100%";
    style.transform = scale === 1 ? "" : `scale(${scale})`;
    style.left = width && scale === 1 ? `${(room - width) / 2}px` : "0";
  }

  for (const choice of choices) {
    choice.addEventListener("change", layOut);
  }
  new ResizeObserver(layOut).observe(stage);
}

// The site follows the system, the admin its own switch: in here the switch decides, and
// the button over it.
export function followTheme(frame, button) {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  let chosen = null;
  const known = new Set();

  function isDark() {
    const { theme = "auto" } = document.documentElement.dataset;
    return chosen ?? (theme === "auto" ? dark.matches : theme === "dark");
  }

  function refresh() {
    const page = frame.contentDocument;
    for (const rule of rulesOf(page)) {
      if (rule.media?.mediaText === dark.media) {
        known.add(rule);
      }
    }
    button.setAttribute("aria-pressed", String(isDark()));
    page.documentElement.style.colorScheme = isDark() ? "dark" : "light";
    for (const rule of known) {
      rule.media.mediaText = isDark() ? "all" : "not all";
    }
  }

  button.addEventListener("click", () => {
    chosen = !isDark();
    refresh();
  });
  dark.addEventListener("change", refresh);
  new MutationObserver(() => {
    chosen = null;
    refresh();
  }).observe(document.documentElement, { attributeFilter: ["data-theme"] });
  return { refresh };
}

function rulesOf(page) {
  return [...page.styleSheets].flatMap((sheet) => {
    try {
      return [...sheet.cssRules];
    } catch {
      // A sheet that is still on its way; the next answer looks again.
      return [];
    }
  });
}
