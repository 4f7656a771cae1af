// A button beside each password that shows what was typed (NIST SP 800-63B 3.1.1.2).
// Its words come with the script's element.
'use strict';

const words = document.currentScript.dataset;
for (const input of document.querySelectorAll('input[type=password]')) {
  const button = document.createElement('input');
  button.type = 'button';
  button.className = 'show';
  button.value = words.show;
  button.setAttribute('aria-controls', input.id);
  button.addEventListener('click', () => {
    const shown = input.type === 'text';
    input.type = shown ? 'password' : 'text';
    button.value = shown ? words.show : words.hide;
  });
  // What is sent is hidden again: browsers remember what was typed as text.
  if (input.form) input.form.addEventListener('submit', () => { input.type = 'password'; });
  input.after(button);
}
