/* Full-text search, loaded when a reader touches the form, for phones as old as ES2015. fhp/outputs/search.py writes what it
   reads and puts in INDEX: where each shard starts, words too common to tell, and what to say. Nothing leaves a trace:
   what is fetched is not kept beyond this page, what is typed goes nowhere. Short names, since each byte is downloaded:
   w word, p page, t text. */
(() => {
  const [starts, common, say] = INDEX, form = document.getElementById("search"), input = form.q,
    base = document.currentScript.src.replace(/[^/]*$/, "");
  let kept = {}, turn;

  const show = (t, html) => {
    form.o.value = t;
    form.lastChild.innerHTML = html;
  };

  const get = name => kept[name] = kept[name] ||
    fetch(base + name + ".txt", {cache: "no-store", credentials: "omit", referrerPolicy: "no-referrer"})
      .then(t => t.ok && t.text());

  /* The places of a word, page → 256 × weight + passage. Longer words that begin with it weigh less; where none
     does, less and less of it is looked for. */
  const find = (w, lines, pages) => {
    lines.forEach(t => {
      if (t.startsWith(w)) for (let at = t.indexOf(" "), more = at > w.length, p = 0; t[++at];) {
        p += t.charCodeAt(at) - 32;
        const value = t.charCodeAt(++at) - 33;
        pages[p] = Math.max(pages[p] || 0, (Math.pow(1.3, value % 16 - 3 * more) << 8) + (value >> 4));
      }
    });
    return w[4] && !Object.keys(pages)[0] ? find(w.slice(0, -1), lines, pages) : pages;
  };

  /* after a pause in typing, or at once where `whole` says that the last word is complete */
  const search = whole => {
    const now = turn = {}, sums = {}, tops = {};
    let words = input.value.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "").split(/\W+/)
      .map(w => w.replace(/^(.{3,}?)(e?s)*e?$/, "$1").replace(/y$/, "i").replace(/z$/, "c"))
      .filter(w => w[whole ? 0 : 2]);
    const telling = words.filter(w => common.indexOf(w) < 0);
    if (telling[0]) words = telling;
    setTimeout(() => now == turn && Promise.all(words.map(w =>
      get(starts.filter(t => t <= w).length).then(t => {
        const pages = find(w, t.split("\n"), {});
        for (const p in pages) {
          sums[p] = (sums[p] || 0) + pages[p] + 1e6;
          tops[p] = Math.max(tops[p] || 0, pages[p]);
        }
      })
    ), form.o.value = say[0]).then(() => {
      /* most words first, then most weight; those with fewer words only where hardly any has them all */
      const found = Object.keys(sums).sort((a, b) => sums[b] - sums[a])
        .filter((p, n, all) => n < 3 || sums[p] > sums[all[0]] - sums[all[0]] % 1e6);
      return Promise.all(found.slice(0, 6).map(p => get("p" + p).then(t => {
        t = t.split("\n");
        return `<li><a href="${base}../${t[0]}${t[2 + tops[p] % 256]}</a> ${t[1]}`;
      }))).then(items => now == turn && show(words[0] ? say[1] + found.length : "", items.join("")));
    }).catch(() => {
      kept = {};
      show(say[2], "");
    }), whole ? 0 : 250);
  };

  input.oninput = () => search();
  form.onsubmit = () => {
    search(1);
    return false;
  };
  form.onkeydown = key => {
    if (key.key == "Escape") form.reset(), input.focus(), search(1);
  };
  search(1);
})();
