// What runs on a company's own site, served at /m/<code>.js without comments and spaces (docs/api/script.md).
// The click id lives in addresses, forms and this page's memory only: no cookie and no storage. Nothing is sent, and
// no link is changed, before the site says that the visitor agreed. Without a click id nothing is ever sent.
(function (window, document, location) {
  var name = "stemme_click";
  var own = document.currentScript.dataset;
  var click = new URLSearchParams(location.search).get(name);
  var before = window.stemme;
  var agreed = own.consent === "given" || undefined;
  var waiting = [];
  var seen = {};

  function may() {
    return click && (agreed ?? window.stemmeConsent === true);
  }

  function send() {
    while (may() && waiting.length) {
      fetch("{{ endpoint }}", {
        method: "POST",
        body: waiting.shift(),
        credentials: "omit",
        referrerPolicy: "no-referrer",
        keepalive: true
      }).catch(function () {});
    }
  }

  function stemme(goal, more) {
    var event = JSON.stringify({ goal: goal, id: more && more.id, click_id: click });
    if (!seen[event]) waiting.push(event);
    seen[event] = 1;
    send();
  }

  stemme.consent = function (given) {
    agreed = given !== false;
    send();
  };

  // Only now, when a link or form is used, so that those which came into the page later carry it on, too.
  function use(event) {
    var form = event.type === "submit";
    var used = form ? event.target : event.target.closest?.("a[href]");
    if (!used) return;
    var goal = used.dataset.stemmeGoal;
    if (goal && (form || event.type === "click")) stemme(goal, { id: used.dataset.stemmeId });
    var written = used.getAttribute(form ? "action" : "href") || "";
    if (!may() || written[0] === "#") return;
    var to = new URL(written, document.baseURI);
    if (to.host !== location.host) return;
    if (form) {
      var field = used.querySelector("[name=" + name + "]") || used.appendChild(document.createElement("input"));
      field.type = "hidden";
      field.name = name;
      field.value = click;
    } else {
      to.searchParams.set(name, click);
      used.setAttribute("href", to);
    }
  }

  ["click", "auxclick", "contextmenu", "submit"].forEach(function (type) {
    document.addEventListener(type, use, true);
  });
  window.stemme = stemme;
  if (own.goal) stemme(own.goal, own);
  ((before && before.q) || []).forEach(function (call) {
    stemme.apply(null, call);
  });
})(window, document, location);
