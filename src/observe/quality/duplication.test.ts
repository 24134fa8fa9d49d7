import { expect, test } from 'vitest';
import { cpuTime } from '../../ground/model/testing.ts';
import type { Change } from './change.ts';
import { type Duplicate, Duplication } from './duplication.ts';
import { languageOf } from './languages.ts';
import { tokensOf } from './tokens.ts';

const total = (name: string, item = 'item'): string => `export function ${name}(${item}s, customer) {
  let sum = 0;
  for (const ${item} of ${item}s) {
    const price = ${item}.price * ${item}.count;
    if (${item}.isReduced && price > 100) {
      sum += price * 0.9;
    } else if (customer.isMember) {
      sum += price * 0.95;
    } else {
      sum += price;
    }
  }
  const shipping = sum > 50 ? 0 : customer.country === 'DE' ? 4.9 : 12.5;
  return { sum, shipping, total: sum + shipping, currency: customer.currency };
}
`;
const lines = (text: string) => [{ firstLine: 1, lastLine: text.split('\n').length - 1 }];
const added = (path: string, text: string) => ({ path, text, added: lines(text), removed: [] });

const read = (path: string, text: string) => tokensOf(text, languageOf(path)!.family);

function duplicatesOf(
  change: Partial<Change>,
  tree: Readonly<Record<string, string>>,
): (Pick<Duplicate, 'path' | 'firstLine' | 'lastLine' | 'places'> & { readonly other: string })[] {
  const search = new Duplication({ tokens: 100, lines: 10, deadline: performance.now() + 5000 });
  for (const file of change.files ?? []) search.add(file, read(file.path, file.text));
  for (const { path, before, removed } of change.files ?? [])
    if (before !== undefined) search.leave(path, read(path, before), removed);
  for (const { path, text } of change.gone ?? []) search.leave(path, read(path, text));
  for (const [path, text] of Object.entries(tree)) search.look(path, read(path, text));
  for (const { path, text } of change.files ?? []) search.look(path, read(path, text));
  return search.duplicates().map(({ path, firstLine, lastLine, other, places }) => ({
    path,
    firstLine,
    lastLine,
    places,
    other: `${other.path}:${other.firstLine}-${other.lastLine}`,
  }));
}

test('Code that is added and stands elsewhere is told once, with the other place [5:quality]', () => {
  const copy = `import { a } from './a';\n\n${total('invoiceTotal')}`;
  expect(
    duplicatesOf({ files: [added('src/invoice.ts', copy)] }, { 'src/cart.ts': `// The cart.\n${total('cartTotal')}` }),
  ).toEqual([{ path: 'src/invoice.ts', firstLine: 3, lastLine: 17, places: 1, other: 'src/cart.ts:2-16' }]);
});

