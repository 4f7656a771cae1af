// Adds to the portal what works without it: a form that came back begins at the
// list of its mistakes.
'use strict';

const summary = document.getElementById('summary');
if (summary) summary.focus();
