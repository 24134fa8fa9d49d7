import { writeFile } from 'node:fs/promises';

let count = 0;

/** Keeps a picture where the converter finds it. */
export async function keep(picture: Buffer): Promise<string> {
  count += 1;
  const file = `/tmp/picture-${process.pid}-${count}.png`;
  await writeFile(file, picture); // weak: CWE-377|CWE-379|CWE-378|CWE-59
  return file;
}
