// A table that follows what happens: asked again every minute while somebody looks at it, and not while something in it is being chosen.
setInterval(() => {
  const live = document.querySelector("[data-live]");
  const isBusy = !live || live.querySelector(":checked[type=checkbox], details[open] :focus, select:focus") || live.contains(document.activeElement);
  if (document.visibilityState === "visible" && !isBusy) htmx.trigger(live, "refresh");
}, 60_000);
