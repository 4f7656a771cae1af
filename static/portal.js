// Adds to the portal what works without it: a form that came back begins at the
// list of its mistakes.
'use strict';

const summary = document.getElementById('summary');
if (summary) summary.focus();

// Something is being made: look again, but not under somebody's hands.
if ('refresh' in document.body.dataset) {
  setInterval(() => {
    if (!document.hidden && document.activeElement === document.body) location.reload();
  }, 3000);
}
