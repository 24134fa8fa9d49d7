import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { childOf, childrenOf, readXml, textOf, type XmlElement, XmlError, type XmlLimits } from './index.ts';

const read = (text: string, limits?: XmlLimits) => readXml(Buffer.from(text), limits);

function refusalOf(text: string | Uint8Array, limits?: XmlLimits): XmlError {
  try {
    readXml(Buffer.from(text), limits);
  } catch (error) {
    expect(error).toBeInstanceOf(XmlError);
    return error as XmlError; // just checked
  }
  throw new Error('it was read');
}

describe('a document', () => {
  const project = read(
    [
      '<?xml version="1.0" encoding="UTF-8"?>',
      '<!-- a <comment> -->',
      '<project xmlns="http://maven.apache.org/POM/4.0.0"',
      '         xmlns:x="urn:x">',
      '  <dependencies>',
      '    <dependency>',
      '      <groupId> org.acme </groupId>',
      '      <version>[1.0,2.0)</version>',
      '    </dependency>',
      '    <x:dependency optional="yes" x:of=\'"a"\'/>',
      '  </dependencies>',
      '</project>',
    ].join('\n'),
  );

  test('gives names, text, attributes and the lines of each element', () => {
    const dependencies = childOf(project, 'dependencies');
    const [first, second] = childrenOf(dependencies, 'dependency');
    expect(first).toMatchObject({ line: 6, endLine: 9, text: '' });
    expect(textOf(first, 'groupId')).toBe('org.acme');
    expect(textOf(first, 'version')).toBe('[1.0,2.0)');
    expect(textOf(first, 'scope')).toBeUndefined();
    expect(childOf(first, 'version')).toMatchObject({ line: 8, endLine: 8 });
    expect([...second!.attributes]).toEqual([
      ['optional', 'yes'],
      ['x:of', '"a"'],
    ]);
    expect(second).toMatchObject({ line: 10, endLine: 10 });
  });

  test('knows the namespace of an element by its prefix, and by the default of those around it', () => {
    const dependencies = childOf(project, 'dependencies');
    expect(dependencies?.namespace).toBe('http://maven.apache.org/POM/4.0.0');
    expect(dependencies?.children.map(({ namespace }) => namespace)).toEqual([
      'http://maven.apache.org/POM/4.0.0',
      'urn:x',
    ]);
    expect(read('<a xmlns="urn:a"><b xmlns=""/></a>').children[0]?.namespace).toBe('');
    expect(read('<none:a/>')).toMatchObject({ name: 'a', namespace: '' });
  });

  test('replaces the five entities and numbers, and leaves every other as it is written', () => {
    expect(read('<a b="&lt;&#65;&quot;">&amp;lt; &#x1F600; &apos;&gt; &Ouml; &#0; &#xD800;</a>')).toMatchObject({
      text: "&lt; 😀 '> &Ouml; &#0; &#xD800;",
      attributes: new Map([['b', '<A"']]),
    });
  });

  test('is read in parts where somebody takes them', () => {
    const taken: string[] = [];
    const root = read('<a><b i="1"><c/></b><d/><b i="2"/></a>', {
      take: ({ name, attributes, children }, depth) => {
        if (name === 'b') taken.push(`${depth} ${attributes.get('i')} ${children.length}`);
        return name === 'b';
      },
    });
    expect(taken).toEqual(['1 1 1', '1 2 0']);
    expect(root.children.map(({ name }) => name)).toEqual(['d']);
  });

  test('joins text around comments, sections and instructions', () => {
    expect(read('<a>1<!-- <2> --><![CDATA[<3>&amp;]]><?go 4?>5</a>').text).toBe('1<3>&amp;5');
  });

  test('may begin with a byte order mark, and be in another encoding', () => {
    expect(read('\uFEFF<a>é</a>').text).toBe('é');
    expect(readXml(Buffer.from('\uFEFF<a>é</a>', 'utf16le')).text).toBe('é');
    expect(readXml(Buffer.from('<?xml version="1.0" encoding="ISO-8859-1"?><a>é</a>', 'latin1')).text).toBe('é');
  });

  test('has attributes with names of every object without a prototype in its way', () => {
    const { attributes, children } = read('<a __proto__="1" constructor="2"><__proto__>3</__proto__></a>');
    expect([...attributes]).toEqual([
      ['__proto__', '1'],
      ['constructor', '2'],
    ]);
    expect(children[0]).toMatchObject({ name: '__proto__', text: '3' });
  });
});

