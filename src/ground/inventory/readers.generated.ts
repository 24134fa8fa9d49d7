// Generated from src/ground/inventory/readers by tools/generate/readers.ts: npm run generate.
import type { DependencyReader } from './reader.ts';
import { reader as npmInstalled } from './readers/npm/installed.ts';
import { reader as npmPackageJson } from './readers/npm/package-json.ts';
import { reader as npmPackageLock } from './readers/npm/package-lock.ts';

export const readers: readonly DependencyReader[] = [
  npmInstalled,
  npmPackageJson,
  npmPackageLock,
];
