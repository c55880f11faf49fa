// Runs before the first paint: says whether the address leads to something else than the static page shows, so that it
// does not show one thing first and another a moment later (www/css/still.css).
const root = document.documentElement;
if (!["", "#", "#/", root.dataset.home].includes(location.hash)) root.dataset.opened = "elsewhere";
