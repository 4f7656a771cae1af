// Passkeys: asks the server for a challenge, the browser for a signature, and
// sends the form. Without it the password and codes do. Nothing here makes HTML.
'use strict';

const toText = bytes => btoa(String.fromCharCode(...new Uint8Array(bytes)))
  .replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
const toBytes = text => Uint8Array.from(
  atob(text.replaceAll('-', '+').replaceAll('_', '/')), c => c.charCodeAt(0));
const known = keys => keys.map(id => ({ type: 'public-key', id: toBytes(id) }));

async function start(form, purpose) {
  const body = new URLSearchParams({ csrf: form.elements.csrf.value, for: purpose });
  const answer = await fetch(form.dataset.start, { method: 'POST', body });
  if (!answer.ok) throw new Error('no challenge');
  return answer.json();
}

async function make(o) {
  const made = await navigator.credentials.create({ publicKey: {
    challenge: toBytes(o.challenge),
    rp: { id: o.rp, name: o.account },
    user: { id: toBytes(o.user), name: o.name, displayName: o.name },
    pubKeyCredParams: [-7, -8, -257].map(alg => ({ type: 'public-key', alg })),
    excludeCredentials: known(o.keys),
    authenticatorSelection: { residentKey: 'preferred', userVerification: 'preferred' },
    attestation: 'none',
    timeout: 300000,
  } });
  return [made.response.getAuthenticatorData(), made.response.clientDataJSON];
}

async function sign(o, alone) {
  const signed = await navigator.credentials.get({ publicKey: {
    challenge: toBytes(o.challenge),
    rpId: o.rp,
    allowCredentials: alone ? [] : known(o.keys),
    userVerification: alone ? 'required' : 'preferred',
    timeout: 300000,
  } });
  const r = signed.response;
  return [signed.rawId, r.authenticatorData, r.clientDataJSON, r.signature];
}

async function go(form, button) {
  const purpose = form.dataset.passkey;
  const failed = form.querySelector('[data-failed]');
  failed.hidden = true;
  button.disabled = true;
  try {
    const o = await start(form, purpose);
    const parts = purpose === 'register' ? await make(o) : await sign(o, purpose === 'alone');
    form.querySelector('[data-answer]').value = parts.map(toText).join('.');
    form.submit();
  } catch {
    // Cancelled, no such passkey, or the challenge could not be had.
    failed.hidden = false;
    button.disabled = false;
  }
}

if (window.PublicKeyCredential) {
  for (const form of document.querySelectorAll('form[data-passkey]')) {
    const button = form.querySelector('[data-go]');
    for (const part of form.querySelectorAll('[data-with-script]')) part.hidden = false;
    for (const part of form.querySelectorAll('[data-without-script]')) part.hidden = true;
    form.hidden = false;
    button.addEventListener('click', event => {
      event.preventDefault();
      if (form.elements.name === undefined || form.reportValidity()) go(form, button);
    });
  }
}
