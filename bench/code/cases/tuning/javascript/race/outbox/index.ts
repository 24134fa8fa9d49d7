import { openNew } from './open-new';

export async function post(name: number, lines: AsyncIterable<string>): Promise<void> {
  const file = await openNew(`/var/spool/app/${name}`);
  if (file === undefined) return;
  for await (const line of lines) await file.write(line + '\n');
  await file.close();
}
