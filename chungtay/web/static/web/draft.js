// What was typed into an answer and has not reached the server stays in this browser and is offered back, also after a time-out or a closed
// tab. Where there is no storage nothing happens: the page itself saves as before.
const form = document.querySelector("[data-draft]");
if (form) {
  const key = `chungtay.draft.${form.dataset.draft}`;
  const read = () => { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } };
  const write = (draft) => {
    try { Object.keys(draft.values).length ? localStorage.setItem(key, JSON.stringify(draft)) : localStorage.removeItem(key); } catch { /* no storage */ }
  };
  const unseen = (name) => !name || /^(was|pick):|^csrf|^then$/.test(name);
  const boxes = (name) => [...form.querySelectorAll("input, textarea, select")].filter((box) => box.name === name && box.type !== "hidden");
  const valueOf = (box) => (box.type === "radio" ? boxes(box.name).find((one) => one.checked)?.value ?? "" : box.value);
  // What the server compares with says what stood in the box when it was shown: a draft keeps its own, so that it never passes unseen over
  // what somebody else wrote since.
  const shownOf = (name) => [...form.querySelectorAll("input[type=hidden]")].find((box) => box.name === `was:${name.replace(/:(of|why)$/, "")}`);
  const keep = (box) => {
    const draft = read() ?? { revision: form.dataset.revision, values: {} };
    if (!(box.name in draft.values)) (draft.shown ??= {})[box.name] = shownOf(box.name)?.value;
    draft.values[box.name] = valueOf(box);
    draft.at = Date.now();
    draft.sent = false;
    write(draft);
  };
  const forget = (names) => {
    const draft = read();
    if (!draft) return;
    for (const name of names) delete draft.values[name];
    write(draft);
  };
  const failed = (is) => {
    const notice = document.querySelector("[data-draft-failed]");
    if (notice) notice.hidden = !is;
  };

  // A page that the server made anew confirms what was sent before; what stands in the boxes anyway need not be offered.
  const found = read();
  if (found && !("unsaved" in form.dataset)) {
    if (found.sent && found.revision !== form.dataset.revision) found.values = {};
    for (const [name, value] of Object.entries(found.values)) {
      const box = boxes(name)[0];
      if (!box || valueOf(box) === value) delete found.values[name];
    }
    write(found);
    const offer = document.querySelector("[data-draft-offer]");
    if (offer && Object.keys(found.values).length) {
      const at = offer.querySelector("[data-draft-time]");
      at.textContent = `(${new Date(found.at).toLocaleString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit", day: "2-digit", month: "2-digit" })})`;
      offer.hidden = false;
      offer.querySelector("[data-draft-drop]").addEventListener("click", () => { write({ values: {} }); offer.hidden = true; });
      offer.querySelector("[data-draft-use]").addEventListener("click", () => {
        offer.hidden = true;
        for (const [name, value] of Object.entries(found.values)) {
          for (const box of boxes(name)) {
            if (box.type === "radio") box.checked = box.value === value;
            else box.value = value;
          }
          const shown = shownOf(name);
          if (shown && found.shown?.[name] !== undefined) shown.value = found.shown[name];
          boxes(name)[0]?.dispatchEvent(new Event("change", { bubbles: true }));
        }
      });
    }
  }

  form.addEventListener("input", (event) => { if (!unseen(event.target.name)) keep(event.target); });
  form.addEventListener("change", (event) => { if (!unseen(event.target.name)) keep(event.target); });
  document.getElementById("answers")?.addEventListener("submit", () => {
    const draft = read();
    if (draft) write({ ...draft, revision: form.dataset.revision, sent: true });
  });

  // One box sent alone.
  let sending = new Map();
  document.addEventListener("htmx:beforeRequest", (event) => {
    const ask = event.target.closest?.(".ask");
    if (!ask) return;
    sending.set(ask.id, [...ask.querySelectorAll("input, textarea")].filter((box) => !unseen(box.name)).map((box) => [box.name, valueOf(box)]));
  });
  document.addEventListener("htmx:beforeSwap", (event) => {
    const detail = event.detail;
    if (!event.target.closest?.(".ask")) return;
    const isOurs = detail.xhr.status === 200 && detail.serverResponse.includes("ask-state"); // and not the page for signing in
    if (!isOurs) detail.shouldSwap = false;
    failed(!isOurs);
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    const ask = event.target.closest?.(".ask") ?? document.getElementById(event.detail.requestConfig?.elt?.id);
    const state = ask?.querySelector(".ask-state");
    if (!state) return;
    const bad = new Set([...state.querySelectorAll("[data-bad]")].map((line) => line.dataset.bad));
    for (const box of ask.querySelectorAll("input, textarea")) bad.has(box.name) ? box.setAttribute("aria-invalid", "true") : box.removeAttribute("aria-invalid");
    if ("why" in state.dataset) for (const why of ask.querySelectorAll(".ask-why")) why.setAttribute("open", "");
    const isWhole = event.detail.target?.classList?.contains("ask"); // its boxes are the server's own
    const isSame = ([name, value]) => isWhole || (boxes(name)[0] && valueOf(boxes(name)[0]) === value);
    if ("saved" in state.dataset) forget((sending.get(ask.id) ?? []).filter(isSame).map(([name]) => name));
    form.dataset.revision = document.querySelector("#saved [data-revision]")?.dataset.revision ?? form.dataset.revision;
  });
  for (const lost of ["htmx:sendError", "htmx:responseError", "htmx:timeout"]) document.addEventListener(lost, () => failed(true));

  // How much room a text has left.
  const count = (box) => {
    const counter = box.parentElement.querySelector("[data-counter]");
    if (!counter) return;
    counter.hidden = false;
    counter.querySelector("[data-count]").textContent = box.value.length;
  };
  for (const box of form.querySelectorAll("textarea")) { count(box); box.addEventListener("input", () => count(box)); }
}
