/* The editor's side of ExtensibleStreamBlock (portal/pages/streams.py): blocks that are kept as they
   are show a notice, can be moved and deleted, and are sent back unchanged. */
(() => {
  const { StreamBlock, StreamBlockDefinition } = window.wagtailStreamField.blocks;

  const SVG = "http://www.w3.org/2000/svg";

  /* A line of text as Wagtail's own templates make it; kind is "warning" or "critical". */
  function message(kind, text) {
    const line = document.createElement("p");
    line.className = `help-block help-${kind}`;
    const icon = document.createElementNS(SVG, "svg");
    icon.setAttribute("class", "icon icon-warning");
    icon.setAttribute("aria-hidden", "true");
    const use = document.createElementNS(SVG, "use");
    use.setAttribute("href", "#icon-warning");
    icon.append(use);
    line.append(icon, text);
    return line;
  }

  class KeptBlock {
    constructor(placeholder, name, state) {
      this.state = state;
      this.element = document.createElement("div");
      this.element.dataset.keptBlock = "";
      const input = document.createElement("input");
      input.type = "hidden";
      input.name = name;
      input.value = state.raw;
      if (state.text) this.element.append(message("warning", state.text));
      this.element.append(input);
      placeholder.replaceWith(this.element);
    }

    getState() {
      return this.state.whole;
    }

    getValue() {
      return this.state.whole;
    }

    setState() {}

    setError(error) {
      this.element.querySelectorAll("[data-kept-error]").forEach((old) => old.remove());
      for (const text of error?.messages || []) {
        const line = message("critical", text);
        line.dataset.keptError = "";
        this.element.prepend(line);
      }
    }

    getTextLabel() {
      return "";
    }

    focus() {}
  }

  class KeptBlockDefinition {
    constructor(name, label, meta) {
      this.name = name;
      this.inputSuffix = meta.keptSuffix;
      this.stateKey = meta.keptKey;
      this.meta = { label, icon: "lock", required: false };
    }

    render(placeholder, prefix, state) {
      return new KeptBlock(placeholder, prefix + this.inputSuffix, {
        whole: state,
        raw: state[this.stateKey],
        text: state.text,
      });
    }
  }

  class ExtensibleStreamBlock extends StreamBlock {
    insert(state, index, options) {
      const { meta } = this.blockDef;
      const value = state.value;
      if (!value || typeof value !== "object" || !(meta.keptKey in value)) {
        return super.insert(state, index, options);
      }
      const definition = new KeptBlockDefinition(state.type, value.label, meta);
      const child = this._insert(definition, value, state.id, index, options);
      // A copy would be a new block of a plugin that is not there.
      child.element.querySelector('[data-streamfield-action="DUPLICATE"]').remove();
      return child;
    }
  }

  class ExtensibleStreamBlockDefinition extends StreamBlockDefinition {
    render(placeholder, prefix, initialState, initialError) {
      return new ExtensibleStreamBlock(this, placeholder, prefix, initialState, initialError);
    }
  }

  window.telepath.register("portal.pages.ExtensibleStreamBlock", ExtensibleStreamBlockDefinition);
})();
