/* Nothing of search is fetched before she touches the field: then the script comes. Enter waits for it; where it
   cannot come or cannot work, the form stays a plain form that leads to the A–Z. */
(function (field) {
  var form = field.form;
  function wait() { return false; }
  field.onfocus = function load() {
    var script = document.createElement("script");
    field.onfocus = null;
    form.onsubmit = wait;
    script.src = field.dataset.script;
    script.onload = function () { if (form.onsubmit == wait) form.onsubmit = null; };
    script.onerror = function () { form.onsubmit = null; field.onfocus = load; };
    document.body.appendChild(script);
  };
})(document.getElementById("t.q"));
