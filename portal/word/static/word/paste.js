/* Text pasted with a table into the editor of rich text, which would drop the table: the server makes
   blocks of it (text, table, text …), and they are put behind the block that was pasted into. */
(() => {
  const { dataset } = document.currentScript;
  const { StreamBlock } = window.wagtailStreamField?.blocks || {};
  if (!StreamBlock) return;

  /* Which stream each block on the page belongs to; blocks come and go while people write. */
  const streams = new WeakMap();
  const insert = StreamBlock.prototype._insert;
  StreamBlock.prototype._insert = function noteOwner(...given) {
    const child = insert.apply(this, given);
    streams.set(child.element, { stream: this, child });
    return child;
  };

  function ownerOf(target) {
    let element = target.parentElement;
    while (element && !streams.has(element)) element = element.parentElement;
    return element && streams.get(element);
  }

  function takesTables({ stream, child }) {
    const { childBlockDefsByName: known } = stream.blockDef;
    return child.type === "text" && Boolean(known.text && known.table);
  }

  /* A note below a block; the one before goes. */
  function say(child, kind, text, lines = []) {
    document.querySelectorAll("[data-pasted-note]").forEach((old) => old.remove());
    const note = document.createElement("div");
    note.className = `help-block help-${kind}`;
    note.dataset.pastedNote = "";
    note.setAttribute("role", "status");
    note.append(text);
    if (lines.length) {
      const list = document.createElement("ul");
      for (const line of lines) {
        const item = document.createElement("li");
        item.textContent = line;
        list.append(item);
      }
      note.append(list);
    }
    child.element.append(note);
  }

  function isEmpty(child) {
    const text = child.element.querySelector(".public-DraftEditor-content");
    return text !== null && !text.textContent.trim();
  }

  function put({ stream, child }, blocks, told) {
    const place = stream.children.indexOf(child);
    if (place < 0) return;
    let last = child;
    blocks.forEach(({ type, value }, number) => {
      const state = { type, value, id: window.crypto.randomUUID?.() || null };
      last = stream.insert(state, place + 1 + number, { animate: false, focus: false });
    });
    if (isEmpty(child)) stream.deleteBlock(place, { animate: false });
    say(last, "info", dataset.textDone, told);
    // Autosave listens to what people type.
    last.element.dispatchEvent(new Event("change", { bubbles: true }));
    // The table's editor measures itself once it can be seen.
    window.dispatchEvent(new Event("resize"));
  }

  async function send(owner, html) {
    const body = new FormData();
    body.set("html", html);
    const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
    say(owner.child, "info", dataset.textWait);
    try {
      const headers = { "X-CSRFToken": token, Accept: "application/json" };
      const answer = await fetch(dataset.url, { method: "POST", body, headers });
      const { blocks, told, message } = await answer.json();
      if (blocks) put(owner, blocks, told);
      else say(owner.child, "critical", message);
    } catch {
      say(owner.child, "critical", dataset.textFailed);
    }
  }

  document.addEventListener(
    "paste",
    (event) => {
      const html = event.clipboardData?.getData("text/html") || "";
      if (!/<table[\s>]/i.test(html) || !event.target.closest?.(".Draftail-Editor")) return;
      const owner = ownerOf(event.target);
      if (!owner || !takesTables(owner)) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      send(owner, html);
    },
    true,
  );
})();
