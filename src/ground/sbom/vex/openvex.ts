import type { JsonNode } from '#ground/formats';
import {
  isVexJustification,
  isVexStatus,
  noAction,
  noReason,
  type VexDocument,
  type VexProduct,
  type VexStatement,
} from './document.ts';

/** OpenVEX 0.2.0. It asks for at least one statement. */
export function writeOpenVex({ id, author, timestamp, version, statements }: VexDocument): string {
  const document = {
    '@context': 'https://openvex.dev/ns/v0.2.0',
    '@id': id,
    author,
    timestamp,
    version,
    tooling: 'selvedge',
    statements: statements.map((statement) => ({
      vulnerability: {
        name: statement.vulnerability,
        ...(statement.aliases.length === 0 ? {} : { aliases: statement.aliases }),
      },
      ...(statement.timestamp === undefined ? {} : { timestamp: statement.timestamp }),
      products: statement.products.map(({ purl, within }) =>
        within === undefined ? component(purl) : { ...component(within), subcomponents: [component(purl)] },
      ),
      status: statement.status,
      ...reasonsOf(statement),
    })),
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

function component(purl: string) {
  return { '@id': purl, identifiers: { purl } };
}

/** Not affected needs a justification or words, affected an action (OpenVEX 0.2.0, Status Labels). */
function reasonsOf({ status, justification, impact, action }: VexStatement): Record<string, string> {
  const words = impact ?? (status === 'not_affected' && justification === undefined ? noReason : undefined);
  const deed = action ?? (status === 'affected' ? noAction : undefined);
  return {
    ...(justification === undefined ? {} : { justification }),
    ...(words === undefined ? {} : { impact_statement: words }),
    ...(deed === undefined ? {} : { action_statement: deed }),
  };
}

/** OpenVEX 0.0.1 to 0.2.0: a vulnerability and a product may also be a bare string. Statements that make no sense are left out. */
export function readOpenVex(root: JsonNode): VexDocument {
  const author = root.get('author')?.text ?? '';
  const timestamp = root.get('last_updated')?.text ?? root.get('timestamp')?.text ?? '';
  return {
    id: root.get('@id')?.text ?? '',
    author,
    timestamp: root.get('timestamp')?.text ?? timestamp,
    version: root.get('version')?.number ?? 1,
    statements: (root.get('statements')?.items ?? []).flatMap((node) => statementOf(node) ?? []),
  };
}

function statementOf(node: JsonNode): VexStatement | undefined {
  const vulnerability = node.get('vulnerability');
  const name = vulnerability?.text ?? vulnerability?.get('name')?.text ?? vulnerability?.get('@id')?.text;
  const status = node.get('status')?.text;
  if (name === undefined || !isVexStatus(status)) return undefined;
  const justification = node.get('justification')?.text;
  const impact = node.get('impact_statement')?.text ?? node.get('status_notes')?.text;
  const action = node.get('action_statement')?.text;
  const timestamp = node.get('last_updated')?.text ?? node.get('timestamp')?.text;
  return {
    vulnerability: name,
    aliases: (vulnerability?.get('aliases')?.items ?? []).flatMap(({ text }) => text ?? []),
    products: (node.get('products')?.items ?? []).flatMap(productsOf),
    status,
    ...(isVexJustification(justification) ? { justification } : {}),
    ...(impact === undefined ? {} : { impact }),
    ...(action === undefined ? {} : { action }),
    ...(timestamp === undefined ? {} : { timestamp }),
  };
}

function productsOf(node: JsonNode): readonly VexProduct[] {
  const purl = purlOf(node);
  const parts = (node.get('subcomponents')?.items ?? []).flatMap((part) => purlOf(part) ?? []);
  if (parts.length > 0) return parts.map((part) => ({ purl: part, ...(purl === undefined ? {} : { within: purl }) }));
  return purl === undefined ? [] : [{ purl }];
}

function purlOf(node: JsonNode): string | undefined {
  const named = node.get('identifiers')?.get('purl')?.text ?? node.text ?? node.get('@id')?.text;
  return named?.startsWith('pkg:') === true ? named : undefined;
}