describe('what is refused, and where', () => {
  test.each([
    ['', 'malformed', 1],
    ['\n\n', 'malformed', 3],
    ['<a>\n<b>\n</a>', 'malformed', 3],
    ['<a>\n<b>', 'malformed', 2],
    ['<a/>\n<b/>', 'malformed', 2],
    ['<a/>\ntext', 'malformed', 1],
    ['<a>\n<b c=1/></a>', 'malformed', 2],
    ['<a b="1"\nb="2"/>', 'malformed', 2],
    ['<a>\n<1/></a>', 'malformed', 2],
    ['<a b="1"c="2"/>', 'malformed', 1],
    ['<a>\n<!-- ', 'malformed', 2],
    ['<a>\n<![CDATA[ ]]</a>', 'malformed', 2],
    ['<?xml version="1.0" encoding="EBCDIC-CP-US"?><a/>', 'unsupported', 1],
    ['<!DOCTYPE a [\n<!ENTITY b "c">]><a>&b;</a>', 'unsupported', 1],
  ])('%j', (text, code, line) => {
    expect(refusalOf(text)).toMatchObject({ code, line });
  });

  test('a document type that defines nothing is passed over, and never fetched', () => {
    expect(read('<!DOCTYPE a PUBLIC "-//A//B>" \'http://example.com/a.dtd\'>\n<a/>').line).toBe(2);
  });

  test('the laughs that a billion entities promise do not come', () => {
    const laughs = Array.from({ length: 9 }, (_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`).join('');
    expect(refusalOf(`<!DOCTYPE a [<!ENTITY l0 "ha">${laughs}]><a>&l9;</a>`).code).toBe('unsupported');
  });

  test('elements nested too deep, too many of them, too many bytes and too much time', () => {
    expect(refusalOf('<a>'.repeat(100_000))).toMatchObject({ code: 'too-deep' });
    expect(refusalOf('<a><b><c/></b></a>', { maxDepth: 2 })).toMatchObject({ code: 'too-deep' });
    expect(refusalOf('<a><b/><b/></a>', { maxElements: 2 })).toMatchObject({ code: 'too-large' });
    expect(refusalOf('<a></a>', { maxBytes: 6 })).toMatchObject({ code: 'too-large' });
    expect(refusalOf(`<a>${'<b/>'.repeat(5000)}</a>`, { deadline: 0 })).toMatchObject({ code: 'timed-out' });
  });
});

interface Written {
  readonly name: string;
  readonly attributes: readonly (readonly [string, string])[];
  readonly text: string;
  readonly children: readonly Written[];
}

const name = fc.stringMatching(/^[A-Za-z_é][\w.é-]{0,8}$/);
const character = fc.oneof(fc.constantFrom('<', '>', '&', '"', "'", ']', '-', 'ü', '😀'), fc.stringMatching(/^[ -~]$/));
const words = fc.string({ unit: character, maxLength: 20 }).map((text) => text.trim());
const { element } = fc.letrec<{ element: Written; children: readonly Written[] }>((tie) => ({
  element: fc.record({
    name,
    attributes: fc.uniqueArray(fc.tuple(name, words), { selector: ([key]) => key, maxLength: 3 }),
    text: words,
    children: tie('children'),
  }),
  children: fc.oneof({ maxDepth: 4 }, fc.constant([]), fc.array(tie('element'), { maxLength: 3 })),
}));

const escaped = (text: string) =>
  text.replace(/[<>&"']/g, (sign) => (sign === '<' ? '&lt;' : `&#${sign.codePointAt(0)};`));

/** One line for each tag, so that an element's lines can be counted. */
function written({ name, attributes, text, children }: Written): string[] {
  const start = [name, ...attributes.map(([key, value]) => `${key} = "${escaped(value)}"`)].join(' ');
  return [`<${start}>${escaped(text)}`, ...children.flatMap(written), `</${name} >`];
}

function same(read: XmlElement, made: Written, line: number): number {
  expect(read).toMatchObject({ name: made.name, text: made.text, line });
  expect([...read.attributes]).toEqual(made.attributes.filter(([key]) => key !== 'xmlns'));
  expect(read.children).toHaveLength(made.children.length);
  const end = made.children.reduce((at, child, i) => same(read.children[i]!, child, at), line + 1);
  expect(read.endLine).toBe(end);
  return end + 1;
}

describe('whatever it is handed', () => {
  test('what was written as XML is read as it was, each element on its lines', () => {
    fc.assert(fc.property(element, (made) => void same(read(written(made).join('\n')), made, 1)));
  });

  test('nothing but XmlError is thrown, with a line of the document', () => {
    const bits = fc.constantFrom(
      '<',
      '</',
      '/>',
      '>',
      '<!--',
      '-->',
      '<![CDATA[',
      ']]>',
      '<!DOCTYPE',
      '[',
      '<?',
      '?>',
      'a',
      '"',
      '=',
      ' ',
      '\n',
      '&#',
      ';',
      'xmlns:',
      '\0',
      'é',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.array(bits, { maxLength: 40 }).map((all) => Buffer.from(all.join(''))),
          fc.uint8Array(),
        ),
        (bytes) => {
          try {
            expect(readXml(bytes).line).toBeGreaterThan(0);
          } catch (error) {
            expect(error).toBeInstanceOf(XmlError);
            expect((error as XmlError).line).toBeLessThanOrEqual(Buffer.from(bytes).toString().split('\n').length);
          }
        },
      ),
      { numRuns: 2000 },
    );
  });

  test('a part that was cut out, doubled or changed throws nothing but XmlError', () => {
    fc.assert(
      fc.property(element, fc.nat(), fc.nat(), fc.string({ maxLength: 3 }), (made, a, b, put) => {
        const text = written(made).join('\n');
        const [from, to] = [a % text.length, b % text.length];
        try {
          read(text.slice(0, from) + put + text.slice(to));
        } catch (error) {
          expect(error).toBeInstanceOf(XmlError);
        }
      }),
    );
  });

  test('many namespaces, and one long line, cost no more than they are', () => {
    const declared = Array.from({ length: 20_000 }, (_, i) => `xmlns:n${i}="urn:${i}"`).join(' ');
    const children = Array.from({ length: 20_000 }, (_, i) => `<n${i}:b xmlns:m="urn:m"/>`).join('');
    const root = read(`<a ${declared}>${children}</a>`);
    expect(root.children.at(-1)).toMatchObject({ namespace: 'urn:19999', line: 1 });
  });
});
