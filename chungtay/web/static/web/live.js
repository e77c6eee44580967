// A table that follows what happens: asked again every minute while somebody looks at it, and not while something in it is being chosen.
setInterval(() => {
  const live = document.querySelector("[data-live]");
  const isBusy = !live || live.querySelector(":checked[type=checkbox], details[open] :focus, select:focus") || live.contains(document.activeElement);
  if (document.visibilityState === "visible" && !isBusy) htmx.trigger(live, "refresh");
}, 60_000);
// Whoever was signed out meanwhile keeps the table as it was.
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.target.matches?.("[data-live]") && !event.detail.serverResponse.includes("data-live")) event.detail.shouldSwap = false;
});
