import { realpath } from 'node:fs/promises';
import { isAbsolute, relative, resolve } from 'node:path';

export class Outside extends Error {}

/** The real path of `name` below `root`; throws Outside. */
export async function below(root: string, name: string): Promise<string> {
  const base = await realpath(root);
  const target = await realpath(resolve(base, name));
  const way = relative(base, target);
  if (way === '' || way.startsWith('..') || isAbsolute(way)) throw new Outside(name);
  return target;
}
