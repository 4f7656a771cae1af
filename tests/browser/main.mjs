// All browser tests, in one process with one browser.
import { after } from 'node:test';
import { browser } from './support.mjs';
import './portal.mjs';
import './frame.mjs';
import './download.mjs';
import './panel.mjs';
import './access.mjs';
import './people.mjs';
import './customer.mjs';
import './network.mjs';
import './privacy.mjs';
import './certificate.mjs';
import './signup.mjs';
import './usage.mjs';
import './departments.mjs';
import './spam.mjs';

after(() => browser.close());
