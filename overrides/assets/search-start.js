/* Nothing of search is fetched before she touches the field: then the script comes, and until it has run the form
   stays a plain form that leads to the A–Z. */
(function (field) {
  field.onfocus = function load() {
    var script = document.createElement("script");
    field.onfocus = null;
    script.src = field.dataset.script;
    script.onerror = function () { field.onfocus = load; };
    document.body.appendChild(script);
  };
})(document.getElementById("t.q"));
