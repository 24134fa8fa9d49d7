import { describe, expect, test } from 'vitest';
import { type Files, openCode, scriptsFound } from './testing.ts';

const session = await openCode();
const scripting = (files: Files): string[] => scriptsFound(session, files);

const component = (template: string, rest: string): string =>
  `import { Component, inject } from '@angular/core';\nimport { ActivatedRoute } from '@angular/router';\nimport { DomSanitizer } from '@angular/platform-browser';\n@Component({ selector: 'app-page', ${template} })\nexport class PageComponent {\n  sanitizer = inject(DomSanitizer);\n  route = inject(ActivatedRoute);\n  note = '';\n  notes: { body: string }[] = [];\n  ngOnInit() {\n    this.note = this.route.snapshot.queryParams['note'];\n    this.notes = [{ body: this.note }];\n  }\n  ${rest}\n}\n`;

describe('[5:weakness-xss] what becomes HTML in a browser', () => {
  const trust = 'trust(html: string) { return this.sanitizer.bypassSecurityTrustHtml(html); }';
  const pipe =
    "import { Pipe } from '@angular/core';\nimport { DomSanitizer } from '@angular/platform-browser';\n@Pipe({ name: 'safeHtml' })\nexport class SafePipe {\n  constructor(private s: DomSanitizer) {}\n  transform(html: string) {\n    return this.s.bypassSecurityTrustHtml(html);\n  }\n}\n";
  const child =
    "import { Component, Input } from '@angular/core';\nimport { DomSanitizer } from '@angular/platform-browser';\n@Component({ selector: 'app-note', template: '<p></p>' })\nexport class NoteComponent {\n  @Input() html = '';\n  constructor(private s: DomSanitizer) {}\n  get safe() {\n    return this.s.bypassSecurityTrustHtml(this.html);\n  }\n}\n";
  const angular: readonly (readonly [
    what: string,
    files: Readonly<Record<string, string>>,
    found: readonly string[],
  ])[] = [
    [
      'Angular, a method',
      { 'p.ts': component('template: `<div [innerHTML]="trust(note)"></div>`', trust) },
      ['p.ts:14'],
    ],
    [
      'Angular, a method, in a file',
      {
        'p.ts': component("templateUrl: './page.component.html'", trust),
        'page.component.html': '<div *ngFor="let one of notes" [innerHTML]="trust(one.body)"></div>',
      },
      ['p.ts:14'],
    ],
    [
      'Angular, a block',
      {
        'p.ts': component("templateUrl: './page.component.html'", trust),
        'page.component.html': '@for (one of notes; track one) {\n<div [innerHTML]="trust(one.body)"></div>}',
      },
      ['p.ts:14'],
    ],
    [
      'Angular, a pipe',
      { 'p.ts': component('template: `<div [innerHTML]="note | safeHtml"></div>`', ''), 'pipe.ts': pipe },
      ['pipe.ts:7'],
    ],
    [
      'Angular, another component',
      { 'p.ts': component('template: `<app-note [html]="note"/>`', ''), 'note.ts': child },
      ['note.ts:8'],
    ],
    [
      'Angular, what it makes harmless',
      { 'p.ts': component('template: `<div [innerHTML]="note"></div>{{ note }}`', trust) },
      [],
    ],
  ];
  test.each(angular)('[5:front-components] %s', (_, files, found) => {
    expect(scripting(files).map((one) => one.split(' ')[0])).toEqual(found);
  });

  const hash = 'location.hash.slice(1)';
  const pages: readonly (readonly [what: string, path: string, text: string, found: readonly string[]])[] = [
    [
      'a script',
      'a.html',
      `<p id="a"></p>\n<script>\n  document.querySelector('#a').innerHTML = ${hash};\n</script>`,
      ['a.html:3 dom-xss'],
    ],
    [
      'scripts share their globals',
      'a.html',
      `<script>\nvar name = ${hash};\n</script>\n<script>document.write(name)</script>`,
      ['a.html:4 dom-xss'],
    ],
    [
      'a module',
      'a.html',
      `<script type="module">import x from './x.js';\ndocument.write(${hash});</script>`,
      ['a.html:2 dom-xss'],
    ],
    [
      'a handler',
      'a.html',
      `<script>function show(text) { document.write(text); }</script>\n<b onclick="show(${hash})">`,
      ['a.html:1 dom-xss'],
    ],
    ['an address', 'a.html', `<a\nhref="javascript:document.write(${hash})">`, ['a.html:2 dom-xss']],
    [
      'scripts of a template',
      'a.html',
      `{% if a %}<script>\nlet n = {{ n }}, m = "{{ m }}"; {% if x %} n++; {% endif %}\ndocument.write(${hash});</script>{% endif %}`,
      ['a.html:3 dom-xss'],
    ],
    [
      'what is no code',
      'a.html',
      `<script type="application/json">document.write(${hash})</script><script src="a.js"></script><!-- <script>document.write(${hash})</script> -->`,
      [],
    ],
    [
      'what is broken',
      'a.html',
      `<script>let = = ;</script>\n<script>document.write(${hash})</script>`,
      ['a.html:2 dom-xss'],
    ],
  ];
  test.each(pages)('[5:front-components] in a page, %s', (_, path, text, found) => {
    expect(scripting({ [path]: text }).filter((one) => !one.endsWith('script-url') || found.includes(one))).toEqual(
      found,
    );
  });

  const elements: readonly (readonly [what: string, code: string])[] = [
    [
      'properties that are spread',
      `const Note = (props) => <div {...props.all} />;\nexport const Page = () => <Note all={{ dangerouslySetInnerHTML: { __html: ${hash} } }} />;`,
    ],
    [
      'references that are functions',
      `export const Page = () => <div ref={(one) => {\none.innerHTML = ${hash}; }} />;`,
    ],
    [
      'custom elements',
      `class Note extends HTMLElement {\nconnectedCallback() { this.attachShadow({ mode: 'open' });\nthis.shadowRoot.innerHTML = ${hash}; } }`,
    ],
  ];
  test.each(elements)('[5:front-components] what becomes HTML by %s', (_, code) => {
    expect(scripting({ 'a.jsx': code }).map((one) => one.split(' ')[1])).toEqual(['dom-xss']);
  });
});
