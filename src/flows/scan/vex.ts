import type { Claim, DependencyFile } from '#ground/model';
import { type VexDocument, vexStatus, type VexVerdict } from '#ground/sbom';
import type { Affected } from '#observe/dependencies';

/** What VEX documents of the project say, by the path that they stand at. */
export interface VexFile {
  readonly path: string;
  readonly document: VexDocument;
}

export function vexDocumentsOf(files: readonly DependencyFile[]): readonly VexFile[] {
  return files.flatMap(({ path, format, extra }) =>
    format === 'vex/document' && extra !== undefined ? [{ path, document: extra as unknown as VexDocument }] : [],
  ); // its reader wrote it
}

/**
 * A claim with what VEX says of it. `not_affected` and `fixed` put it further down, and say so; nothing hides it, and no gate opens for it: the document
 * lies in what is scanned.
 */
export function withVex(claim: Claim, { listed, advisory }: Affected, files: readonly VexFile[]): Claim {
  if (files.length === 0) return claim;
  const documents = files.map(({ document }) => document);
  const verdict = vexStatus(documents, listed.purl, [advisory.id, ...advisory.aliases]);
  if (verdict === undefined) return claim;
  const said = inWords(verdict, files);
  const { attributes } = claim;
  const isLowered = verdict.statement.status === 'not_affected' || verdict.statement.status === 'fixed';
  return {
    ...claim,
    attributes: {
      ...attributes,
      vex: verdict.statement.status,
      vexSays: said,
      ...(isLowered &&
        typeof attributes['priority'] === 'number' && { priority: Math.round(attributes['priority'] * lowering) }),
      ...(isLowered && {
        because: [said, attributes['because']]
          .filter((part) => part !== undefined)
          .join('; ')
          .slice(0, 500),
      }),
    },
  };
}

/** Half of what code counts that is not observed to be used: here somebody has looked. */
const lowering = 0.25;

function inWords({ statement, document }: VexVerdict, files: readonly VexFile[]): string {
  const { status, justification, impact, action } = statement;
  const where = files.find((file) => file.document === document)?.path ?? document.id;
  const reason = [justification, impact, action]
    .filter((part) => part !== undefined)
    .join(', ')
    .replaceAll('_', ' ');
  return `${where} says ${status.replaceAll('_', ' ')}${reason === '' ? '' : ` (${reason})`}`.slice(0, 300);
}
