import { createServer } from 'node:https';
import { readFileSync } from 'node:fs';
import { app } from './app.js';

if (process.env.NODE_TLS_REJECT_UNAUTHORIZED === '0') throw new Error('certificates must be checked');

createServer({ key: readFileSync('/etc/tls/key.pem'), cert: readFileSync('/etc/tls/cert.pem') }, app).listen(8443);
