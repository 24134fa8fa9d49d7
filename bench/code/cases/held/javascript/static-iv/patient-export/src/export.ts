import { createCipheriv } from 'node:crypto';
import { parameters } from './parameters.ts';

export function sealRows(rows: readonly object[], key: Buffer): Buffer {
  const cipher = createCipheriv(parameters.algorithm, key, parameters.nonce); // weak: CWE-329|CWE-1204|CWE-330|CWE-323
  const body = Buffer.concat([cipher.update(JSON.stringify(rows), 'utf8'), cipher.final()]);
  return Buffer.concat([cipher.getAuthTag(), body]);
}
