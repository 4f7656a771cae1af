// Adds to the portal what works without it: a list of the chosen files, dropping
// files anywhere on the form, and the total against the limit.
'use strict';

function size(bytes) {
  const units = ['B', 'kB', 'MB'];
  let u = 0;
  while (bytes >= 1000 && u < 2) { bytes /= 1000; u++; }
  return bytes.toLocaleString(document.documentElement.lang, { maximumFractionDigits: u ? 1 : 0 }) + ' ' + units[u];
}

function watch(form) {
  const input = form.querySelector('input[type="file"]');
  if (!input) return;
  const list = document.createElement('p');
  list.className = 'chosen';
  list.setAttribute('role', 'status');
  input.after(list);

  function show() {
    const files = Array.from(input.files);
    const total = files.reduce((n, f) => n + f.size, 0);
    list.textContent = files.length
      ? files.map(f => f.name + ' (' + size(f.size) + ')').join(', ') + ' — ' + input.dataset.total + ': ' + size(total)
      : '';
    input.setCustomValidity(total > Number(input.dataset.max) ? input.dataset.error : '');
    if (total > Number(input.dataset.max)) list.textContent += ' — ' + input.dataset.error;
  }
  input.addEventListener('change', show);
  form.addEventListener('submit', event => {
    if (!input.validity.customError) return;
    event.preventDefault();
    input.focus();
  });
  form.addEventListener('dragover', event => {
    if (!event.dataTransfer.types.includes('Files')) return;
    event.preventDefault();
    form.classList.add('drop');
  });
  form.addEventListener('dragleave', () => form.classList.remove('drop'));
  form.addEventListener('drop', event => {
    form.classList.remove('drop');
    if (!event.dataTransfer.files.length) return;
    event.preventDefault();
    const both = new DataTransfer();
    for (const f of [...input.files, ...event.dataTransfer.files]) both.items.add(f);
    input.files = both.files;
    show();
  });
}

document.querySelectorAll('form[data-files]').forEach(watch);
const summary = document.getElementById('summary');
if (summary) summary.focus();
