// Says why the search does not answer where its page was opened from a disk: browsers load no module and no index
// there, so no module can say it.

const note = document.querySelector("[data-from-disk]");
if (note instanceof HTMLElement && location.protocol === "file:") note.hidden = false;
