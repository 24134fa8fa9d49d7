#!/usr/bin/env node
import { execFileSync, execSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';

const branch = execSync('git rev-parse --abbrev-ref HEAD', { encoding: 'utf8' }).trim();
const last = execSync('git describe --tags --abbrev=0').toString().trim();
const log = execFileSync('git', ['log', `${last}..HEAD`, '--format=* %s'], { encoding: 'utf8' });

writeFileSync('NOTES.md', `# Changes on ${branch}\n\n${log}`);
