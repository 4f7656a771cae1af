// softkey.mjs ORIGIN CHALLENGE: what a browser answers when a passkey is made
// (WebAuthn 6.1), by a key of software: the form's field "passkey".
import { createHash, generateKeyPairSync, randomBytes } from 'node:crypto';

const [origin, challenge] = process.argv.slice(2);
const sha = b => createHash('sha256').update(b).digest();
const { x, y } = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ format: 'jwk' });
const id = randomBytes(32);
const cose = Buffer.concat([Buffer.from('a5010203262001215820', 'hex'), Buffer.from(x, 'base64url'),
  Buffer.from('225820', 'hex'), Buffer.from(y, 'base64url')]);
const data = Buffer.concat([sha(new URL(origin).hostname), Buffer.from([0x45, 0, 0, 0, 1]), Buffer.alloc(16),
  Buffer.from([0, id.length]), id, cose]);
const client = Buffer.from(JSON.stringify({ type: 'webauthn.create', challenge, origin, crossOrigin: false }));
console.log([data, client].map(b => b.toString('base64url')).join('.'));
