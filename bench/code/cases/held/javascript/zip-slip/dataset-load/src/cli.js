#!/usr/bin/env node
import { unpack } from './archive.js';

const [, , file] = process.argv;
if (!file) {
  console.error('usage: dataset-load FILE');
  process.exit(2);
}
await unpack(file, './dataset');
