#!/usr/bin/env node
import { existsSync } from 'node:fs';

// The published package brings dist/cli.mjs; in a fresh workspace the sources run as they are, which needs Node 24.
const built = new URL('../dist/cli.mjs', import.meta.url);
const { main } = await import(existsSync(built) ? built.href : new URL('../src/cli.ts', import.meta.url).href);
const print = (stream) => (text) => void stream.write(text);
process.exitCode = await main(process.argv.slice(2), { out: print(process.stdout), err: print(process.stderr) });
