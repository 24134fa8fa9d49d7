import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { firstLoad } from '../build/web.ts';

const root = join(import.meta.dirname, '../..');
const document = join(root, 'dist/web/index.html');

describe('the built web page', () => {
  test('[2:web-first-load] loads at most 180 kB at first, compressed', () => {
    expect(firstLoad(root)).toBeLessThanOrEqual(180_000);
  });

  test('[2:web-csp] has no script or style in its document, which the page’s policy forbids', () => {
    const html = readFileSync(document, 'utf8');
    expect(html).not.toMatch(/<style|<script(?![^>]*\ssrc=)|\sstyle=|\son[a-z]+=|javascript:|https?:\/\//i);
  });
});
