/* Makes the desk quicker; every page of it works without this.
   Single keys can be turned off, as on the other pages. */
"use strict";
(() => {
  const OFF = "themekit-keys-off";
  const find = (what) => document.querySelector(what);
  const areOff = () => { try { return localStorage.getItem(OFF) === "1"; } catch (error) { return false; } };
  const isField = (place) => place.closest && place.closest("textarea, select, input:not([type=radio]):not([type=checkbox])");

  /* -- keys --------------------------------------------------------------------------- */

  const CHOICES = { y: "yes", n: "no", u: "unsure" };
  const LINKS = { j: ".steps [rel=next]", k: ".steps [rel=prev]", s: ".difference a" };

  /* The code that somebody is at; else the first without an answer. */
  function codeHere() {
    const at = document.activeElement && document.activeElement.closest("[data-code]");
    if (at) return at;
    return Array.from(document.querySelectorAll("[data-code]")).find((one) => isSeen(one) && !one.querySelector(":checked"));
  }

  const isSeen = (place) => place.getClientRects().length > 0;

  function choose(value) {
    const code = codeHere();
    const choice = code && code.querySelector(`input[value=${value}]`);
    if (!choice) return false;
    choice.checked = true;
    choice.focus();
    return true;
  }

  function act(key) {
    if (CHOICES[key]) return choose(CHOICES[key]);
    if (LINKS[key]) {
      const link = find(LINKS[key]);
      if (link) link.click();
      return Boolean(link);
    }
    if (key === "/") {
      const field = find("#search");
      if (field) field.focus();
      return Boolean(field);
    }
    if (key === "q") {
      const quoting = find("#quote");
      if (!quoting) return false;
      quoting.open = true;
      (quoting.querySelector("input[type=radio]") || quoting.querySelector("summary")).focus();
      return true;
    }
    if (key === "z") {
      const undo = find("#undo");
      if (undo) undo.requestSubmit();
      return Boolean(undo);
    }
    return false;
  }

  function showKeys() {
    const box = find("#keys");
    if (!box || !box.showModal) return false;
    find("#keys-off").checked = areOff();
    box.showModal();
    return true;
  }

  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      const button = find(".decide .buttons .main");
      if (button && event.target.closest(".decide")) button.click();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || isField(event.target)) return;
    if (event.key === "?") {
      if (showKeys()) event.preventDefault();
    } else if (!areOff() && !find("dialog[open]") && act(event.key.toLowerCase())) {
      event.preventDefault();
    }
  });

  document.addEventListener("change", (event) => {
    if (event.target.id !== "keys-off") return;
    try { localStorage.setItem(OFF, event.target.checked ? "1" : "0"); } catch (error) { /* stays as it is */ }
  });

  document.addEventListener("click", (event) => {
    if (event.target.id === "keys-open") showKeys();
  });

  /* -- searching the codebook ---------------------------------------------------------- */

  document.addEventListener("input", (event) => {
    if (event.target.id !== "search" || !event.target.closest(".decide")) return;
    const wanted = event.target.value.trim().toLowerCase();
    for (const theme of document.querySelectorAll(".decide .theme")) {
      let shown = 0;
      for (const code of theme.querySelectorAll("[data-code]")) {
        const fits = code.textContent.toLowerCase().includes(wanted) || Boolean(code.querySelector(":checked"));
        code.hidden = !fits;
        shown += fits;
      }
      theme.hidden = !shown;
      if (wanted) theme.open = shown > 0;
    }
  });

  /* -- selecting words ------------------------------------------------------------------ */

  /* Offsets are code points of the document's text: a letter beyond the basic plane is one. */
  function placeOf(node, offset, isEnd) {
    const place = node && (node.nodeType === 1 ? node : node.parentElement);
    const piece = place && place.closest("[data-start]");
    if (!piece) return null;
    /* What stands for other words is as long as it likes: all of these words are meant. */
    if (piece.dataset.end) return Number(isEnd ? piece.dataset.end : piece.dataset.start);
    const range = document.createRange();
    range.selectNodeContents(piece);
    range.setEnd(node, offset);
    return Number(piece.dataset.start) + Array.from(range.toString()).length;
  }

  function selected() {
    const form = find("#selected");
    const chosen = getSelection();
    if (!form) return;
    if (document.activeElement && form.contains(document.activeElement)) return;
    const range = chosen.rangeCount && !chosen.isCollapsed ? chosen.getRangeAt(0) : null;
    const start = range && placeOf(range.startContainer, range.startOffset, false);
    const end = range && placeOf(range.endContainer, range.endOffset, true);
    form.hidden = start === null || end === null || !range || start >= end;
    if (form.hidden) return;
    form.elements.start.value = start;
    form.elements.end.value = end;
    const words = chosen.toString().trim();
    find("#selected-words").textContent = words.length > 160 ? `${words.slice(0, 80)} … ${words.slice(-70)}` : words;
  }

  document.addEventListener("selectionchange", selected);

  /* Shift and the arrows select words of the turn that has the focus. */
  document.addEventListener("keydown", (event) => {
    const said = event.target.closest && event.target.closest(".said");
    if (!said || !event.shiftKey || !["ArrowRight", "ArrowLeft"].includes(event.key)) return;
    const chosen = getSelection();
    if (!chosen.rangeCount || !said.contains(chosen.anchorNode)) chosen.collapse(said.firstChild, 0);
    chosen.modify("extend", event.key === "ArrowRight" ? "forward" : "backward", "word");
    event.preventDefault();
  });

  function setUp() {
    for (const said of document.querySelectorAll(".turn:not(.context) .said")) said.tabIndex = 0;
    for (const line of document.querySelectorAll(".keys")) line.hidden = false;
    const column = find(".three > .transcript");
    const here = column && column.querySelector(".here");
    if (here) column.scrollTop = here.offsetTop - column.offsetTop - column.clientHeight / 3;
    const list = find(".three > .passages-beside");
    const open = list && list.querySelector(".here");
    if (open) list.scrollTop = open.offsetTop - list.offsetTop - list.clientHeight / 3;
  }

  setUp();
  addEventListener("pageshow", setUp);
  document.addEventListener("themekit-page", setUp); /* another page stands in this one */
})();
