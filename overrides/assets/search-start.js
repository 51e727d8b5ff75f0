/* Nothing of search is fetched before she touches the field: then the script comes, and Enter waits for it. Where it
   cannot come, the form is a plain form again, which leads to the A–Z. */
(function (field) {
  field.onfocus = function load() {
    var script = document.createElement("script");
    field.onfocus = null;
    field.form.onsubmit = function () { return false; };
    script.src = field.dataset.script;
    script.onerror = function () {
      field.form.onsubmit = null;
      field.onfocus = load;
    };
    document.body.appendChild(script);
  };
})(document.getElementById("t.q"));
