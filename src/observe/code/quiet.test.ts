import { describe, expect, test } from 'vitest';
import type { Claim } from '#ground/model';
import { analyzer } from './analyzer.ts';
import { claimsOf, preparedAssets } from './testing.ts';

const assets = await preparedAssets();

function claimsIn(path: string, text: string): readonly Claim[] {
  return claimsOf(analyzer.open(assets, { projectKey: '' }), { [path]: text });
}

/** What is told, with its line and how sure it is. */
const told = (path: string, lines: readonly string[]): string[] =>
  claimsIn(path, `${lines.join('\n')}\n`).map(
    ({ rule, location, confidence }) => `${rule.slice('code/'.length)} ${location.startLine} ${confidence}`,
  );

/** What one rule says of settings of Django. */
const about = (middleware: readonly string[], rule: string): string[] =>
  told('settings.py', [`MIDDLEWARE = ${JSON.stringify(middleware)}`]).filter((each) => each.startsWith(rule));

const flask = ['from flask import Flask, request', 'import logging', 'app = Flask(__name__)'];
const handler = [...flask, "@app.post('/a')", 'def a():'];

describe('[5:weakness-resources] What is one habit of a file', () => {
  const calls = ['import requests', "a = requests.get('https://a.example')", "b = requests.get('https://b.example')"];

  test('is told once, with how often it is there', () => {
    const [claim, ...others] = claimsIn('rates.py', calls.join('\n'));
    expect(others).toEqual([]);
    expect(claim).toMatchObject({ rule: 'code/no-timeout', location: { startLine: 2 } });
    expect(claim?.message).toMatch(/So do 1 more of this file[.]$/);
  });

  test('stays the same finding when the first is mended', () => {
    const [before] = claimsIn('rates.py', calls.join('\n'));
    const [after] = claimsIn('rates.py', calls.toSpliced(1, 1).join('\n'));
    expect(after?.locus).toEqual(before?.locus);
  });

  test('is not told where nobody is served', () => {
    for (const path of ['docs/rates.py', 'vendor/rates.py', 'scripts/rates.py', 'tests/test_rates.py'])
      expect(told(path, calls), path).toEqual([]);
  });
});

describe('[5:taint] What is told of data', () => {
  test('in a log, once for each place where it comes in', () => {
    const twice = ["  who = request.form['who']", "  logging.info('%s came', who)", "  logging.info('%s went', who)"];
    expect(told('app.py', [...handler, ...twice, "  return ''"])).toEqual(['log-injection 7 possible']);
  });

  test.each([
    ['an address of the own site', "  return redirect(url_of(reverse(request.args['who'])))", []],
    ['an address', "  return redirect(request.args['who'])", ['open-redirect 7 likely']],
    [
      'what was tested where it was asked for before',
      "  if sites.is_safe_url(request.args.get('next')): return redirect(request.args.get('next'))",
      [],
    ],
    [
      'another part of the request than the one that was tested',
      "  if sites.is_safe_url(request.args.get('next')): return redirect(request.args.get('then'))",
      ['open-redirect 7 likely'],
    ],
    [
      'a path that begins with one slash and a letter',
      "  return redirect(request.args['to'] if re.match('^/[a-z]+', request.args['to']) else '/')",
      [],
    ],
    [
      'a path that may begin with two slashes',
      "  return redirect(request.args['to'] if re.match('^/', request.args['to']) else '/')",
      ['open-redirect 7 likely'],
    ],
  ])('in a redirect to %s', (_, line, expected) => {
    expect(told('app.py', ['from flask import redirect; import re, sites', ...handler, line])).toEqual(expected);
  });

  test.each([
    ['Exception', ['information-exposure 9 possible']],
    ['InvalidOrder', []],
  ])('in what is thrown as %s', (type, expected) => {
    const lines = ['  try:', '    order()', `  except ${type} as error:`, '    return str(error), 400'];
    expect(told('app.py', [...handler, ...lines])).toEqual(expected);
  });
});

describe('[5:weakness-exposure] Of what is named like a secret', () => {
  test.each([
    ['itself', 'print(access_token)', 1],
    ['a member that is none', 'print(access_token.created_at)', 0],
    ['what is read of what was found by it', 'print(find(access_token).expires_at)', 0],
  ])('%s in a log', (_, line, count) => {
    expect(told('keys.py', ['def show(access_token):', `  ${line}`])).toHaveLength(count);
  });

  test.each(["_authtoken = 'authtoken/'", "auth_token = r'tokens/\\d+/'"])('a path is no secret: %s', (line) => {
    expect(told('paths.py', [line])).toEqual([]);
  });
});

describe('[5:weakness-crypto] A weak hash', () => {
  test.each([
    ['cache_key', 0],
    ['avatarUrl', 0],
    ['md5_of', 0],
    ['sign', 1],
    ['seal_of', 1],
  ])('in %s', (name, count) => {
    const lines = ['import hashlib', `def ${name}(data):`, '  return hashlib.md5(data).digest()'];
    expect(told('a.py', lines)).toHaveLength(count);
  });
});

describe('[5:weakness-web] Settings', () => {
  test('in a list that is longer than a value remembers are all seen', () => {
    const others = ['a.A', 'b.B', 'c.C', 'd.D', 'e.E', 'django.contrib.sessions.middleware.SessionMiddleware'];
    const all = [...others, 'django.middleware.csrf.CsrfViewMiddleware'];
    expect(about(all, 'csrf-off')).toEqual([]);
    const more = [`MIDDLEWARE = ${JSON.stringify(all)}`, "MIDDLEWARE = ['x', *MIDDLEWARE, 'y']"];
    expect(told('settings.py', more).filter((each) => each.startsWith('csrf-off'))).toEqual([]);
    expect(about(others, 'csrf-off')).toEqual(['csrf-off 1 likely']);
  });
});
