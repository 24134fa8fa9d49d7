import { digestBytes, type Lease } from '#ground/model';
import {
  type VexDocument,
  type VexJustification,
  type VexStatement,
  vexJustifications,
  writeCsafVex,
  writeCycloneDxVex,
  writeOpenVex,
} from '#ground/sbom';
import { lastReportOf } from './explain.ts';
import type { ReportedFinding } from './scan/report.ts';

export type VexFormat = keyof typeof writers;

const writers = { openvex: writeOpenVex, cyclonedx: writeCycloneDxVex, csaf: writeCsafVex } as const;

export interface VexRequest {
  readonly path: string;
  readonly format: VexFormat;
  /** Who says so. */
  readonly author: string;
  /** ISO 8601, UTC. Absent: when the last scan ended, so that the same scan gives the same bytes. */
  readonly timestamp?: string;
}

/** Nobody has accepted anything: there is nothing to say. */
export class VexRequestError extends Error {
  readonly code = 'nothing-accepted';
  readonly remedy = 'accept a finding first: selvedge accept FINDING --until DATE --because TEXT';

  constructor() {
    super('no finding of the last scan about a dependency is accepted');
    this.name = 'VexRequestError';
  }
}

/**
 * What exceptions say of vulnerable dependencies, for others to read. An exception accepts a risk: its package *is* affected, and what is done
 * about it is the exception’s reason and end. Only a reason that begins with one of VEX’s justifications and a colon
 * (`vulnerable_code_not_in_execute_path: …`) says that it is not. Throws ExplainError, VexRequestError.
 */
export function exportVex(request: VexRequest): { readonly text: string; readonly statements: number } {
  const report = lastReportOf(request.path);
  const leases = new Map(
    report.exceptions.flatMap((lease) =>
      lease.covers.finding === undefined ? [] : [[lease.covers.finding, lease] as const],
    ),
  );
  const statements = report.findings.flatMap((finding) => statementOf(finding, leases.get(finding.id)) ?? []);
  if (statements.length === 0) throw new VexRequestError();
  const timestamp = request.timestamp ?? report.finishedAt;
  const document: VexDocument = {
    id: `https://selvedge.dev/vex/${digestBytes(JSON.stringify([request.author, timestamp, statements])).slice(-40)}`,
    author: request.author,
    timestamp,
    version: 1,
    statements,
  };
  return { text: writers[request.format](document), statements: statements.length };
}

function statementOf(finding: ReportedFinding, lease: Lease | undefined): VexStatement | undefined {
  const { advisory, purl, aliases } = finding.attributes;
  if (lease === undefined || finding.effect !== 'accepted' || typeof advisory !== 'string' || typeof purl !== 'string')
    return undefined;
  const about = {
    vulnerability: advisory,
    aliases: typeof aliases === 'string' ? aliases.split(', ').filter((alias) => alias !== advisory) : [],
    products: [{ purl }],
    timestamp: lease.start ?? lease.requestedAt,
  };
  const justified = justificationIn(lease.reason);
  if (justified === undefined)
    return { ...about, status: 'affected', action: `Accepted until ${lease.end.slice(0, 10)}: ${lease.reason}` };
  return {
    ...about,
    status: 'not_affected',
    justification: justified.justification,
    ...(justified.words !== '' && { impact: justified.words }),
  };
}

function justificationIn(
  reason: string,
): { readonly justification: VexJustification; readonly words: string } | undefined {
  const justification = vexJustifications.find((one) => reason.startsWith(`${one}:`));
  return justification === undefined
    ? undefined
    : { justification, words: reason.slice(justification.length + 1).trim() };
}
