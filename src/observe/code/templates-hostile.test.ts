import { describe, expect, it } from 'vitest';
import { asked, express } from './templates.testing.ts';
import { type Files, openCode, scriptsFound } from './testing.ts';

const session = await openCode();
const scripting = (files: Files): string[] => scriptsFound(session, files);
const many = (count: number, part: (nth: number) => string): string =>
  Array.from({ length: count }, (_, nth) => part(nth)).join('');

describe('[5:code-hostile] templates that hide what they put out', () => {
  it.each([
    ['names of ours', 'a.ejs', '<% function $raw(x) { return "" } let $at = 0 %><%- q %>'],
    ['names of ours, escaped', 'a.ejs', '<% var \\u0024raw = () => 1, $\\u0072aw = 1 %><%- q %>'],
    ['many names', 'a.ejs', `<%= ${many(600, (nth) => `a${nth} + `)} 1 %><%- q %>`],
    ['a comment in another language', 'a.html', '<!-- {% x %} <a [x]="y"> --><%- q %>'],
    ['signs for white space', 'a.hbs', '{{~{q}~}}'],
    ['how comments end', 'a.hbs', '{{!-- x --~}}{{{q}}}'],
    ['how comments of Mustache end', 'a.mustache', '{{!-- x }}{{{q}}}'],
    ['space', 'a.hbs', `{{{${' '.repeat(3000)}q}}}`],
    ['a sign that is escaped itself', 'a.hbs', '\\\\{{{q}}}'],
    ['tags in a line', 'a.pug', 'p hi #[b: i!= q]'],
    ['cases', 'a.pug', 'case x\n  when "a:b": p!= q'],
    ['cases without one', 'a.pug', 'case x\n  default: p!= q'],
    ['attributes with odd names', 'a.pug', 'p(~x=1 onclick=q)'],
    ['code in lines of its own', 'a.pug', '-\n  var r = q\np!= r'],
    ['space in an expression', 'a.njk', `{{${' '.repeat(6000)}q|safe }}`],
    ['marks in texts', 'a.njk', '{{ ("}}" + q)|safe }}'],
    ['tags that do not end', 'a.njk', '{# {% {{ q|safe }}'],
    ['brackets', 'a.njk', `{{ ${'('.repeat(50)}q${')'.repeat(50)}|safe }}`],
    ['names of JavaScript', 'a.njk', '{% set Math = q %}{{ Math|safe }}'],
  ])('%s', (_, name, text) => {
    const found = scripting({ 'app.js': express(`res.render('${name}', ${asked})`), [`views/${name}`]: text });
    expect(found.map((one) => one.replace(/:\d+ .*/, ''))).toContain(`views/${name}`);
  });

  it('many others of the same name lie deeper', () => {
    const others = Array.from({ length: 250 }, (_, nth) => [`aa/${nth}/a.ejs`, '<%= q %>'] as const);
    const files = { 'app.js': express(`res.render('a', ${asked})`), ...Object.fromEntries(others) };
    expect(scripting({ ...files, 'views/a.ejs': '<%- q %>' })).toEqual(['views/a.ejs:1 reflected-xss']);
  });

  it.each([
    ['a.njk', `{{ ${'x + '.repeat(1500)}q|safe }}`],
    ['a.pug', many(250, (nth) => `${' '.repeat(nth)}script\n`)],
    ['a.pug', `${'a: '.repeat(20_000)}p!= q`],
    ['a.ejs', `<%- q ${many(2100, (nth) => `+ a${nth}`)} %>`],
    ['a.njk', many(600, (nth) => `{% set a${nth} = 1 %}{% include "b" %}`)],
  ])('what is too much of %s is told', (name, text) => {
    const bytes = new TextEncoder().encode(text);
    const { notLookedAt } = session.extract({ path: `views/${name}`, bytes, size: bytes.length }, Infinity);
    expect(notLookedAt?.map(({ reason }) => reason)).toEqual(['too-deep']);
  });

  it.each([
    ['a.pug', `if x${' '.repeat(120_000)}y`],
    ['a.pug', `each x${' '.repeat(120_000)}y`],
    ['a.pug', `a${'(a)'.repeat(40_000)}`],
    ['a.mako', `<a>\n% for x${' '.repeat(120_000)}y`],
    ['a.html', `{{x}}${'@for ('.repeat(40_000)}`],
    ['a.html', `<%a%>${'\n'.repeat(120_000)}`],
    ['a.component.html', '@let a=b;'.repeat(6000) + '</x>'.repeat(6000)],
  ])('%s is read in time however it is padded', (name, text) => {
    const bytes = new TextEncoder().encode(text);
    const start = performance.now();
    session.extract({ path: `views/${name}`, bytes, size: bytes.length }, Infinity);
    // Quadratic ones took 6 seconds and more.
    expect(performance.now() - start).toBeLessThan(4000);
  });
});
