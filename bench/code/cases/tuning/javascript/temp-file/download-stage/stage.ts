import { file } from 'tmp-promise';
import { writeFile } from 'node:fs/promises';

export async function stage(kind: string, bytes: Buffer): Promise<void> {
  const { path, cleanup } = await file({ prefix: kind, mode: 0o600 });
  try {
    await writeFile(path, bytes);
  } finally {
    await cleanup();
  }
}
