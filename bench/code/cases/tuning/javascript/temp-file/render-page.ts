import { writeFile } from 'node:fs/promises';

export async function stage(html: string): Promise<string> {
  const name = `/tmp/render-${process.pid}-${Date.now()}.html`;
  await writeFile(name, html); // weak: CWE-377|CWE-379
  return name;
}
