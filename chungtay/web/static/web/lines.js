// The queue of statement lines by keyboard: j and k walk, Enter takes the first button of the line, a digit that button. Without a script the
// buttons are there all the same.
const lines = () => [...document.querySelectorAll("#lines [data-line]")];
const here = () => document.activeElement?.closest?.("[data-line]");
const go = (step) => {
  const all = lines();
  const at = all.indexOf(here());
  const next = all[at < 0 ? 0 : Math.min(all.length - 1, Math.max(0, at + step))];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
};
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches?.("input:not([type=hidden]), textarea, select")) return;
  if (event.key === "j" || event.key === "k") { event.preventDefault(); go(event.key === "j" ? 1 : -1); return; }
  const line = here();
  if (!line) return;
  const isRow = event.target === line;
  const button = event.key === "Enter" && isRow ? line.querySelector("[data-key]") : /^[0-9]$/.test(event.key) ? line.querySelector(`[data-key="${event.key}"]`) : null;
  if (button) { event.preventDefault(); button.click(); }
});
// A line that was booked hands the keyboard to the next one that waits.
document.addEventListener("htmx:afterSwap", (event) => {
  const swapped = document.getElementById(event.detail.target?.id);
  if (!swapped?.matches("[data-line]")) return;
  const all = lines();
  const after = all.slice(all.indexOf(swapped) + 1).find((line) => line.querySelector("form"));
  (swapped.querySelector("form") ? swapped : after ?? swapped).focus();
});
document.addEventListener("DOMContentLoaded", () => { if (document.activeElement === document.body) lines()[0]?.focus({ preventScroll: true }); });
