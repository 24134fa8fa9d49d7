import { expect, test } from 'vitest';
import { readDependencyFile } from '../../index.ts';
import { readSample, survivesDamage } from '../../testing.ts';
import { digests, releases } from './fingerprints.table.ts';
import { fingerprintOf, releaseOf } from './library-fingerprint.ts';

function librariesIn(text: string): readonly (readonly [string, number])[] {
  const file = readDependencyFile({ path: 'static/all.min.js', bytes: Buffer.from(text) }, Infinity);
  return (file?.packages ?? []).map(({ purl, line }) => [purl, line]);
}

const code = '!function(e,t){"use strict";return e.t=t}(window,1);\n';

test.each([
  ['/*! jQuery v3.4.1 | (c) JS Foundation and other contributors | jquery.org/license */', 'jquery@3.4.1'],
  ['/*!\n * jQuery JavaScript Library v1.8.3\n * http://jquery.com/\n */', 'jquery@1.8.3'],
  ['/*! jQuery UI - v1.12.1 - 2016-09-14\n* http://jqueryui.com */', 'jquery-ui@1.12.1'],
  ['/*!\n  * Bootstrap v4.3.1 (https://getbootstrap.com/)\n  */', 'bootstrap@4.3.1'],
  ['/**\n * @license\n * lodash 4.17.15 (Custom Build) <https://lodash.com/>\n */', 'lodash@4.17.15'],
  ['//! moment.js\n//! version : 2.24.0\n//! authors : Tim Wood\n', 'moment@2.24.0'],
  ['/** @license React v16.14.0\n * react-dom.production.min.js\n */', 'react-dom@16.14.0'],
  ['/* =====\n * Bootstrap: modal.js v3.1.1\n * ===== */', 'bootstrap@3.1.1'],
  ['/*\n * # Semantic UI - 2.4.2\n */', 'semantic-ui@2.4.2'],
  ['/*!\n * Font Awesome Free 6.4.2 by @fontawesome\n */', '%40fortawesome/fontawesome-free@6.4.2'],
  ['/*!\n * Vue.js v2.6.11\n * (c) 2014-2019\n */', 'vue@2.6.11'],
  ['/*\n AngularJS v1.7.8\n (c) 2010-2018 Google\n*/', 'angular@1.7.8'],
  ['/**!\n\n @license\n handlebars v4.7.6\n*/', 'handlebars@4.7.6'],
  ['//     Underscore.js 1.9.1\n//     http://underscorejs.org\n', 'underscore@1.9.1'],
  ['/* axios v0.21.1 | (c) 2020 by Matt Zabriskie */', 'axios@0.21.1'],
  ['/*! @license DOMPurify 2.0.7 | (c) Cure53 */', 'dompurify@2.0.7'],
  ['// https://d3js.org v5.16.0 Copyright 2020 Mike Bostock\n', 'd3@5.16.0'],
  ['/**\n * @popperjs/core v2.5.4 - MIT License\n */', '%40popperjs/core@2.5.4'],
  [
    '/**\n * Minified by jsDelivr using Terser v5.3.5.\n * Original file: /npm/@scope/lib@4.17.21/lib.js\n */',
    '%40scope/lib@4.17.21',
  ],
])('the library under %j is known [4:vendored-javascript]', (banner, expected) => {
  expect(librariesIn(banner + code)).toEqual([[`pkg:npm/${expected}`, banner.startsWith('/**\n * Minified') ? 3 : 1]]);
});

test('a bundle tells each library that it holds, with its line [4:vendored-javascript]', () => {
  const bundle = [
    'var app=1;',
    '/*! jQuery v3.4.1 */var jq=1;/*! jQuery v3.4.1 */',
    '/*! For license information please see all.LICENSE.txt */',
    'a.prototype={jquery:"2.1.4",constructor:a};full:"1.7.8",major:1,minor:7,dot:8,codeName:"enthusiastic"',
    '// node_modules/.pnpm/@vue+shared@3.4.21/node_modules/@vue/shared/dist/shared.js',
    '// node_modules/ms/index.js',
    '/***/ "./node_modules/@scope/x/index.js":',
    '',
  ].join('\n');
  expect(librariesIn(bundle)).toEqual([
    ['pkg:npm/jquery@3.4.1', 2],
    ['pkg:npm/jquery@2.1.4', 4],
    ['pkg:npm/angular@1.7.8', 4],
    ['pkg:npm/%40vue/shared@3.4.21', 5],
    ['pkg:npm/ms', 6],
    ['pkg:npm/%40scope/x', 7],
  ]);
});

test('what only looks like a banner, and what stands in node_modules, is no vendored library [4:vendored-javascript]', () => {
  expect(librariesIn('/*! my-app v1.0.0 */' + code)).toEqual([]);
  expect(librariesIn('/* Works with jQuery v3.4.1 and later. */' + code)).toEqual([]);
  expect(librariesIn('// Needs jQuery 3.\nimport x from "./node_modules/x/index.js";\n')).toEqual([]);
  expect(librariesIn('/*! Copyright 2019 jQuery Foundation 1.2.3.4.5 */')).toEqual([]);
  expect(
    readDependencyFile({ path: 'node_modules/jquery/jquery.js', bytes: Buffer.from('/*! jQuery v3.4.1 */') }, Infinity),
  ).toBeUndefined();
});

test('a released file is known without any comment in it [4:vendored-javascript]', () => {
  const rows = Buffer.from(digests, 'base64');
  expect(rows.length % 10).toBe(0);
  expect(rows.length).toBeGreaterThan(4000);
  let known = 0;
  for (let at = 0; at < rows.length; at += 10) {
    expect(at === 0 || rows.compare(rows, at - 10, at - 2, at, at + 8) > 0).toBe(true);
    if (releaseOf(rows.subarray(at, at + 8)) === releases[rows.readUInt16LE(at + 8)]) known += 1;
  }
  expect(known).toBe(rows.length / 10);
  expect(releaseOf(Buffer.alloc(8))).toBeUndefined();
});

test('comments over it, line ends and source maps do not change the fingerprint of a file [4:vendored-javascript]', () => {
  const body = `(function(){\n${'  call("something", 1);\n'.repeat(100)}})();`;
  const plain = fingerprintOf(body);
  expect(plain).toHaveLength(8);
  expect(
    fingerprintOf(`/*! banner */\r\n// more\r\n${body.replaceAll('\n', '\r\n')}\r\n//# sourceMappingURL=x.js.map\r\n`),
  ).toEqual(plain);
  expect(fingerprintOf(body.replace('1', '2'))).not.toEqual(plain);
  expect(fingerprintOf('short')).toBeUndefined();
});

test('a large file of comments and quotes is read in linear time [4:vendored-javascript]', () => {
  for (const piece of ['/*!', '@license ', '/*! a ', '// node_modules/', 'jquery:"', '/* ', 'a-'])
    librariesIn(piece.repeat(1_000_000 / piece.length));
});

test('any damage to a vendored file is survived [4:vendored-javascript]', () => {
  expect(readSample('all.js', '/*! jQuery v3.4.1 */').role).toBe('installed');
  survivesDamage(
    'all.js',
    '/*! jQuery v3.4.1 */\n/** @license React v16.0.0\n * react-dom.js */\n//! moment.js\n//! version : 2.1.0',
  );
});
