import type { FindingDetail, TraceStep } from '../api.generated.ts';
import { finding, findingId } from '../findings/testing.ts';

function at(path: string, line: number): TraceStep['location'] {
  return { path, startLine: line, startColumn: 3, endLine: line, endColumn: 60 };
}

const customers = 'services/checkout/src/customers.ts';

/** How a name in a request becomes part of an SQL statement: four steps through two files, two of them on one line. */
export const trace: readonly TraceStep[] = [
  {
    location: at('services/checkout/src/routes.ts', 16),
    symbol: 'app.get /customers',
    note: 'comes from outside: the query of a request',
    code: '  response.json(await find(request.query.name, { tenant: request.headers["x-tenant"], limit: Number(request.query.limit) }));',
  },
  { location: at('services/checkout/src/routes.ts', 16), note: 'is passed to find()' },
  { location: at(customers, 31), symbol: 'find', note: 'comes in as name', code: 'export async function find(name) {' },
  {
    location: at(customers, 34),
    symbol: 'find',
    note: 'arrives at pool.query',
    code: "\treturn (await pool.query(`select * from customer where name = '${name}'`)).rows;",
  },
];

/** A finding in code, with the way on which it comes about and a repair. */
export const inCode: FindingDetail = {
  ...finding(0xc0de),
  id: findingId(0xc0de),
  rule: 'code/sql-injection',
  severity: 'critical',
  message: 'The query of a request reaches pool.query without being made harmless.',
  location: at(customers, 34),
  locus: { kind: 'symbol', symbol: 'find', snippet: 'c0ffee' },
  attributes: { cwe: 'CWE-89', source: 'remote', sink: 'sql' },
  context: {
    startLine: 31,
    lines: [
      'export async function find(name) {',
      '\t// Everybody with that name.',
      '',
      "\treturn (await pool.query(`select * from customer where name = '${name}'`)).rows;",
      '}',
    ],
  },
  trace,
  repair: { title: 'Pass name as a parameter' },
  ruleText: {
    title: 'SQL injection',
    finds: 'Text from outside becomes part of an SQL statement.',
    why: 'Whoever sends the text can change the statement: read or change every row that the application may.',
    fix: 'Send values apart from the statement, as parameters.',
    examples: {
      bad: ["await pool.query(`select * from t where a = '${request.query.a}'`);"],
      good: ["await pool.query('select * from t where a = $1', [request.query.a]);"],
    },
    references: ['CWE-89', 'OWASP-A05:2025', 'https://cwe.mitre.org/data/definitions/89.html'],
  },
};
