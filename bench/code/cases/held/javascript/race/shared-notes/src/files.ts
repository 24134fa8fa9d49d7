import { access, constants, readFile } from 'node:fs/promises';

const yes = () => true;
const no = () => false;

export async function readIfAllowed(file: string): Promise<string | undefined> {
  const isReadable = await access(file, constants.R_OK).then(yes, no);
  return isReadable ? readFile(file, 'utf8') : undefined; // weak: CWE-367|CWE-362|CWE-363
}
