import tls from 'node:tls';
import { readFileSync } from 'node:fs';

const options: tls.TlsOptions = {
  key: readFileSync('/etc/tls/key.pem'),
  cert: readFileSync('/etc/tls/cert.pem'),
  minVersion: 'TLSv1.3',
};

export const listener = tls.createServer(options, (socket) => socket.end('bye\n'));
