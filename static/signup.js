// Says while the wished address is typed whether it is free; the form itself is
// checked all the same when it is sent.
'use strict';

const wish = document.querySelector('[data-look]');
const state = document.getElementById('address-state');
let timer = 0;
let asked = 0;

async function look() {
  const mine = ++asked;
  if (!wish.value) { state.textContent = ''; return; }
  const answer = await fetch(`${wish.dataset.look}?address=${encodeURIComponent(wish.value)}`);
  if (mine !== asked) return;
  const text = answer.ok ? await answer.text() : '';
  if (mine !== asked) return;
  const space = text.indexOf(' ');
  state.textContent = text.slice(space + 1);
  state.classList.toggle('good', text.slice(0, space) === 'free');
}

if (wish && state) wish.addEventListener('input', () => {
  clearTimeout(timer);
  timer = setTimeout(() => { look().catch(() => { state.textContent = ''; }); }, 300);
});
