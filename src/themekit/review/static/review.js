/* Makes the pages quicker; every one of them works without it.
   Forms of the class "keep" are sent from here, and again until they have arrived. */
"use strict";
(() => {
  const STORED = "themekit-letters";
  const AGAIN = 4000;
  const PATIENCE = 20000;
  const letters = readStored();
  let sending = false;
  let timer = 0;

  /* -- sending ----------------------------------------------------------------------- */

  /* A letter holds what a person chose or wrote, never what they were shown. */
  function letterOf(form, button) {
    const fields = Array.from(new FormData(form), ([name, value]) => [name, String(value)]);
    if (button && button.name) fields.push([button.name, button.value]);
    return {
      to: form.getAttribute("action"),
      page: location.pathname,
      place: Array.from(document.forms).indexOf(form),
      fields,
      secret: "private" in form.dataset,
    };
  }

  const idOf = (letter) => (letter.fields.find(([name]) => name === "request_id") || [])[1];
  const areSame = (one, other) => idOf(one) === idOf(other) && one.to === other.to && one.place === other.place;

  function post(letter) {
    const at = letters.findIndex((one) => areSame(one, letter));
    if (at < 0) letters.push(letter);
    else letters[at] = letter;
    store();
    sendFirst();
  }

  async function sendFirst() {
    clearTimeout(timer);
    if (sending || !letters.length) return;
    const letter = letters[0];
    setSending(true);
    const giveUp = new AbortController();
    const clock = setTimeout(() => giveUp.abort(), PATIENCE);
    let reply = null;
    let told = "";
    try {
      reply = await fetch(letter.to, {
        method: "POST",
        body: new URLSearchParams(letter.fields),
        headers: { Accept: "application/json" },
        signal: giveUp.signal,
      });
      told = await reply.text();
    } catch (error) {
      reply = null; /* the network is gone, or too slow */
    }
    clearTimeout(clock);
    setSending(false);
    if (!reply || reply.status >= 500 || reply.status === 429) keepTrying();
    else arrived(letter, reply, told);
  }

  function keepTrying() {
    say("We could not save your last answer. It is still here. We try again by ourselves, so you can leave this page open.");
    timer = setTimeout(sendFirst, AGAIN);
  }

  /* The server has answered: the letter is done with, whatever the answer is. */
  function arrived(letter, reply, told) {
    letters.shift();
    store();
    const isHere = letter.page === location.pathname;
    const answer = parsed(reply, told);
    if (reply.status === 400) return askAgain(letter);
    if (reply.ok && letters.length) sendFirst();
    else if (!isHere) say(reply.ok ? "Your last answer is kept now." : "Your last answer could not be kept. Please look at that passage again.", letter.page);
    else if (answer.next) leaveFor(answer.next);
    else if (reply.redirected) leaveFor(reply.url);
    else if (answer.page) show(answer.page);
    else say([answer.problem, ...(answer.told || [])].filter(Boolean).join(". ").replace(/\.\./g, ".") || "We could not save your last answer. It is still here. Try again.");
  }

  function parsed(reply, told) {
    if ((reply.headers.get("Content-Type") || "").startsWith("application/json")) {
      try { return JSON.parse(told); } catch (error) { return {}; }
    }
    const page = new DOMParser().parseFromString(told, "text/html");
    return page.getElementById("main") ? { page } : {};
  }

  /* It was written in another session, perhaps by somebody else: a page asks who sends it. */
  function askAgain(letter) {
    const form = document.createElement("form");
    form.method = "post";
    form.action = letter.to;
    for (const [name, value] of letter.fields) {
      const field = document.createElement("input");
      field.type = "hidden";
      field.name = name;
      field.value = value;
      form.append(field);
    }
    document.body.append(form);
    HTMLFormElement.prototype.submit.call(form);
  }

  function leaveFor(address) {
    say("");
    setSending(true);
    const to = new URL(address, location.href);
    const isHere = to.pathname + to.search === location.pathname + location.search;
    location.assign(to);
    if (isHere && to.hash) location.reload();
  }

  /* Show a page that came as an answer: what somebody typed stands in it. Where it says beside the
     buttons what is wrong, the focus and the page stay where they are; else the page says what is
     to be read first. */
  function show(page) {
    const place = placeHere();
    document.title = page.title;
    document.body.className = page.body.className;
    for (const name of ["main", "footer"]) {
      const [old, fresh] = [document.querySelector(name), page.querySelector(name)];
      if (old && fresh) old.replaceWith(document.adoptNode(fresh));
    }
    setUp();
    document.dispatchEvent(new Event("themekit-page"));
    const main = document.getElementById("main");
    const form = main.querySelector("#answer");
    const alert = main.querySelector("[role=alert]");
    const isBeside = alert && form && form.contains(alert);
    if ((!alert || isBeside) && goBackTo(place, alert)) {
      /* Words that come anew into a box that is there are read out. */
      if (alert) setTimeout(() => alert.replaceChildren(...alert.childNodes));
      return;
    }
    if (alert && form && !isBeside) form.before(alert);
    const first = alert || main.querySelector("[autofocus]") || main.querySelector("h1");
    if (first.matches("h1, [role=alert]")) first.tabIndex = -1;
    first.focus();
    first.scrollIntoView({ block: first.matches("h1") ? "nearest" : "center" });
  }

  /* -- staying where somebody is ------------------------------------------------------- */

  const formHere = () => document.querySelector("#main #answer");
  const folds = () => Array.from(document.querySelectorAll("#main details"));
  const columns = () => Array.from(document.querySelectorAll("#main .three > *"));
  const nameOf = (one) => [one.tagName, one.name, one.type === "radio" || one.type === "submit" ? one.value : ""].join("\n");
  const alike = (name) => Array.from(formHere().elements).filter((one) => nameOf(one) === name);

  /* Which control of the form has the focus, how high it stands, and what is unfolded. */
  function placeHere() {
    const form = formHere();
    const one = document.activeElement;
    if (!form || !one || one.form !== form) return null;
    const name = nameOf(one);
    return {
      to: form.getAttribute("action"),
      name,
      at: alike(name).indexOf(one),
      top: one.getBoundingClientRect().top,
      open: folds().map((fold) => fold.open),
      columns: columns().map((column) => column.scrollTop),
    };
  }

  function goBackTo(place, alert) {
    const form = formHere();
    const one = place && form && form.getAttribute("action") === place.to && alike(place.name)[place.at];
    if (!one) return false;
    const fresh = folds();
    if (fresh.length === place.open.length) fresh.forEach((fold, at) => { fold.open = fold.open || place.open[at]; });
    columns().forEach((column, at) => { column.scrollTop = place.columns[at] || 0; });
    one.focus({ preventScroll: true });
    const putBack = () => window.scrollBy({ top: one.getBoundingClientRect().top - place.top, behavior: "instant" });
    putBack();
    if (alert && !isInSight(alert)) {
      one.closest("fieldset, .field, details, .buttons").before(alert);
      putBack();
    }
    return true;
  }

  function isInSight(box) {
    const { top, bottom } = box.getBoundingClientRect();
    return top >= 0 && bottom <= window.innerHeight;
  }

  /* -- what is kept until it has arrived ---------------------------------------------- */

  function store() {
    const open = letters.filter((letter) => !letter.secret);
    try {
      if (open.length) sessionStorage.setItem(STORED, JSON.stringify(open));
      else sessionStorage.removeItem(STORED);
    } catch (error) { /* no storage: it is kept as long as the page is */ }
  }

  function readStored() {
    try {
      return JSON.parse(sessionStorage.getItem(STORED)) || [];
    } catch (error) {
      return [];
    }
  }

  function forget() {
    letters.length = 0;
    store();
  }

  /* -- what is said ------------------------------------------------------------------- */

  function say(sentence, page) {
    let box = document.getElementById("said");
    if (!box && !sentence) return;
    if (!box) {
      box = document.createElement("p");
      box.id = "said";
      box.setAttribute("role", "alert");
      const main = document.getElementById("main");
      const buttons = main.querySelector("form.keep .buttons");
      if (buttons) buttons.before(box);
      else main.append(box);
    }
    box.className = sentence ? "error" : "";
    box.textContent = sentence;
    if (page) {
      const link = document.createElement("a");
      link.href = page;
      link.textContent = "Go there";
      box.append(" ", link);
    }
    if (sentence) box.scrollIntoView({ block: "nearest" });
  }

  function setSending(is) {
    sending = is;
    for (const button of document.querySelectorAll("form[method=post] button")) {
      if (is) button.setAttribute("aria-disabled", "true");
      else button.removeAttribute("aria-disabled");
    }
  }

  /* -- keys, searching and words ------------------------------------------------------- */

  const KEYS = { y: "yes", n: "no", u: "unsure", 1: "yes", 2: "no", 3: "unsure" };
  const KEYS_OFF = "themekit-keys-off";
  const isDesk = () => document.body.classList.contains("desk"); /* which has keys of its own */
  const hasKeys = () => !matchMedia("(hover: none)").matches;
  const areKeysOff = () => { try { return localStorage.getItem(KEYS_OFF) === "1"; } catch (error) { return false; } };
  const isField = (place) => place.closest && place.closest("textarea, select, [contenteditable], input:not([type=radio]):not([type=checkbox])");

  function choose(event) {
    if (isDesk() || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (isField(event.target) || !hasKeys() || areKeysOff()) return;
    const value = KEYS[event.key.toLowerCase()];
    const choice = value && document.querySelector(`input[name=choice][value=${value}]`);
    if (!choice) return;
    event.preventDefault();
    choice.checked = true;
    choice.focus();
  }

  /* Single keys can be switched off: who speaks to the computer may press them unawares. */
  function offerKeys() {
    const place = document.querySelector("input[type=radio][name=choice]");
    if (!place || isDesk() || !hasKeys() || document.querySelector(".keys")) return;
    const line = document.createElement("p");
    const button = document.createElement("button");
    const words = document.createTextNode("");
    line.className = "quiet keys";
    button.className = "link";
    button.type = "button";
    line.append(words, button);
    const write = () => {
      words.data = areKeysOff() ? "" : "Keys: y is yes, n is no, u is not sure. ";
      button.textContent = areKeysOff() ? "Turn keys on" : "Turn keys off";
    };
    button.addEventListener("click", () => {
      try { localStorage.setItem(KEYS_OFF, areKeysOff() ? "0" : "1"); } catch (error) { /* stays as it is */ }
      write();
    });
    write();
    document.getElementById("main").append(line);
  }

  function filter(list) {
    const field = list.querySelector("input[type=search]");
    const wanted = field.value.trim().toLowerCase();
    let found = 0;
    for (const row of list.querySelectorAll(".row")) {
      const fits = row.textContent.toLowerCase().includes(wanted);
      row.classList.toggle("gone", !fits && !row.querySelector(":checked"));
      found += fits;
    }
    for (const fold of list.querySelectorAll("details")) {
      const rows = fold.querySelectorAll(".row:not(.gone)").length;
      fold.hidden = !rows;
      fold.open = wanted ? rows > 0 : Boolean(fold.querySelector(":checked"));
    }
    list.querySelector(".found").textContent = wanted ? `${found} found.` : "";
  }

  function setUpSearch(list) {
    const field = list.querySelector("input[type=search]");
    field.closest("label").hidden = false;
    for (const button of list.querySelectorAll(".find")) button.hidden = true;
    field.addEventListener("input", () => filter(list));
    field.addEventListener("keydown", (event) => {
      if (event.key === "Enter") event.preventDefault();
    });
  }

  function setUpWords(form) {
    const words = Array.from(form.querySelectorAll("[data-first]"));
    const { first, last } = form.elements;
    const paint = () => {
      for (const word of words) {
        const isIn = Number(word.dataset.last) >= Number(first.value) && Number(word.dataset.first) <= Number(last.value);
        word.className = isIn ? "chosen" : "beside";
      }
    };
    form.addEventListener("change", paint);
    document.addEventListener("selectionchange", () => {
      const marked = document.getSelection();
      if (!form.isConnected || marked.isCollapsed) return;
      const inside = words.filter((word) => marked.containsNode(word, true));
      if (!inside.length) return;
      first.value = inside[0].dataset.first;
      last.value = inside[inside.length - 1].dataset.last;
      paint();
    });
    form.querySelector(".numbered").classList.add("can-drag");
    form.querySelector(".comfort").hidden = false;
  }

  function setUp() {
    for (const list of document.querySelectorAll("[data-search]")) setUpSearch(list);
    for (const form of document.querySelectorAll("form.words")) setUpWords(form);
    offerKeys();
  }

  document.addEventListener("keydown", choose);
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.getAttribute("method") !== "post") return;
    if (sending) {
      event.preventDefault(); /* a second click */
    } else if (form.classList.contains("keep")) {
      event.preventDefault();
      post(letterOf(form, event.submitter));
    } else {
      if (form.getAttribute("action").endsWith("/leave")) forget();
      /* After the browser has taken the form: it leaves out what is disabled. */
      setTimeout(() => setSending(true));
    }
  });
  window.addEventListener("online", sendFirst);
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) setSending(false);
  });
  window.addEventListener("beforeunload", (event) => {
    if (letters.some((letter) => letter.secret)) event.preventDefault();
  });
  setUp();
  sendFirst();
})();
