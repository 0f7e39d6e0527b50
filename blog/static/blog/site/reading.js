// What readers do with a post beside reading it. All of it reads and works without this.

import { offerCards } from "./cards.js";
import { followReader } from "./contents.js";
import { offerCopies } from "./copies.js";
import { offerLightbox } from "./lightbox.js";
import { stackPanels } from "./panels.js";

const prose = document.querySelector(".prose");
const contents = document.querySelector(".contents");
const lightbox = document.querySelector("dialog.lightbox");

offerCards(prose);
offerCopies(document.querySelector("template.copy"));
if (contents) {
  followReader(contents);
}
if (lightbox) {
  offerLightbox(lightbox, prose);
  stackPanels(prose);
}
