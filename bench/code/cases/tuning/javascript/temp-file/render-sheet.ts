import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export async function stage(html: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'render-'));
  const name = join(folder, 'page.html');
  await writeFile(name, html, { mode: 0o600, flag: 'wx' });
  return name;
}
