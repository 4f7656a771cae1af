// Adds to the panel what works without it: keys, a quieter side column, and
// the way back. Nothing here makes HTML.
'use strict';

const keys = document.getElementById('keys');

// ---- keys -------------------------------------------------------------------

// Some readers speak to their computer: single keys can be switched off.
function keysOn() {
  try { return localStorage.getItem('keys') !== 'off'; } catch { return true; }
}

function writes(element) {
  return element.isContentEditable || element.matches('input, textarea, select');
}

function step(by) {
  const rows = Array.from(document.querySelectorAll('[data-rows] tbody a'));
  if (!rows.length) return;
  const at = rows.findIndex(a => a.closest('tr').contains(document.activeElement));
  const to = at < 0 ? (by > 0 ? 0 : rows.length - 1) : at + by;
  const link = rows[Math.min(Math.max(to, 0), rows.length - 1)];
  link.focus({ preventScroll: true });
  link.closest('tr').scrollIntoView({ block: 'nearest' });
}

function write(id) {
  const box = document.getElementById(id);
  if (!box) return;
  box.open = true;
  const text = box.querySelector('textarea');
  text.scrollIntoView({ block: 'center' });
  text.focus();
}

const actions = {
  j: () => step(1),
  k: () => step(-1),
  r: () => write('reply'),
  n: () => write('note'),
  '/': () => document.getElementById('q').select(),
  '?': () => keys.showModal(),
};

document.addEventListener('keydown', event => {
  const element = event.target;
  if (event.key === 'Escape' && element instanceof HTMLElement) {
    const menu = element.closest('details.me[open]');
    if (menu) { menu.open = false; menu.querySelector('summary').focus(); }
    else if (element.id === 'q') element.blur();
    return;
  }
  if ((event.ctrlKey || event.metaKey) && event.key === 'Enter' && element.matches('.write textarea')) {
    element.form.requestSubmit();
    return;
  }
  if (!keys || keys.open || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (writes(element) || !Object.hasOwn(actions, event.key)) return;
  if (!keysOn() && event.key !== '?') return;
  event.preventDefault();
  actions[event.key]();
});

if (keys) {
  const toggle = document.getElementById('keys-on');
  toggle.checked = keysOn();
  toggle.addEventListener('change', () => {
    try { localStorage.setItem('keys', toggle.checked ? 'on' : 'off'); } catch { /* stays on */ }
  });
  for (const button of document.querySelectorAll('[data-open="keys"]')) {
    button.hidden = false;
    button.addEventListener('click', () => {
      button.closest('details').open = false;
      keys.showModal();
    });
  }
}

// ---- the menu of the signed-in agent closes when one goes elsewhere ----------

const menu = document.querySelector('details.me');
if (menu) document.addEventListener('click', event => {
  if (menu.open && !menu.contains(event.target)) menu.open = false;
});

// ---- back to the list one came from -------------------------------------------

try {
  if (location.pathname === '/panel/tickets') sessionStorage.setItem('list', location.search);
  const back = document.getElementById('back');
  if (back) back.href = '/panel/tickets' + (sessionStorage.getItem('list') || '');
} catch { /* no storage: the link goes to the first list */ }

// ---- menus are strips on narrow screens: show the part one is in ----------------

for (const strip of document.querySelectorAll('.side, .settings-nav')) {
  const here = strip.querySelector('[aria-current]');
  if (here && strip.scrollWidth > strip.clientWidth)
    strip.scrollLeft += here.getBoundingClientRect().left - strip.getBoundingClientRect().left - strip.clientWidth / 3;
}

// ---- small forms: their button appears with the first change ------------------

for (const form of document.querySelectorAll('form[data-quiet]')) {
  const button = form.querySelector('[data-apply]');
  const state = () => new URLSearchParams(new FormData(form)).toString();
  const before = state();
  const show = () => { button.hidden = state() === before; };
  if (!form.querySelector('[aria-invalid]')) show();
  form.addEventListener('input', show);
  form.addEventListener('change', show);
}

// ---- a form that came back: to its first mistake -----------------------------

const mistake = document.querySelector('[aria-invalid="true"]');
if (mistake) mistake.focus();

// ---- what is marked in a message goes into the field of what to remove --------

for (const pieces of document.querySelectorAll('[data-pieces]')) {
  const field = document.getElementById(pieces.dataset.pieces);
  const marked = () => {
    const selection = getSelection();
    return selection.rangeCount && !selection.isCollapsed && pieces.contains(selection.anchorNode) &&
      pieces.contains(selection.focusNode) ? selection.toString().trim() : '';
  };
  for (const hint of document.querySelectorAll('[data-selection]')) hint.hidden = false;
  pieces.addEventListener('mouseup', () => { if (marked()) field.value = marked(); });
  // Marking the words of a line does not tick it.
  pieces.addEventListener('click', event => { if (marked() && !event.target.matches('input')) event.preventDefault(); });
}

// Something is being made: look again, but not under somebody's hands.
if ('refresh' in document.body.dataset) {
  setInterval(() => {
    if (!document.hidden && document.activeElement === document.body) location.reload();
  }, 3000);
}
