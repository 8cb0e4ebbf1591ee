/*
 * Two things every admin page has: bars that follow background tasks, and a note on forms whose
 * answer takes long. Bars ask the server each second, then less often, and rest in hidden tabs.
 */
(function () {
    "use strict";

    const FIRST = 1000;
    const SLOWEST = 5000;
    const BUSY_AFTER = 2000;
    const busyWords = document.currentScript.dataset.busy;

    /* ---- bars ---- */

    function show(element, task) {
        const bar = element.querySelector("progress");
        const spoken = element.querySelector("[data-task-spoken]");
        const isNewState = element.dataset.state !== task.state;
        element.dataset.state = task.state;
        element.querySelector("[data-task-text]").textContent = task.message;
        if (task.state === "done") {
            bar.max = 1;
            bar.value = 1;
        } else if (task.total) {
            bar.max = task.total;
            bar.value = task.done;
        } else if (task.state === "running") {
            bar.removeAttribute("value");
        }
        // Read aloud at each new state and each further quarter, not at every step.
        const quarter = task.total ? Math.floor((4 * task.done) / task.total) : 0;
        if (isNewState || String(quarter) !== element.dataset.quarter) {
            element.dataset.quarter = quarter;
            spoken.textContent = task.message;
        }
        return isNewState;
    }

    function follow(element) {
        let pause = FIRST;
        let timer = null;
        let isOver = false;

        function plan() {
            window.clearTimeout(timer);
            if (!isOver && !document.hidden && element.isConnected) {
                timer = window.setTimeout(ask, pause);
            }
        }

        async function ask() {
            try {
                const answer = await fetch(element.dataset.taskProgress, {
                    headers: { Accept: "application/json" },
                    credentials: "same-origin",
                });
                if (answer.status === 404 || answer.redirected) {
                    isOver = true;
                    return;
                }
                if (!answer.ok) {
                    throw new Error(String(answer.status));
                }
                const task = await answer.json();
                pause = show(element, task) ? FIRST : Math.min(pause * 1.3, SLOWEST);
                isOver = task.state === "done" || task.state === "failed";
                if (isOver) {
                    end(element, task);
                }
            } catch {
                pause = SLOWEST; // the network or the server has a bad moment
            }
            plan();
        }

        document.addEventListener("visibilitychange", () => {
            pause = FIRST;
            plan();
        });
        plan();
    }

    function end(element, task) {
        element.dispatchEvent(
            new CustomEvent("task:ended", { bubbles: true, detail: task }),
        );
        if (task.state === "done" && "reload" in element.dataset) {
            window.location.reload();
        }
    }

    function findBars() {
        for (const element of document.querySelectorAll("[data-task-progress]")) {
            const isEnded = ["done", "failed"].includes(element.dataset.state);
            if (!isEnded && !element.dataset.followed) {
                element.dataset.followed = "yes";
                follow(element);
            }
        }
    }

    document.addEventListener("DOMContentLoaded", findBars);
    document.addEventListener("w-swap:success", findBars);

    /* ---- forms ---- */

    const busy = new Map(); // form → timer

    function note() {
        if (document.querySelector(".task-busy")) {
            return;
        }
        const box = document.createElement("div");
        const wheel = document.createElement("span");
        const words = document.createElement("span");
        box.className = "task-busy";
        box.setAttribute("role", "status");
        wheel.className = "task-busy__wheel";
        wheel.setAttribute("aria-hidden", "true");
        box.append(wheel, words);
        document.body.append(box);
        // Filled after it stands in the page, so that it is read aloud.
        words.textContent = busyWords;
    }

    function release() {
        for (const [form, timer] of busy) {
            window.clearTimeout(timer);
            form.removeAttribute("aria-busy");
        }
        busy.clear();
        document.querySelector(".task-busy")?.remove();
    }

    // On the window, so that everybody else has had the chance to take the form over.
    window.addEventListener("submit", (event) => {
        const form = event.target;
        const target = event.submitter?.formTarget || form.target;
        const method = event.submitter?.getAttribute("formmethod") || form.getAttribute("method");
        if (
            event.defaultPrevented ||
            (method || "get").toLowerCase() !== "post" ||
            (target && target !== "_self") ||
            form.dataset.busy === "off"
        ) {
            return;
        }
        if (busy.has(form)) {
            event.preventDefault();
            return;
        }
        const timer = window.setTimeout(() => {
            form.setAttribute("aria-busy", "true");
            note();
        }, BUSY_AFTER);
        busy.set(form, timer);
    });

    // The page may come back as it was left; and whoever presses Escape stops the loading.
    window.addEventListener("pageshow", (event) => {
        if (event.persisted) {
            release();
        }
    });
    window.addEventListener("pagehide", release);
    window.addEventListener("keydown", (event) => {
        if (event.key === "Escape") {
            release();
        }
    });
})();
