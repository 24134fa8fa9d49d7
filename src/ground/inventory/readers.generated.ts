// Generated from src/ground/inventory/readers by tools/generate/readers.ts: npm run generate.
import type { DependencyReader } from './reader.ts';

export const readers: readonly DependencyReader[] = [];
