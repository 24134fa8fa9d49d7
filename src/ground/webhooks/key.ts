import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder } from '#ground/places';

/**
 * The installation's key, from which the secret of each webhook is derived: 32 bytes in `<home>/keys/webhooks.key`, readable by
 * their owner alone, made at the first start. Several servers on one database share the file.
 */
export function openWebhookKey(home: string): Buffer {
  const file = join(home, 'keys/webhooks.key');
  makeFolder(join(home, 'keys'));
  try {
    writeFileSync(file, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600, flag: 'wx', flush: true });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  const key = Buffer.from(readFileSync(file, 'utf8'), 'base64');
  if (key.length !== 32)
    throw new Error(`${file} is not a key of 32 bytes\nRemove it; webhooks then need new secrets.`);
  return key;
}
