/** What OpenVEX 0.2.0 and CSAF 2.0 with its profile VEX (4.5) ask of the parts that are written here; nothing else may stand in them. */
const text = { type: 'string', minLength: 1 } as const;
const instant = { type: 'string', pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z$' } as const;
const purl = { type: 'string', pattern: '^pkg:[A-Za-z.+-][A-Za-z0-9.+-]*/.+' } as const;
const justifications = {
  enum: [
    'component_not_present',
    'vulnerable_code_not_present',
    'vulnerable_code_not_in_execute_path',
    'vulnerable_code_cannot_be_controlled_by_adversary',
    'inline_mitigations_already_exist',
  ],
} as const;

function closed(properties: Readonly<Record<string, unknown>>, optional: readonly string[] = []) {
  const required = Object.keys(properties).filter((key) => !optional.includes(key));
  return { type: 'object', additionalProperties: false, required, properties } as const;
}

function list(items: unknown) {
  return { type: 'array', minItems: 1, uniqueItems: true, items } as const;
}

function unless(status: string) {
  return { not: { properties: { status: { const: status } } } } as const;
}

const identified = { '@id': purl, identifiers: closed({ purl }) };

export const openVexSchema = closed({
  '@context': { const: 'https://openvex.dev/ns/v0.2.0' },
  '@id': text,
  author: text,
  timestamp: instant,
  version: { type: 'integer', minimum: 1 },
  tooling: text,
  statements: list({
    ...closed(
      {
        vulnerability: closed({ name: text, aliases: list(text) }, ['aliases']),
        timestamp: instant,
        products: list(closed({ ...identified, subcomponents: list(closed(identified)) }, ['subcomponents'])),
        status: { enum: ['not_affected', 'affected', 'fixed', 'under_investigation'] },
        justification: justifications,
        impact_statement: text,
        action_statement: text,
      },
      ['timestamp', 'justification', 'impact_statement', 'action_statement'],
    ),
    allOf: [
      { anyOf: [unless('not_affected'), { required: ['justification'] }, { required: ['impact_statement'] }] },
      { anyOf: [unless('affected'), { required: ['action_statement'] }] },
    ],
  }),
});

const products = list(text);
const version = { type: 'string', pattern: '^(0|[1-9][0-9]*)$' } as const;

export const csafSchema = closed({
  document: closed({
    category: { const: 'csaf_vex' },
    csaf_version: { const: '2.0' },
    publisher: closed({
      category: { const: 'vendor' },
      name: text,
      namespace: { type: 'string', pattern: '^https?://' },
    }),
    title: text,
    tracking: closed({
      current_release_date: instant,
      id: { type: 'string', pattern: '^[\\S](.*[\\S])?$' },
      initial_release_date: instant,
      revision_history: list(closed({ date: instant, number: version, summary: text })),
      status: { const: 'final' },
      version,
    }),
  }),
  product_tree: closed(
    {
      full_product_names: list(
        closed({ name: text, product_id: text, product_identification_helper: closed({ purl }) }),
      ),
      relationships: list(
        closed({
          category: { const: 'default_component_of' },
          full_product_name: closed({ name: text, product_id: text }),
          product_reference: text,
          relates_to_product_reference: text,
        }),
      ),
    },
    ['relationships'],
  ),
  vulnerabilities: list({
    ...closed(
      {
        cve: { type: 'string', pattern: '^CVE-[0-9]{4}-[0-9]{4,}$' },
        ids: list(closed({ system_name: text, text })),
        flags: list(closed({ date: instant, label: justifications, product_ids: products }, ['date'])),
        notes: list(closed({ category: { const: 'summary' }, text })),
        product_status: {
          ...closed(
            { known_not_affected: products, known_affected: products, fixed: products, under_investigation: products },
            ['known_not_affected', 'known_affected', 'fixed', 'under_investigation'],
          ),
          minProperties: 1,
        },
        remediations: list(
          closed(
            {
              category: { enum: ['mitigation', 'none_available'] },
              date: instant,
              details: text,
              product_ids: products,
            },
            ['date'],
          ),
        ),
        threats: list(
          closed({ category: { const: 'impact' }, date: instant, details: text, product_ids: products }, ['date']),
        ),
        title: text,
      },
      ['cve', 'ids', 'flags', 'remediations', 'threats'],
    ),
    anyOf: [{ required: ['cve'] }, { required: ['ids'] }],
  }),
});