test('Other names, blanks and comments do not hide a copy, and other code of the same shape is none [5:quality]', () => {
  const renamed = total('f', 'row').replaceAll('\n', '\n    // a remark\n');
  expect(duplicatesOf({ files: [added('b.js', renamed)] }, { 'a.js': total('g') })).toHaveLength(1);
  const words = new Map<string, string>();
  const other = total('f').replace(/\b[a-z]\w+\b(?!\s*\()/gi, (word) =>
    /^(export|function|let|for|const|of|if|else|return)$/.test(word)
      ? word
      : (words.get(word) ?? (words.set(word, `name${words.size}`), `name${words.size - 1}`)),
  );
  expect(duplicatesOf({ files: [added('b.js', other)] }, { 'a.js': total('g') })).toEqual([]);
});

test('Two copies within the change are told at the second one', () => {
  expect(duplicatesOf({ files: [added('a.ts', total('f')), added('b.ts', total('g'))] }, {})).toEqual([
    { path: 'b.ts', firstLine: 1, lastLine: 15, places: 1, other: 'a.ts:1-15' },
  ]);
  expect(duplicatesOf({ files: [added('a.ts', total('f') + total('g'))] }, {})).toEqual([
    { path: 'a.ts', firstLine: 16, lastLine: 30, places: 1, other: 'a.ts:1-15' },
  ]);
});

test('A copy that stands in three other places is one finding', () => {
  const tree = { 'b.ts': total('b'), 'c.ts': total('c'), 'd.ts': total('d') };
  expect(duplicatesOf({ files: [added('a.ts', total('f'))] }, tree)).toEqual([
    { path: 'a.ts', firstLine: 1, lastLine: 15, places: 3, other: 'b.ts:1-15' },
  ]);
});

test('Code that moves is not new, wherever else it stands; its second copy is [5:quality]', () => {
  const gone = [{ path: 'old.ts', text: total('f') }];
  const tree = { 'other.ts': total('g') };
  expect(duplicatesOf({ files: [added('new.ts', total('f'))], gone }, tree)).toEqual([]);
  expect(duplicatesOf({ files: [added('a.ts', total('f')), added('b.ts', total('f'))], gone }, {})).toMatchObject([
    { path: 'b.ts', other: 'a.ts:1-15' },
  ]);
});

test('Code that moves within its file is not new', () => {
  const before = `${total('f')}\nexport const a = 1;\n`;
  const text = `export const a = 1;\n\n${total('f')}`;
  const file = {
    path: 'a.ts',
    text,
    before,
    added: [{ firstLine: 3, lastLine: 17 }],
    removed: [{ firstLine: 1, lastLine: 15 }],
  };
  expect(duplicatesOf({ files: [file] }, { 'b.ts': total('g') })).toEqual([]);
});

test('What the change does not add is not its to answer for', () => {
  const text = `${total('f')}\nexport const a = 1;\n`;
  const file = { path: 'a.ts', text, before: total('f'), added: [{ firstLine: 17, lastLine: 17 }], removed: [] };
  expect(duplicatesOf({ files: [file] }, { 'b.ts': total('g') })).toEqual([]);
});

const table = (seed: number): string =>
  `export const rates = {\n${Array.from({ length: 40 }, (_, at) => `  K${at}: { rate: ${at * seed}, name: 'n' },`).join('\n')}\n};\n`;

test('Tables and lists of imports are no copies', () => {
  expect(duplicatesOf({ files: [added('a.ts', table(2))] }, { 'b.ts': table(3) })).toEqual([]);
  const data = `export const all = [\n${Array.from({ length: 12 }, (_, at) => `  { id: ${at}, ${'a'.repeat(at + 1)}: [${'1, '.repeat(at)}], isOn: true, next: null },`).join('\n')}\n];\n`;
  expect(duplicatesOf({ files: [added('a.ts', data)] }, { 'b.ts': data })).toEqual([]);
  const imports = Array.from({ length: 40 }, (_, at) => `import { name${at} } from './module${at}';`).join('\n');
  expect(duplicatesOf({ files: [added('a.ts', `${imports}\n`)] }, { 'b.ts': `${imports}\n` })).toEqual([]);
});

const inPython = (name: string): string => `def ${name}(orders, customer):
    """Adds up what ${name} costs."""
    total = 0
    for order in orders:
        price = order.price * order.count
        if order.is_reduced and price > 100:  # ${name}
            total += price * 0.9
        elif customer.is_member:
            total += price * 0.95
        else:
            total += price
    shipping = 0 if total > 50 else customer.shipping.get("DE", 12.5)
    logger.info("total %s for %s, shipping %s", total, customer.name, shipping)
    return {"total": total, "shipping": shipping, "currency": customer.currency, "sum": total + shipping}
`;
const inGo = (name: string): string => `package shop

import (
	"fmt"
)

func ${name}(orders []Order, customer *Customer) (float64, error) {
	total := 0.0
	for _, order := range orders {
		price := order.Price * float64(order.Count)
		if order.IsReduced && price > 100 {
			total += price * 0.9
		} else if customer.IsMember {
			total += price * 0.95
		} else {
			total += price
		}
	}
	if total < 0 {
		return 0, fmt.Errorf(\`total of %s is %f\`, customer.Name, total)
	}
	return total + shipping(customer.Country, total, customer.Currency), nil
}
`;

test.each([
  ['py', inPython, 1],
  ['go', inGo, 7],
] as const)('Copies are found in .%s too, without its comments and imports', (extension, make, firstLine) => {
  expect(
    duplicatesOf({ files: [added(`b.${extension}`, make('second'))] }, { [`a.${extension}`]: make('first') }),
  ).toMatchObject([
    { path: `b.${extension}`, firstLine, other: expect.stringContaining(`a.${extension}:${firstLine}-`) },
  ]);
});

test('Text that is made to cost time does not', () => {
  const since = cpuTime();
  const text = 'f(a, b);\n'.repeat(20_000);
  expect(duplicatesOf({ files: [added('a.ts', text)] }, { 'b.ts': text, 'c.ts': text })).toEqual([]);
  expect(cpuTime() - since).toBeLessThan(5000);
});
