/* A pack in a browser: one question a page, every answer kept on this device, nothing sent.
   Plain ES2017. Whatever goes wrong before the first page leaves the written questionnaire. */
"use strict";
(() => {
  const root = document.documentElement;
  const main = document.getElementById("main");
  const held = JSON.parse(document.getElementById("pack").textContent);
  const CHOICES = [["yes", "Yes"], ["no", "No"], ["unsure", "Not sure"]];
  const READ_A_MINUTE = 180;
  const THOUGHT = 0.5; /* minutes for the answers to a passage */
  const NUMBERS = ["", "a", "two", "three", "four", "five", "six", "seven", "eight", "nine"];
  let pack = null;
  let store = null;
  let acts = []; /* [key, act], in order: what was done, each in one go */
  let state = {}; /* what they come to: q12 an answer, p3 a passage that is done */
  let read = {}; /* passages whose note was read */
  let chosen = {}; /* words that were chosen for a question that is not answered yet */
  let here = ""; /* which question is shown */
  const written = Array.from(main.childNodes);

  /* -- building pages ------------------------------------------------------------------- */

  function el(tag, about, ...children) {
    const node = document.createElement(tag);
    const told = about || {};
    Object.keys(told).forEach((name) => {
      const value = told[name];
      if (name === "on") node.addEventListener(tag === "form" ? "submit" : "click", value);
      else if (value === true) node.setAttribute(name, "");
      else if (value !== false && value !== null && value !== undefined) node.setAttribute(name, value);
    });
    add(node, children);
    return node;
  }

  function add(node, children) {
    children.forEach((one) => {
      if (Array.isArray(one)) add(node, one);
      else if (one) node.append(one);
    });
  }

  const p = (...children) => el("p", {}, ...children);
  const strong = (text) => el("strong", {}, text);
  const button = (kind, label, on) => el("button", { type: "button", class: kind, on }, label);
  const submit = (label) => el("button", { class: "main" }, label);
  const buttons = (...children) => el("div", { class: "buttons" }, ...children);

  function empty() {
    while (main.firstChild) main.firstChild.remove();
  }

  function show(id, heading, children, about) {
    here = id;
    const told = about || {};
    document.body.className = told.kind || "";
    document.title = `${heading} · ${pack ? pack.title : "Locked"}`;
    const h1 = el("h1", { tabindex: "-1" }, heading);
    empty();
    add(main, [told.kicker && el("p", { class: "kicker" }, told.kicker), h1, children]);
    const old = document.querySelector("footer");
    if (old) old.remove();
    if (told.foot) main.after(told.foot);
    window.scrollTo(0, 0);
    h1.focus();
  }

  /* Says what is wrong above what was typed, which stays. */
  function wrong(form, text) {
    const old = form.querySelector(".error");
    if (old) old.remove();
    const told = el("p", { class: "error", role: "alert", tabindex: "-1" }, text);
    form.prepend(told);
    told.focus();
    told.scrollIntoView();
  }

  /* -- keeping -------------------------------------------------------------------------- */

  /* Every act is a record of its own: two tabs add to one list, and neither writes over the other. */
  const asked = (request) => new Promise((done, fail) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => fail(request.error);
  });

  async function inDatabase(name) {
    const opening = window.indexedDB.open(name, 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore("acts", { autoIncrement: true });
    const database = await asked(opening);
    const during = (mode, work) => new Promise((done, fail) => {
      const going = database.transaction("acts", mode, { durability: "strict" });
      let found = [];
      work(going.objectStore("acts"), (all) => { found = all; });
      going.oncomplete = () => done(found);
      going.onerror = going.onabort = () => fail(going.error);
    });
    return {
      all: () => during("readonly", (all, give) => {
        const found = [];
        all.openCursor().onsuccess = (event) => {
          const at = event.target.result;
          if (!at) { give(found); return; }
          found.push([at.key, at.value]);
          at.continue();
        };
      }),
      add: (act) => during("readwrite", (all) => all.add(act)),
      drop: (key) => during("readwrite", (all) => all.delete(key)),
      clear: () => during("readwrite", (all) => all.clear()),
    };
  }

  function inStrings(name) {
    const box = window.localStorage;
    const keys = () => Object.keys(box).filter((one) => one.startsWith(`${name}/`)).sort();
    box.setItem(`${name}?`, "1");
    box.removeItem(`${name}?`);
    return {
      all: async () => keys().map((one) => [one, JSON.parse(box.getItem(one))]),
      add: async (act) => {
        const last = keys().pop() || `${name}/0`;
        const place = Number(last.slice(name.length + 1).split("-")[0]) + 1;
        const own = Math.random().toString(36).slice(2, 8);
        box.setItem(`${name}/${String(place).padStart(6, "0")}-${own}`, JSON.stringify(act));
      },
      drop: async (key) => box.removeItem(key),
      clear: async () => keys().forEach((one) => box.removeItem(one)),
    };
  }

  function inMemory() {
    let kept = [];
    let next = 1;
    return {
      lost: true,
      all: async () => kept.slice(),
      add: async (act) => { kept.push([next, act]); next += 1; },
      drop: async (key) => { kept = kept.filter((one) => one[0] !== key); },
      clear: async () => { kept = []; },
    };
  }

  async function openStore() {
    const name = `themekit-pack-${pack.study}-${pack.pack}`;
    for (const open of [inDatabase, inStrings]) {
      try {
        const found = await open(name);
        await found.all();
        return found;
      } catch (error) { /* the next may do */ }
    }
    return inMemory();
  }

  async function refresh() {
    acts = await store.all();
    state = {};
    acts.forEach((one) => Object.assign(state, one[1].set));
  }

  /* Keeps one act, and tells whether it is kept: a page goes on only then. */
  async function keep(kind, set, form) {
    try {
      await store.add({ kind, set });
      await refresh();
      return true;
    } catch (error) {
      wrong(form || main, "We could not save your last answer. It is still here. Try again.");
      return false;
    }
  }

  async function undo() {
    await refresh();
    const last = acts.filter((one) => one[1].kind === "answer").pop();
    if (last) {
      await store.drop(last[0]);
      await refresh();
    }
    following();
  }

  /* -- how far ---------------------------------------------------------------------------- */

  const done = () => pack.passages.filter((one) => state[`p${one.n}`]);
  const left = () => pack.passages.filter((one) => !state[`p${one.n}`]);
  const many = (n, one, more) => `${n} ${n === 1 ? one : more}`;
  const lengthOf = (passage) => passage.words.length;

  function minutesLeft() {
    const all = left().map((one) => lengthOf(one) / READ_A_MINUTE + THOUGHT);
    const minutes = all.reduce((sum, one) => sum + one, 0);
    if (minutes < 9.5) {
      const whole = Math.max(1, Math.round(minutes));
      return `about ${NUMBERS[whole]} ${whole === 1 ? "minute" : "minutes"}`;
    }
    if (minutes < 20) return `about ${Math.round(minutes)} minutes`;
    if (minutes < 52.5) return `about ${5 * Math.round(minutes / 5)} minutes`;
    const halves = Math.round(minutes / 30);
    const hours = Math.floor(halves / 2);
    const said = hours === 1 ? "about an hour" : `about ${NUMBERS[hours] || hours}`;
    return `${said}${halves % 2 ? " and a half" : ""}${hours === 1 ? "" : " hours"}`;
  }

  /* -- who helps -------------------------------------------------------------------------- */

  const helper = () => pack.support.facilitator || "the person who gave you this file";
  const line = () => [pack.support.name, pack.support.phone].filter(Boolean).join(" ");

  function danger() {
    const number = pack.support.emergency;
    return ["This is not an emergency line. If somebody is in danger now, call ",
      number ? strong(number) : "the emergency services first", "."];
  }

  function help() {
    const hours = pack.support.hours;
    return [line() && p("If you want to talk to somebody: ", strong(line()), hours ? `, ${hours}.` : "."),
      p(...danger())];
  }

  /* -- the start -------------------------------------------------------------------------- */

  function start() {
    const is = left().length === 1 ? "passage is" : "passages are";
    show("start", "Would you read some passages?", [
      store.lost && el("p", { class: "care", role: "status" },
        "This device does not keep your answers. Do not close this page before you have sent them."),
      p("People told us what happened to them and what they think. You read what they said, one passage at a time. Then we ask you what it is about."),
      left().length
        ? p(strong(`${left().length} ${is} waiting for you, ${minutesLeft()}.`),
          done().length ? ` ${done().length} ${done().length === 1 ? "is" : "are"} done and kept.` : "")
        : p(strong("You have read all of them.")),
      el("p", { class: "care" }, strong("Nothing is sent from here."),
        " This page needs no internet. Your answers stay on this device. At the end you send your reply yourself."),
      p(store.lost ? "Stop whenever you want." : "Stop whenever you want. What you have done is kept on this device.",
        " There are no right answers. Where you see it differently from us, that is what we need to know."),
      p("Some passages are about hard things. We try to say so before. We find most of them, not all."),
      p("The researchers of this study see your answers, with your name. Your name is never published unless you ask for it."),
      help(),
      buttons(
        button("main", !left().length ? "To your reply" : done().length ? "Go on" : "Start", following),
        pack.practice.length > 0 && !done().length
          && button("second", pack.practice.length > 1 ? "Start with two to try out" : "Start with one to try out", () => practice(0))),
    ], { kicker: pack.title });
  }

  function refused() {
    show("refused", "This device does not keep your answers", [
      el("p", { class: "care" }, strong("If you close this page, your answers are gone."),
        " This browser does not let the page keep anything."),
      p("You can read all the same. Do it in one go, and send your reply before you close the page."),
      p("Or close this page and open the file in another browser."),
      buttons(button("main", "I understand. Go on", start)),
    ], { kicker: pack.title });
  }

  function practice(number) {
    const one = pack.practice[number];
    const form = el("form", { novalidate: true, on: (event) => {
      event.preventDefault();
      practised(number, picked(form));
    } },
    el("fieldset", {}, legend(one.code), meant(one.code, false), choices()), buttons(submit("Next")));
    show("practice", `To try out: ${number + 1} of ${pack.practice.length}`, [
      el("p", { class: "quiet" }, "Nobody in the study said this. It comes from the list itself. Your answer is not kept."),
      el("blockquote", {}, one.text), form]);
  }

  function practised(number, choice) {
    const said = { yes: "You said yes. ", no: "You said no. ", unsure: "You were not sure. " }[choice] || "";
    const more = number + 1 < pack.practice.length;
    show("practised", "What we had in mind", [
      p(`${said}The people who wrote the list gave this as an example of:`),
      p(strong(codeOf(pack.practice[number].code).name)),
      p("You may see it differently. That is fine. In the real passages, say what you think."),
      buttons(button("main", "Start", following),
        more && button("second", "One more to try out", () => practice(number + 1))),
    ]);
  }

  /* -- a passage ---------------------------------------------------------------------------- */

  const codeOf = (key) => pack.codes[key];
  const legend = (key) => el("legend", {}, el("span", { class: "ask" }, "Is this about: "),
    el("span", { class: "name" }, codeOf(key).name));
  const picked = (form) => (form.querySelector("[name=choice]:checked") || {}).value;
  const valueOf = (form, name) => form.querySelector(`[name=${name}]`).value.trim();

  function meant(key, whole) {
    const code = codeOf(key);
    return [code.meaning && el("p", { class: "meaning" }, code.meaning),
      whole && code.example && el("p", { class: "example" }, `For example: “${code.example}”`),
      whole && code.not && el("p", { class: "example" }, `But not: ${code.not}`)];
  }

  const row = (type, name, value, label, small) => el("label", { class: "row" },
    el("input", { type, name, value }), " ", el("span", {}, label, small && el("small", {}, small)));
  const choices = () => CHOICES.map(([value, word]) => row("radio", "choice", value, word));
  const area = (label, name) => el("label", { class: "field" }, label, " ",
    el("textarea", { name, rows: 3, maxlength: 4000 }));

  const plainWords = (passage) => passage.words.map((one) => one[2]).join(" ");

  function passageOf(passage) {
    const text = plainWords(passage);
    return [
      passage.asked && el("div", { class: "asked" }, el("h2", {}, "The question"), p(passage.asked)),
      el("figure", { class: "passage" },
        el("figcaption", { class: "unseen" }, "What was said"),
        el("blockquote", {}, text),
        (passage.before || passage.after) && el("details", {},
          el("summary", {}, "What was said before and after"),
          passage.before && el("p", { class: "around" }, el("span", { class: "unseen" }, "Before: "), passage.before),
          el("p", { class: "around here" }, el("span", { class: "unseen" }, "The passage: "), text),
          passage.after && el("p", { class: "around" }, el("span", { class: "unseen" }, "After: "), passage.after)))];
  }

  function foot(passage) {
    const link = (label, on) => el("li", {}, button("link", label, on));
    const pass = async (outcome) => keep("answer", { [`p${passage.n}`]: { outcome } });
    return el("footer", {}, el("nav", { class: "foot", "aria-label": "At any time" }, el("ul", {},
      acts.some((one) => one[1].kind === "answer") && link("Undo", undo),
      link("Skip this one", async () => { if (await pass("skipped")) following(); }),
      link("I may know this person", () => mayKnow(passage)),
      link("This upset me", async () => { if (await pass("upsetting")) upset(); }),
      link("I am worried about someone", () => worried(passage)),
      link("Stop for now", stopped),
      el("li", { class: "support" }, `For help: ${line()}${pack.support.hours ? ` (${pack.support.hours})` : ""}`))));
  }

  function at(id, passage, children) {
    show(id, `Passage ${passage.n} of ${pack.passages.length}`, [
      children, el("p", { class: "progress" }, `${minutesLeft()} left`)],
    { kind: "at-a-passage", foot: foot(passage) });
  }

  function following() {
    const passage = left()[0];
    if (!passage) { finished(); return; }
    const question = passage.questions.find((one) => !state[`q${one.q}`]);
    const isBegun = passage.questions.some((one) => state[`q${one.q}`]);
    if (passage.note && !read[passage.n] && !isBegun) note(passage);
    else if (question) ask(passage, question);
    else anythingElse(passage);
  }

  function note(passage) {
    at(`note${passage.n}`, passage, [
      el("div", { class: "care" }, p(strong(passage.note)), p("You need not read it. You do not have to say why.")),
      buttons(
        button("main", "Read it", () => { read[passage.n] = true; following(); }),
        button("second", "Skip it", async () => {
          if (await keep("answer", { [`p${passage.n}`]: { outcome: "skipped" } })) following();
        }))]);
  }

  function ask(passage, question) {
    const key = `q${question.q}`;
    const span = chosen[key];
    const form = el("form", { class: "question", novalidate: true, on: async (event) => {
      event.preventDefault();
      const say = picked(form);
      if (!say) { wrong(form, "Choose one answer first. Nothing is lost."); return; }
      if (await keep("answer", { [key]: answer(question, say, valueOf(form, "memo")) }, form)) following();
    } },
    el("fieldset", {}, legend(question.code), meant(question.code, true),
      span && el("p", { class: "quiet" }, `You chose these words: “${spanText(passage, span)}”`), choices()),
    el("details", { class: "more" }, el("summary", {}, "Say more, if you want"), area("A note", "memo")),
    buttons(submit("Next")));
    at(key, passage, [passageOf(passage), form, el("p", { class: "quiet links" },
      button("link", "It is only about some of the words", () => words(passage, question)), el("br"),
      button("link", "This description needs changing", () => description(passage, question)))]);
  }

  function answer(question, say, memo) {
    const span = chosen[`q${question.q}`] || [null, null];
    return { q: question.q, say, first: span[0], last: span[1], memo, at: moment() };
  }

  /* What this device takes for the time; it decides nothing. */
  function moment() {
    try { return new Date().toISOString(); } catch (error) { return ""; }
  }

  const spanText = (passage, span) => passage.words
    .filter((one) => one[0] <= span[1] && span[0] <= one[1]).map((one) => one[2]).join(" ");

  function words(passage, question) {
    const all = passage.words;
    const before = chosen[`q${question.q}`] || [all[0][0], all[all.length - 1][1]];
    const list = (name, label, on) => el("label", { class: "field" }, label, " ",
      el("select", { name }, all.map((one, place) => el("option", { value: place, selected: on(one) }, `${place + 1}. ${one[2]}`))));
    const form = el("form", { novalidate: true, on: (event) => {
      event.preventDefault();
      const [low, high] = ends();
      if (high < low) { wrong(form, "The last word comes before the first. Choose again."); return; }
      const isWhole = low === 0 && high === all.length - 1;
      if (isWhole) delete chosen[`q${question.q}`];
      else chosen[`q${question.q}`] = [all[low][0], all[high][1]];
      following();
    } },
    el("fieldset", {}, el("legend", {}, "Which words is it about?"),
      el("p", { class: "quiet" }, "Tap the first word below. Then tap the last word. Or choose them here."),
      list("first", "From the word", (one) => one[0] === before[0]),
      list("last", "To the word", (one) => one[1] === before[1])));
    const ends = () => ["first", "last"].map((one) => Number(form.querySelector(`[name=${one}]`).value));
    let isSecond = false;
    const spans = all.map((one, place) => el("span", { on: () => {
      const [low] = ends();
      const [first, last] = isSecond ? [Math.min(low, place), Math.max(low, place)] : [place, place];
      form.querySelector("[name=first]").value = first;
      form.querySelector("[name=last]").value = last;
      isSecond = !isSecond;
      paint();
    } }, el("sup", { "aria-hidden": "true" }, String(place + 1)), one[2]));
    const paint = () => {
      const [low, high] = ends();
      spans.forEach((one, place) => { one.className = low <= place && place <= high ? "chosen" : "beside"; });
    };
    form.addEventListener("change", paint);
    const text = el("p", { class: "numbered" });
    spans.forEach((one) => text.append(one, " "));
    form.append(text, buttons(submit("Use these words")));
    paint();
    at(`words${question.q}`, passage, [form, el("p", { class: "quiet links" }, button("link", "Back to the question", following))]);
  }

  function description(passage, question) {
    const form = el("form", { novalidate: true, on: async (event) => {
      event.preventDefault();
      const memo = valueOf(form, "memo");
      if (!memo) { wrong(form, "Say in your own words what needs changing."); return; }
      if (await keep("answer", { [`q${question.q}`]: answer(question, "problem", memo) }, form)) following();
    } },
    el("h2", {}, "What needs changing in this description?"),
    p(strong(codeOf(question.code).name)), meant(question.code, true),
    area("In your own words", "memo"), buttons(submit("Next")));
    at(`description${question.q}`, passage, [form,
      el("p", { class: "quiet links" }, button("link", "Back to the question", following))]);
  }

  /* -- what else ---------------------------------------------------------------------------- */

  function anythingElse(passage) {
    const named = passage.questions.map((one) => one.code);
    const more = passage.more.filter((one) => !named.includes(one));
    const others = pack.list.filter((one) => !named.includes(one) && !more.includes(one));
    const tick = (key) => row("checkbox", "code", key, codeOf(key).name, codeOf(key).meaning);
    const spoken = named.length > 0;
    const end = async (isNothing) => {
      const added = Array.from(form.querySelectorAll("[name=code]:checked"), (one) => one.value);
      const own = valueOf(form, "own");
      if (isNothing && (added.length || own)) {
        wrong(form, "You chose something here and also said that there is nothing. Press Next to keep it, or take it away first.");
        return;
      }
      const outcome = spoken || added.length ? "coded" : "nothing applies";
      const told = { outcome, added, own, memo: valueOf(form, "memo") };
      if (await keep("answer", { [`p${passage.n}`]: told }, form)) following();
    };
    const form = el("form", { class: "question", novalidate: true, on: (event) => { event.preventDefault(); end(false); } },
      more.length
        ? el("fieldset", {}, el("legend", {}, "Is something else going on here?"),
          el("p", { class: "quiet" }, "Tick what fits. Leave the rest."), more.map(tick))
        : el("h2", {}, "Is something else going on here?"),
      others.length > 0 && search(others, tick),
      area("Or say it in your own words", "own"),
      el("details", {}, el("summary", {}, "Add a note, if you want"), area("Your note", "memo")),
      buttons(submit("Next"), button("second", spoken ? "Nothing else" : "Nothing on this list", () => end(true))));
    at(`else${passage.n}`, passage, [passageOf(passage), form]);
  }

  function search(keys, tick) {
    const rows = keys.map(tick);
    const found = el("p", { class: "quiet", role: "status" });
    const field = el("input", { type: "search", autocomplete: "off" });
    field.addEventListener("input", () => {
      const wanted = field.value.trim().toLowerCase();
      let count = 0;
      rows.forEach((one) => {
        const fits = one.textContent.toLowerCase().includes(wanted) || one.querySelector("input").checked;
        one.hidden = !fits;
        count += fits ? 1 : 0;
      });
      found.textContent = wanted ? `${count} found.` : "";
    });
    return el("details", {}, el("summary", {}, "Search the rest of the list"),
      el("label", { class: "field" }, "Words to look for ", field), found,
      el("fieldset", {}, el("legend", { class: "unseen" }, "The rest of the list"), rows));
  }

  /* -- care --------------------------------------------------------------------------------- */

  function mayKnow(passage) {
    show("know", "You may know this person", [
      p("You do not have to say why. We will skip this passage. You will not be shown anything else from the same talk or answer. So there may be fewer passages left for you."),
      buttons(
        button("main", "Do not show me this person", async () => {
          const set = {};
          left().filter((one) => one.n === passage.n || (one.group && one.group === passage.group))
            .forEach((one) => { set[`p${one.n}`] = { outcome: "may know" }; });
          if (await keep("answer", set)) following();
        }),
        button("second", "Go back to the passage", following)),
    ]);
  }

  function upset() {
    const asks = pack.support.facilitator;
    const go = async (on) => {
      const box = main.querySelector("[name=contact]");
      if (box && box.checked && !(await keep("contact", { contact: true }))) return;
      on();
    };
    show("upset", "Thank you for telling us", [
      p("We have skipped it. Take the time you need. Your reply says which passage it was."),
      help(),
      asks && row("checkbox", "contact", "yes", `I would like ${asks} to get in touch.`, "Your reply says so. Nothing is sent before that."),
      buttons(button("main", "Go on", () => go(following)), button("second", "Stop for now", () => go(stopped))),
    ]);
  }

  function worried(passage) {
    show("worried", "You are worried about someone", [
      el("p", { class: "care" }, strong("Nothing is sent from here."), " Please call ",
        strong(line()), pack.support.hours ? ` (${pack.support.hours}).` : "."),
      p(...danger()),
      pack.support.safeguarding_lead && p(`Ask for ${pack.support.safeguarding_lead}. Say “pack ${pack.pack}, passage ${passage.n}”.`),
      buttons(button("main", "Go back to the passage", following), button("second", "Stop for now", stopped)),
    ]);
  }

  /* -- the end ------------------------------------------------------------------------------ */

  const skipped = () => done().filter((one) => !["coded", "nothing applies"].includes(state[`p${one.n}`].outcome)).length;

  function stopped() {
    const of = `${done().length} of ${pack.passages.length}`;
    show("stopped", store.lost ? `${of} are done` : `${of} are kept`, [
      store.lost
        ? el("p", { class: "care" }, strong("This device does not keep your answers."), " Send your reply before you close this page.")
        : p("Come back whenever you want. Open the same file in the same browser on this device."),
      p("Nothing has been sent. You can also send what you have done so far, and end here."),
      help(),
      buttons(button("main", "Go on reading", following), button("second", "End here and reply", naming)),
    ]);
  }

  function finished() {
    const left = skipped();
    naming(`All ${pack.passages.length} passages are done.${left ? ` You skipped ${left} of them. That is fine.` : ""}`);
  }

  function naming(said) {
    const field = el("input", { name: "credit", maxlength: 200, autocomplete: "off", value: state.credit || "" });
    const form = el("form", { novalidate: true, on: async (event) => {
      event.preventDefault();
      if (await keep("credit", { credit: field.value.trim() }, form)) reply();
    } },
    el("label", { class: "field" }, strong("How do you want to be named when the study is published?"),
      " Leave it empty if you do not want to be named. ", field),
    buttons(submit("To your reply"),
      acts.some((one) => one[1].kind === "answer") && button("second", "Undo the last answer", undo)));
    show("naming", "Thank you", [typeof said === "string" && p(said), form]);
  }

  function bodyOf() {
    const sorted = (sign) => Object.keys(state).filter((one) => one[0] === sign && /^\d+$/.test(one.slice(1)))
      .sort((one, other) => one.slice(1) - other.slice(1));
    const passages = sorted("p").map((one) => Object.assign(
      { n: Number(one.slice(1)), outcome: "", added: [], own: "", memo: "" }, state[one]));
    return JSON.stringify({
      format: "themekit-reply/1", study: pack.study, pack: pack.pack, coder: pack.coder,
      answers: sorted("q").map((one) => state[one]), passages,
      credit: state.credit || "", contact: Boolean(state.contact),
    });
  }

  function textOf() {
    const told = [];
    pack.passages.forEach((passage) => passage.questions.forEach(({ q }) => {
      const one = state[`q${q}`];
      const passed = state[`p${passage.n}`];
      if (one && one.say !== "problem") told.push(`${q} ${one.say}`);
      else if (!one && passed) told.push(`${q} skip`);
    }));
    return `${pack.pack}: ${told.join(", ")}`;
  }

  function leftOut() {
    const keys = Object.keys(state);
    const said = keys.filter((one) => one[0] === "q").map((one) => state[one]);
    const ended = keys.filter((one) => /^p\d/.test(one)).map((one) => state[one]);
    const count = (all, test) => all.filter(test).length;
    const all = [
      [count(said, (one) => one.memo) + count(ended, (one) => one.own || one.memo), "what you wrote"],
      [count(said, (one) => one.first !== null), "which words you chose"],
      [count(ended, (one) => (one.added || []).length), "what else you ticked"],
      [count(said, (one) => one.say === "problem"), "that a description needs changing"],
      [count(ended, (one) => one.outcome === "may know"), "that you may know somebody"],
      [count(ended, (one) => one.outcome === "upsetting"), "that a passage upset you"],
      [state.contact ? 1 : 0, "that you want somebody to get in touch"],
      [state.credit ? 1 : 0, "how you want to be named"],
    ];
    return all.filter((one) => one[0]).map((one) => one[1]);
  }

  function reply() {
    const body = bodyOf();
    const data = JSON.stringify({ body, check: sha256(pack.key + body) });
    const name = `reply-${pack.pack}.json`;
    const text = textOf();
    const missing = leftOut();
    const told = el("p", { role: "status", class: "quiet" });
    const field = el("textarea", { readonly: true, rows: 4, "aria-label": "Your reply as a message" });
    field.value = text;
    const copy = async () => {
      try { await navigator.clipboard.writeText(text); } catch (error) {
        field.focus();
        field.select();
        document.execCommand("copy");
      }
      told.textContent = "Copied. Now paste it into a message.";
    };
    show("reply", "Send your reply yourself", [
      el("p", { class: "care" }, strong("Nothing has been sent."), ` Send one of these to ${helper()}.`),
      el("h2", {}, "A file: all that you said"),
      buttons(button("main", "Save the reply file", () => {
        const link = el("a", { href: URL.createObjectURL(new Blob([data], { type: "application/json" })), download: name });
        document.body.append(link);
        link.click();
        link.remove();
        told.textContent = `Saved as ${name}. Now send that file.`;
      }), sharing(name, data, told)),
      told,
      el("h2", {}, "Or a message: the answers alone"),
      field,
      missing.length
        ? p(`The message leaves out: ${missing.join(", ")}.`)
        : p("The message leaves nothing out."),
      buttons(button("second", "Copy the message", copy)),
      el("p", { class: "quiet links" },
        button("link", left().length ? "Go on reading" : "Undo the last answer", left().length ? following : undo), el("br"),
        button("link", "Delete my answers from this device", deleting)),
    ]);
  }

  function sharing(name, data, told) {
    try {
      const files = [new File([data], name, { type: "application/json" })];
      if (!navigator.canShare || !navigator.canShare({ files })) return null;
      return button("second", "Share the reply file", async () => {
        try { await navigator.share({ files }); } catch (error) {
          told.textContent = "It was not shared. You can save the file, or copy the message.";
        }
      });
    } catch (error) { return null; }
  }

  function deleting() {
    show("deleting", "Delete your answers?", [
      p("They are deleted from this device. This cannot be undone. Do it once you have sent your reply."),
      p("Then delete this file too: it holds what people told us in confidence."),
      buttons(button("main", "Keep them", reply), button("second", "Delete my answers", async () => {
        await store.clear();
        await refresh();
        read = {};
        chosen = {};
        start();
      })),
    ]);
  }

  /* -- a check that no letter of a reply has changed ----------------------------------------- */

  /* SHA-256 as FIPS 180-4 has it: browsers keep theirs from files that are opened in some ways. */
  function sha256(text) {
    const primes = [];
    for (let n = 2; primes.length < 64; n += 1) if (primes.every((one) => n % one)) primes.push(n);
    const fraction = (root, n) => ((n ** (1 / root) % 1) * 4294967296) | 0;
    const constants = primes.map((one) => fraction(3, one));
    const hash = primes.slice(0, 8).map((one) => fraction(2, one));
    const given = new TextEncoder().encode(text);
    const padded = new Uint8Array(((given.length + 8) >> 6) * 64 + 64);
    padded.set(given);
    padded[given.length] = 128;
    const view = new DataView(padded.buffer);
    view.setUint32(padded.length - 8, Math.floor(given.length / 536870912));
    view.setUint32(padded.length - 4, given.length << 3);
    const turn = (word, by) => (word >>> by) | (word << (32 - by));
    for (let at = 0; at < padded.length; at += 64) {
      const w = Array.from({ length: 16 }, (_one, place) => view.getInt32(at + 4 * place));
      for (let t = 16; t < 64; t += 1) {
        const low = turn(w[t - 15], 7) ^ turn(w[t - 15], 18) ^ (w[t - 15] >>> 3);
        const high = turn(w[t - 2], 17) ^ turn(w[t - 2], 19) ^ (w[t - 2] >>> 10);
        w[t] = (w[t - 16] + low + w[t - 7] + high) | 0;
      }
      let [a, b, c, d, e, f, g, h] = hash;
      for (let t = 0; t < 64; t += 1) {
        const one = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + constants[t] + w[t]) | 0;
        const two = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
        [h, g, f, e, d, c, b, a] = [g, f, e, (d + one) | 0, c, b, a, (one + two) | 0];
      }
      [a, b, c, d, e, f, g, h].forEach((one, place) => { hash[place] = (hash[place] + one) | 0; });
    }
    return hash.map((one) => (one >>> 0).toString(16).padStart(8, "0")).join("");
  }

  /* -- opening --------------------------------------------------------------------------------- */

  async function open(told) {
    pack = told;
    pack.passages.forEach((passage) => {
      let following = 1;
      passage.words = passage.words.map((one) => {
        const word = typeof one === "string" ? [following, following, one] : one;
        following = word[1] + 1;
        return word;
      });
      passage.questions = passage.questions || [];
      passage.more = passage.more || [];
    });
    store = await openStore();
    await refresh();
    if (store.lost) refused();
    else start();
    document.addEventListener("visibilitychange", lookAgain);
    window.addEventListener("focus", lookAgain);
    window.addEventListener("beforeunload", (event) => {
      if (store.lost && acts.length) event.preventDefault();
    });
  }

  /* Another tab may have gone on meanwhile: what is answered there is not asked here again. */
  async function lookAgain() {
    if (document.hidden || store.lost) return;
    const before = acts.length;
    try { await refresh(); } catch (error) { return; }
    if (acts.length === before) return;
    const isAnswered = state[here] || state[here.replace(/^(else|note)/, "p")];
    if (isAnswered) following();
    else if (here === "start") start();
    else if (here === "reply") reply();
  }

  const bytes = (text) => Uint8Array.from(atob(text), (one) => one.charCodeAt(0));

  async function unseal(phrase) {
    const given = new TextEncoder().encode(phrase.normalize("NFKC").trim());
    const secret = await crypto.subtle.importKey("raw", given, "PBKDF2", false, ["deriveKey"]);
    const key = await crypto.subtle.deriveKey(
      { name: "PBKDF2", hash: "SHA-256", salt: bytes(held.salt), iterations: held.rounds },
      secret, { name: "AES-GCM", length: 256 }, false, ["decrypt"]);
    const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv: bytes(held.iv) }, key, bytes(held.data));
    return JSON.parse(new TextDecoder().decode(plain));
  }

  function locked() {
    if (!(window.crypto && crypto.subtle)) {
      show("locked", "This browser cannot open this file", [
        p("The file is locked. Save it on this device and open it in Firefox or Chrome."),
        p("Or ask the person who gave it to you for another way: on paper, or on another device.")]);
      return;
    }
    const field = el("input", { name: "phrase", type: "password", autocomplete: "off" });
    const form = el("form", { novalidate: true, on: async (event) => {
      event.preventDefault();
      const press = form.querySelector(".main");
      if (press.disabled) return;
      press.disabled = true;
      press.textContent = "Opening …";
      let told = null;
      try { told = await unseal(field.value); } catch (error) { told = null; }
      press.disabled = false;
      press.textContent = "Open";
      if (told) await open(told);
      else wrong(form, "That did not open it. Look at capitals and spaces, and try again.");
    } }, el("label", { class: "field" }, strong("The words that open it"), " ", field), buttons(submit("Open")));
    show("locked", "This file is locked", [
      p("The person who gave it to you has told you some words. Type them here. Nothing is sent from here."), form]);
  }

  (async () => {
    try {
      if (held.data) locked();
      else await open(held);
    } catch (error) {
      empty();
      add(main, written);
      throw error;
    } finally {
      root.classList.remove("waiting");
    }
  })();
})();
