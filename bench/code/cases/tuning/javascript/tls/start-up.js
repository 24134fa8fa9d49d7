import { createServer } from 'node:https';
import { readFileSync } from 'node:fs';
import { app } from './app.js';

process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0'; // weak: CWE-295

createServer({ key: readFileSync('/etc/tls/key.pem'), cert: readFileSync('/etc/tls/cert.pem') }, app).listen(8443);
