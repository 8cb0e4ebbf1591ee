/* A file field speaks the browser's language, not the admin's: give it words of the admin.
   The field itself stays, for keyboards, screen readers and forms; only its look is replaced. */
(() => {
  const words = document.currentScript.dataset;

  const dress = (field) => {
    // Wagtail draws the field for many files itself.
    if (field.dataset.dressed || field.multiple || !field.id) return;
    field.dataset.dressed = 'true';
    const label = document.createElement('label');
    label.className = 'button button-small button-secondary';
    label.htmlFor = field.id;
    label.textContent = words.choose;
    const chosen = document.createElement('span');
    chosen.className = 'file-chosen';
    const tell = () => {
      chosen.textContent = field.files.length ? field.files[0].name : words.none;
    };
    tell();
    field.addEventListener('change', tell);
    field.form?.addEventListener('reset', () => setTimeout(tell));
    field.classList.add('file-dressed');
    field.after(label, chosen);
  };

  const dressAll = () => document.querySelectorAll('input[type=file]').forEach(dress);
  document.addEventListener('DOMContentLoaded', () => {
    dressAll();
    // Dialogues bring their fields later.
    new MutationObserver(dressAll).observe(document.body, { childList: true, subtree: true });
  });
})();
