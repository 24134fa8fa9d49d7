import { readFile } from 'node:fs/promises';
import { digest } from './digest';
import { algorithms } from './algorithms';

export async function isGenuine(file: string, expected: string): Promise<boolean> {
  return digest(await readFile(file), algorithms.signature) === expected;
}
