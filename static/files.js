// Forms with files, in panel and portal: what was chosen and its size, dropping
// and pasting files. Without it the field works by itself.
'use strict';

{
  function size(bytes) {
    const units = ['B', 'KB', 'MB'];
    let u = 0;
    while (bytes >= 1000 && u < 2) { bytes /= 1024; u++; }
    return bytes.toLocaleString(document.documentElement.lang, { maximumFractionDigits: u ? 1 : 0 }) + ' ' + units[u];
  }

  function watchFiles(form) {
    const input = form.querySelector('input[type="file"]');
    const list = document.createElement('p');
    list.className = 'chosen';
    list.setAttribute('role', 'status');
    input.after(list);

    function show() {
      const files = Array.from(input.files);
      const total = files.reduce((n, f) => n + f.size, 0);
      const over = total > Number(input.dataset.max);
      list.textContent = !files.length ? ''
        : files.map(f => f.name + ' (' + size(f.size) + ')').join(', ') +
          ' · ' + input.dataset.total + ': ' + size(total) + (over ? ' · ' + input.dataset.error : '');
      list.classList.toggle('over', over);
      input.setCustomValidity(over ? input.dataset.error : '');
    }
    function add(files) {
      const all = new DataTransfer();
      for (const f of [...input.files, ...files]) all.items.add(f);
      input.files = all.files;
      show();
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
      add(event.dataTransfer.files);
    });
    form.addEventListener('paste', event => {
      if (!event.clipboardData.files.length) return;
      event.preventDefault();
      add(event.clipboardData.files);
    });
  }

  document.querySelectorAll('form[data-files]').forEach(watchFiles);
}
