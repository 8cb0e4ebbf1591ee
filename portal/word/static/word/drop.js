/* Sends a Word file that is dropped or chosen, and leads to the draft made of it. */
(() => {
  function say(form, text, isWorking) {
    const state = form.querySelector("[data-word-state]");
    state.classList.toggle("is-working", Boolean(isWorking));
    state.textContent = text;
  }

  /* A sentence about what the server would refuse anyway, before anything is sent. */
  function refusal(form, file) {
    if (file.size > Number(form.dataset.mostBytes)) return form.dataset.textLarge;
    return /\.do(cx|cm)$/i.test(file.name) ? "" : form.dataset.textKind;
  }

  function answered(form, request) {
    let answer = {};
    try {
      answer = JSON.parse(request.responseText);
    } catch {
      // A page instead of an answer: signed out meanwhile, or a server in front refused it.
    }
    if (request.status === 200 && answer.url) {
      window.location.assign(answer.url);
      return;
    }
    const tooLarge = request.status === 413 ? form.dataset.textLarge : "";
    stop(form, answer.message || tooLarge || form.dataset.textFailed);
  }

  function stop(form, text) {
    form.querySelector("[data-word-progress]").hidden = true;
    form.querySelector("[type=submit]").disabled = false;
    form.querySelector("[type=file]").value = "";
    say(form, text);
  }

  function send(form, file) {
    const reason = refusal(form, file);
    if (reason) {
      stop(form, reason);
      return;
    }
    const data = new FormData(form);
    data.set("file", file);
    const progress = form.querySelector("[data-word-progress]");
    progress.hidden = false;
    progress.value = 0;
    form.querySelector("[type=submit]").disabled = true;
    say(form, form.dataset.textSending, true);
    const request = new XMLHttpRequest();
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) progress.value = (100 * event.loaded) / event.total;
    });
    request.upload.addEventListener("load", () => {
      progress.removeAttribute("value");
      say(form, form.dataset.textReading, true);
    });
    request.addEventListener("load", () => answered(form, request));
    request.addEventListener("error", () => stop(form, form.dataset.textFailed));
    request.open("POST", form.action);
    request.setRequestHeader("Accept", "application/json");
    request.send(data);
  }

  function prepare(form) {
    if (form.dataset.wordReady) return;
    form.dataset.wordReady = "1";
    const input = form.querySelector("[type=file]");
    form.addEventListener("dragover", (event) => {
      event.preventDefault();
      form.classList.add("is-over");
    });
    form.addEventListener("dragleave", () => form.classList.remove("is-over"));
    form.addEventListener("drop", (event) => {
      event.preventDefault();
      form.classList.remove("is-over");
      const [file] = event.dataTransfer.files;
      if (file) send(form, file);
    });
    form.addEventListener("submit", (event) => {
      const [file] = input.files;
      if (!file) return;
      event.preventDefault();
      send(form, file);
    });
  }

  document.querySelectorAll("[data-word-drop]").forEach(prepare);
})();
