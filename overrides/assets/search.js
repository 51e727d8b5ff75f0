/* Full-text search, loaded when a reader touches the form. fhp/outputs/search.py writes what it reads and puts it in
   INDEX: where each shard starts, words too common to tell, and what to say. Nothing leaves a trace: what is fetched
   is not kept beyond this page, what is typed goes nowhere.

   Written for people; fhp/finish/script.py shortens it for phones, names of variables included. It reads
   ECMAScript 5, which every browser understands: `function`, no arrows, no templates. */
(function () {
  var index = INDEX;
  var shardStarts = index[0];
  var commonWords = index[1];
  var said = index[2]; // while she waits, before the number found, when the network failed
  var form = document.getElementById("t.search");
  form.onsubmit = null;
  if (!window.fetch || !"".normalize) return; // the plain form leads to the A–Z
  var input = form[0];
  var folder = document.currentScript.src.replace(/[^/]*$/, "");
  var fetched = {}; // name of a file → promise of its text
  var latest; // the search that was begun last: an older one shows nothing

  function show(message, items) {
    form.o.value = message;
    form.lastChild.innerHTML = items;
  }

  function get(name) {
    return fetched[name] = fetched[name] ||
      fetch(folder + name + ".txt", {cache: "no-store", credentials: "omit", referrerPolicy: "no-referrer"})
        .then(function (answer) { return answer.ok && answer.text(); });
  }

  /* Words as the index has them: without marks, plural or the differences that people who write fast do not make.
     It must do what find_words in fhp/outputs/word_index.py does. */
  function wordsOf(text) {
    return text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "").split(/\W+/).map(function (word) {
      return word.replace(/^(.{3,}?)(e?s)*e?$/, "$1").replace(/y$/, "i").replace(/z$/, "c");
    });
  }

  /* The places of a word: number of the entry → 256 × weight + passage. Longer words that begin with it weigh less;
     where none does, less and less of it is looked for. */
  function placesOf(word, lines, places) {
    lines.forEach(function (line) {
      if (line.indexOf(word)) return; // it does not begin with the word
      var at = line.indexOf(" ");
      var isLonger = at > word.length;
      var entry = 0;
      while (line[++at]) {
        entry += line.charCodeAt(at) - 32;
        var place = line.charCodeAt(++at) - 33;
        places[entry] = Math.max(
          places[entry] || 0,
          (Math.pow(1.3, place % 16 - 3 * isLonger) << 8) + (place >> 4)
        );
      }
    });
    return word[4] && !Object.keys(places)[0] ? placesOf(word.slice(0, -1), lines, places) : places;
  }

  /* After a pause in typing, or at once where `isWhole` says that the last word is complete. */
  function search(isWhole) {
    var current = latest = {};
    var sums = {}; // number of the entry → a million for each word it has, and the weight of all
    var tops = {}; // number of the entry → its best place
    var words = wordsOf(input.value).filter(function (word) { return word[isWhole ? 0 : 2]; });
    var telling = words.filter(function (word) { return commonWords.indexOf(word) < 0; });
    if (telling[0]) words = telling;

    function add(word) {
      var shard = shardStarts.filter(function (start) { return start <= word; }).length;
      return get(shard).then(function (text) {
        var places = placesOf(word, text.split("\n"), {});
        for (var entry in places) {
          sums[entry] = (sums[entry] || 0) + places[entry] + 1e6;
          tops[entry] = Math.max(tops[entry] || 0, places[entry]);
        }
      });
    }

    /* Most words first, then most weight; those with fewer words only where hardly any has them all. */
    function best() {
      return Object.keys(sums).sort(function (one, other) { return sums[other] - sums[one]; })
        .filter(function (entry, rank, all) { return rank < 3 || sums[entry] > sums[all[0]] - sums[all[0]] % 1e6; });
    }

    /* Whether an item is called exactly what she typed: it comes first, whatever the words weigh. */
    function isNamed(item) {
      return wordsOf(item.replace(/<.a>.*|<[^>]*>/g, "")).join() == wordsOf(input.value).join();
    }

    function render(entry) {
      return get("p" + entry).then(function (text) {
        var lines = text.split("\n");
        return '<li><a href="' + folder + "../" + lines[0] + lines[2 + tops[entry] % 256] + "</a> " + lines[1];
      });
    }

    setTimeout(function () {
      if (current != latest) return;
      form.o.value = said[0];
      Promise.all(words.map(add)).then(function () {
        var found = best();
        return Promise.all(found.slice(0, 6).map(render)).then(function (items) {
          items.sort(function (one, other) { return isNamed(other) - isNamed(one); });
          if (current == latest) show(words[0] ? said[1] + found.length : "", items.join(""));
        });
      }).catch(function () {
        fetched = {};
        show(said[2], "");
      });
    }, isWhole ? 0 : 250);
  }

  input.oninput = function () { search(); };
  form.onsubmit = function () {
    search(true);
    return false;
  };
  form.onkeydown = function (key) {
    if (key.key == "Escape") {
      form.reset();
      input.focus();
      search(true);
    }
  };
  search(true);
})();
