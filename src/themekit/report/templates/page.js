// Opens the segments behind a figure in a panel. Without it the same links lead to the appendix.
(function () {
  "use strict";
  var panel = document.getElementById("panel");
  if (!panel || !panel.showModal) { return; }
  var title = document.getElementById("panel-title");
  var note = document.getElementById("panel-note");
  var body = document.getElementById("panel-body");

  function fill(list) {
    title.textContent = list.querySelector("h3").textContent;
    var more = Array.from(list.querySelectorAll("p"), function (one) { return one.textContent; });
    var links = list.querySelectorAll("ol a");
    note.textContent = more.join(" ") + " Shown here: " + links.length + ".";
    body.textContent = "";
    links.forEach(function (link) {
      var found = document.getElementById(link.hash.slice(1));
      if (!found) { return; }
      var copy = found.cloneNode(true);
      copy.removeAttribute("id");
      body.appendChild(copy);
    });
  }

  document.addEventListener("click", function (event) {
    var link = event.target.closest ? event.target.closest("a[data-list]") : null;
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) { return; }
    var list = document.getElementById(link.hash.slice(1));
    if (!list) { return; }
    event.preventDefault();
    fill(list);
    panel.showModal();
    panel.scrollTop = 0;
    title.focus();
  });
  document.getElementById("panel-close").addEventListener("click", function () { panel.close(); });
  panel.addEventListener("click", function (event) { if (event.target === panel) { panel.close(); } });
})();
