#!/usr/bin/env node
const { execFileSync } = require('node:child_process');
const { statSync } = require('node:fs');
const { gzipSync } = require('node:zlib');
const { readFileSync } = require('node:fs');

const limit = 150_000;

execFileSync('npm', ['run', 'build'], { stdio: 'inherit' });
const file = 'dist/bundle.js';
const packed = gzipSync(readFileSync(file)).length;
console.log(`${file}: ${statSync(file).size} bytes, ${packed} packed`);
process.exitCode = packed > limit ? 1 : 0;
