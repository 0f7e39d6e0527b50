// The menu of a figure in the preview: its words and width here, its words everywhere.

import { findShown, writeEmbed } from "./embeds.js";
import { fetchText } from "./figures.js";
import { goToOffset } from "./follow.js";
import { dispatch } from "./text.js";

export function startFigureMenu(editor) {
  const { root, textarea } = editor;
  const dialog = root.querySelector("[data-figure-menu]");
  const part = (name) => dialog.querySelector(`[data-${name}]`);
  const address = root.querySelector("[data-tray]").dataset.wordsUrl;
  let shown = null;

  // Dialogs are no part of the form, whose Enter saves the post.
  document.body.append(dialog);

  function find() {
    return findShown(textarea.value, shown.keys, shown.place);
  }

  async function open({ place, button }) {
    const page = button.ownerDocument;
    const keys = [...page.querySelectorAll("meta[name=figure]")].map((meta) => meta.content);
    shown = { place, keys, button, seen: "", opener: button.getAttribute("aria-label") };
    const embed = find();
    const label = button.parentElement.querySelector(".label strong")?.textContent;
    dialog.querySelector("h2").textContent = label ?? editor.words("menu-figure");
    part("here").hidden = !embed;
    part("lost").hidden = Boolean(embed);
    part("replacing").hidden = !embed?.alt && !embed?.caption;
    part("alt").value = embed?.alt ?? "";
    part("caption").value = embed?.caption ?? "";
    choose("figure-menu-width", embed?.width ?? "");
    part("everywhere").open = false;
    part("everywhere").hidden = true;
    part("review").hidden = true;
    say("");
    dialog.showModal();
    await fill(keys[place]);
  }

  async function fill(key) {
    const asked = shown;
    const answer = await fetchText(`${address}?${new URLSearchParams({ key })}`);
    if (answer.status === 200 && asked === shown && dialog.open) {
      take(JSON.parse(answer.text));
    } else if (answer.status === 401) {
      say(answer.text);
      dispatch(root, "editor:loggedout", answer.text);
    }
  }

  function take(words) {
    shown.seen = words.seen;
    part("everywhere").hidden = words.may_change === false;
    part("review").hidden = false;
    part("review").href = words.address;
    part("own-alt").value = words.alt_text;
    part("own-caption").value = words.caption;
    part("alt").placeholder = words.alt_text;
    part("caption").placeholder = words.caption;
    choose("figure-menu-state", words.alt_state);
  }

  function choose(name, value) {
    for (const choice of dialog.querySelectorAll(`[name=${name}]`)) {
      choice.checked = choice.value === value;
    }
  }

  function chosen(name) {
    return dialog.querySelector(`[name=${name}]:checked`)?.value ?? "";
  }

  function say(sentence, isBad = false) {
    part("said").textContent = sentence;
    part("said").classList.toggle("is-bad", isBad);
  }

  function swap(embed, changes) {
    const { scrollTop } = textarea;
    const text = writeEmbed({ ...embed, ...changes });
    editor.replaceRange(embed.start, embed.end, text);
    textarea.scrollTop = scrollTop;
    editor.announce(editor.words("menu-changed"));
  }

  function apply() {
    const embed = find();
    const changes = {
      alt: part("alt").value,
      caption: part("caption").value,
      width: chosen("figure-menu-width"),
    };
    dialog.close();
    if (embed) {
      swap(embed, changes);
      giveBack();
    }
  }

  // The page is made anew, so the button that was there may be another by now.
  function giveBack() {
    const { place, button } = shown;
    const page = button.ownerDocument;
    const now = page.querySelector(`.edit-figure[data-place="${place}"]`);
    page.defaultView?.frameElement?.focus();
    now?.focus({ preventScroll: true });
  }

  function replaceFigure() {
    dialog.close();
    dispatch(root, "editor:pick", {
      deed: "replace",
      onPick: (key) => {
        const embed = find();
        if (embed) {
          // Words about another figure would be wrong.
          swap(embed, { key, alt: "", caption: "" });
        }
      },
    });
  }

  function go() {
    const embed = find();
    dialog.close();
    if (embed) {
      goToOffset(editor, embed.start, embed.end - embed.start);
    }
  }

  async function save() {
    const body = new FormData();
    body.set("key", shown.keys[shown.place]);
    body.set("alt_text", part("own-alt").value);
    body.set("alt_state", chosen("figure-menu-state"));
    body.set("caption", part("own-caption").value);
    body.set("seen", shown.seen);
    const { status, json, sentence } = await editor.ask(address, { body });
    if (status === 200) {
      take(json);
      say(editor.words("menu-saved"));
      dispatch(root, "editor:figures-changed");
    } else if (status === 409 && json) {
      shown.seen = json.seen;
      say(json.sentence, true);
    } else {
      say(sentence || editor.words(status === 0 ? "menu-lost" : "menu-failed"), true);
      if (status === 401) {
        dispatch(root, "editor:loggedout", sentence);
      }
    }
  }

  const deeds = {
    apply,
    replace: replaceFigure,
    go,
    save,
    close: () => {
      dialog.close();
      giveBack();
    },
  };
  dialog.addEventListener("click", ({ target }) => {
    deeds[target.closest("[data-deed]")?.dataset.deed]?.();
  });
  dialog.addEventListener("cancel", (event) => {
    event.preventDefault();
    deeds.close();
  });
  root.addEventListener("editor:figure-menu", ({ detail }) => open(detail));
}
