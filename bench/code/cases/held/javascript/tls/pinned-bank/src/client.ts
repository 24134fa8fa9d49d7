import https from 'node:https';
import { checkBank } from './identity.ts';

export function balance(account: number): Promise<number> {
  return new Promise((resolve, reject) => {
    https
      .get(
        { host: 'bank.example', path: `/balance/${account}`, minVersion: 'TLSv1.2', checkServerIdentity: checkBank },
        (res) => {
          let text = '';
          res.on('data', (chunk) => (text += chunk));
          res.on('end', () => resolve(Number(text)));
        },
      )
      .on('error', reject);
  });
}
