import type { JsonNode } from '#ground/formats';
import {
  isVexJustification,
  noAction,
  noReason,
  type VexDocument,
  type VexJustification,
  type VexProduct,
  type VexStatement,
  type VexStatus,
} from './document.ts';

const statusLists: readonly (readonly [list: string, status: VexStatus])[] = [
  ['known_not_affected', 'not_affected'],
  ['known_affected', 'affected'],
  ['fixed', 'fixed'],
  ['under_investigation', 'under_investigation'],
];

/** CSAF 2.0 by the profile VEX (4.5). Of two statements about one product and vulnerability the later one stands, since CSAF allows one. */
export function writeCsafVex({ id, author, timestamp, version, statements }: VexDocument): string {
  const products = new Products(statements);
  const byVulnerability = Map.groupBy(statements, ({ vulnerability }) => vulnerability);
  const document = {
    document: {
      category: 'csaf_vex',
      csaf_version: '2.0',
      publisher: { category: 'vendor', name: author, namespace: namespaceOf(id) },
      title: `Exploitability of vulnerabilities, by ${author}`,
      tracking: {
        current_release_date: timestamp,
        id,
        initial_release_date: timestamp,
        revision_history: [{ date: timestamp, number: String(version), summary: 'This version.' }],
        status: 'final',
        version: String(version),
      },
    },
    product_tree: products.tree(),
    vulnerabilities: [...byVulnerability].map(([name, group]) => vulnerabilityOf(name, group, products)),
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

/** Product ids, in the order in which statements name products. */
class Products {
  readonly #ids = new Map<string, string>();
  readonly #parts = new Map<string, { readonly purl: string; readonly within: string }>();

  constructor(statements: readonly VexStatement[]) {
    for (const { products } of statements) {
      for (const product of products) {
        this.#add(product.purl);
        if (product.within === undefined) continue;
        this.#add(product.within);
        this.#add(keyOf(product));
        this.#parts.set(keyOf(product), { purl: product.purl, within: product.within });
      }
    }
  }

  #add(key: string): void {
    if (!this.#ids.has(key)) this.#ids.set(key, `P${this.#ids.size + 1}`);
  }

  idOf(product: VexProduct): string {
    return this.#ids.get(keyOf(product)) ?? '';
  }

  tree(): Record<string, unknown> {
    const names = [...this.#ids].filter(([key]) => !this.#parts.has(key));
    return {
      full_product_names: names.map(([purl, id]) => ({
        name: purl,
        product_id: id,
        product_identification_helper: { purl },
      })),
      ...(this.#parts.size === 0
        ? {}
        : {
            relationships: [...this.#parts].map(([key, { purl, within }]) => ({
              category: 'default_component_of',
              full_product_name: { name: `${purl} in ${within}`, product_id: this.#ids.get(key) },
              product_reference: this.#ids.get(purl),
              relates_to_product_reference: this.#ids.get(within),
            })),
          }),
    };
  }
}

/** No purl holds a blank. */
function keyOf({ purl, within }: VexProduct): string {
  return within === undefined ? purl : `${purl} ${within}`;
}

function vulnerabilityOf(
  name: string,
  statements: readonly VexStatement[],
  products: Products,
): Record<string, unknown> {
  const latest = new Map<string, VexStatement>();
  for (const statement of statements)
    for (const product of statement.products) latest.set(products.idOf(product), statement);
  const names = [name, ...new Set(statements.flatMap(({ aliases }) => aliases).filter((alias) => alias !== name))];
  const cve = names.find((one) => /^CVE-\d{4}-\d{4,}$/.test(one));
  const others = names.filter((one) => one !== cve);
  const of = (holds: (statement: VexStatement) => boolean) => [...latest].filter(([, statement]) => holds(statement));
  const lists = statusLists.flatMap(([list, status]) => {
    const ids = of((statement) => statement.status === status).map(([id]) => id);
    return ids.length === 0 ? [] : [[list, ids] as const];
  });
  const flags = of(({ justification }) => justification !== undefined).map(([id, { justification, timestamp }]) => ({
    ...(timestamp === undefined ? {} : { date: timestamp }),
    label: justification,
    product_ids: [id],
  }));
  const threats = of(
    ({ impact, status, justification }) =>
      impact !== undefined || (status === 'not_affected' && justification === undefined),
  ).map(([id, { impact, timestamp }]) => ({
    category: 'impact',
    ...(timestamp === undefined ? {} : { date: timestamp }),
    details: impact ?? noReason,
    product_ids: [id],
  }));
  const remediations = of(({ action, status }) => action !== undefined || status === 'affected').map(
    ([id, { action, timestamp }]) => ({
      category: action === undefined ? 'none_available' : 'mitigation',
      ...(timestamp === undefined ? {} : { date: timestamp }),
      details: action ?? noAction,
      product_ids: [id],
    }),
  );
  return {
    ...(cve === undefined ? {} : { cve }),
    ...(others.length === 0 ? {} : { ids: others.map((one) => ({ system_name: systemOf(one), text: one })) }),
    ...(flags.length === 0 ? {} : { flags }),
    notes: [{ category: 'summary', text: `What ${name} means to the products.` }],
    ...(lists.length === 0 ? {} : { product_status: Object.fromEntries(lists) }),
    ...(remediations.length === 0 ? {} : { remediations }),
    ...(threats.length === 0 ? {} : { threats }),
    title: name,
  };
}

function systemOf(id: string): string {
  return id.startsWith('GHSA-') ? 'GitHub Security Advisories' : 'OSV';
}

/** CSAF asks for a URI of the publisher’s. */
function namespaceOf(id: string): string {
  return URL.canParse(id) && /^https?:/.test(id) ? new URL(id).origin : 'https://selvedge.dev';
}

/** The statements of a CSAF 2.0 or 2.1 document of any profile that has product statuses: one for each vulnerability, status and reason. */
export function readCsafVex(root: JsonNode): VexDocument {
  const document = root.get('document');
  const tracking = document?.get('tracking');
  const products = productsIn(root.get('product_tree'));
  return {
    id: tracking?.get('id')?.text ?? '',
    author: document?.get('publisher')?.get('name')?.text ?? '',
    timestamp: tracking?.get('current_release_date')?.text ?? '',
    version: Number.parseInt(tracking?.get('version')?.text ?? '1', 10) || 1,
    statements: (root.get('vulnerabilities')?.items ?? []).flatMap((node) => statementsOf(node, products)),
  };
}

function statementsOf(node: JsonNode, products: ReadonlyMap<string, VexProduct>): readonly VexStatement[] {
  const cve = node.get('cve')?.text;
  const ids = [
    ...(cve === undefined ? [] : [cve]),
    ...(node.get('ids')?.items ?? []).flatMap((one) => one.get('text')?.text ?? []),
  ];
  const title = node.get('title')?.text;
  const name = title !== undefined && ids.includes(title) ? title : ids[0];
  if (name === undefined) return [];
  const flags = byProduct(node.get('flags'), 'label');
  const threats = byProduct(
    { items: (node.get('threats')?.items ?? []).filter((one) => one.get('category')?.text === 'impact') },
    'details',
  );
  const remediations = byProduct(node.get('remediations'), 'details');
  const statements = new Map<string, { statement: VexStatement; products: VexProduct[] }>();
  for (const [list, status] of statusLists) {
    for (const { text: id } of node.get('product_status')?.get(list)?.items ?? []) {
      const product = products.get(id ?? '');
      if (id === undefined || product === undefined) continue;
      const justification = flags.get(id);
      const impact = threats.get(id);
      const action = remediations.get(id);
      const key = JSON.stringify([status, justification, impact, action]);
      const known = statements.get(key);
      if (known !== undefined) known.products.push(product);
      else
        statements.set(key, {
          statement: {
            vulnerability: name,
            aliases: ids.filter((one) => one !== name),
            products: [],
            status,
            ...(isVexJustification(justification) ? { justification: justification satisfies VexJustification } : {}),
            ...(impact === undefined ? {} : { impact }),
            ...(action === undefined ? {} : { action }),
          },
          products: [product],
        });
    }
  }
  return [...statements.values()].map(({ statement, products: named }) => ({ ...statement, products: named }));
}

/** The first text that is said of each product. */
function byProduct(list: Pick<JsonNode, 'items'> | undefined, key: string): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  for (const node of list?.items ?? []) {
    const text = node.get(key)?.text;
    for (const { text: id } of node.get('product_ids')?.items ?? [])
      if (id !== undefined && text !== undefined && !texts.has(id)) texts.set(id, text);
  }
  return texts;
}

/** Product ids of the whole tree; its depth was bounded by the reader of JSON. */
function productsIn(tree: JsonNode | undefined): ReadonlyMap<string, VexProduct> {
  const purls = new Map<string, string>();
  const add = (name: JsonNode | undefined) => {
    const id = name?.get('product_id')?.text;
    const purl = name?.get('product_identification_helper')?.get('purl')?.text;
    if (id !== undefined && purl !== undefined) purls.set(id, purl);
  };
  for (const name of tree?.get('full_product_names')?.items ?? []) add(name);
  const open = [...(tree?.get('branches')?.items ?? [])];
  for (let branch = open.pop(); branch !== undefined; branch = open.pop()) {
    add(branch.get('product'));
    for (const inner of branch.get('branches')?.items ?? []) open.push(inner);
  }
  const products = new Map<string, VexProduct>([...purls].map(([id, purl]) => [id, { purl }]));
  for (const relation of tree?.get('relationships')?.items ?? []) {
    const id = relation.get('full_product_name')?.get('product_id')?.text;
    const purl = purls.get(relation.get('product_reference')?.text ?? '');
    const within = purls.get(relation.get('relates_to_product_reference')?.text ?? '');
    if (id !== undefined && purl !== undefined) products.set(id, { purl, ...(within === undefined ? {} : { within }) });
  }
  return products;
}
