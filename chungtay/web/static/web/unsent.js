// A form that htmx could not send says so beside its buttons; what was typed stays. Without a script the browser itself says it.
const tell = (hide) => (event) => {
  const notice = event.target.querySelector?.("[data-unsent]");
  if (notice) notice.hidden = hide;
};
for (const failed of ["htmx:sendError", "htmx:responseError", "htmx:timeout"]) document.addEventListener(failed, tell(false));
document.addEventListener("htmx:beforeRequest", tell(true));
