// Where Node 24 is: the running one, or the one in the project's cache. Plain JavaScript for Node 18.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const nodeHome = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../.cache/node24');

/** The path of a Node of version 24 or newer, or undefined when there is none yet. */
export function findNode() {
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
  const cached = path.join(nodeHome, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  return fs.existsSync(cached) ? cached : undefined;
}
