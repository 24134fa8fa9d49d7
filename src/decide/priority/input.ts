import type { Instant } from '#ground/model';
import type { SeverityInput } from './severity.ts';

/** What is known of one package that an advisory is about. What is not known is left out, and never counts as good news. */
export interface PriorityInput extends SeverityInput {
  readonly kind: 'vulnerability' | 'malicious' | 'unmaintained' | 'notice';
  /** Listed among the vulnerabilities that are known to be exploited (CISA KEV). */
  readonly exploited?: { readonly since?: Instant | string; readonly inRansomware?: boolean };
  /** Probability of exploitation in the next 30 days (FIRST EPSS), from 0 to 1. */
  readonly epss?: number;
  readonly reachability?: {
    readonly verdict: 'reachable' | 'not-observed' | 'unknown';
    readonly at?: { readonly path: string; readonly line: number };
    /** Words of whoever judged it, without a full stop. */
    readonly words?: string;
  };
  /** Absent: nobody looked whether there is one. */
  readonly fix?:
    | { readonly available: false }
    | {
        readonly available: true;
        readonly version?: string;
        readonly distance?: 'patch' | 'minor' | 'major' | 'none';
        /** The fix is a change of the project's own manifest: no other package stands between. */
        readonly direct?: boolean;
      };
  /** As the inventory has it; absent: production. */
  readonly scope?: 'dev' | 'optional' | 'peer' | 'build' | 'test' | 'provided';
  /** What the project declares of the place that uses it. */
  readonly exposure?: {
    readonly facing: 'internet' | 'internal' | 'batch' | 'library' | 'tool';
    readonly data?: readonly ('personal' | 'payment' | 'health' | 'credentials')[];
  };
  /** Packages between the project and this one: 0 for a direct dependency. */
  readonly depth?: number;
  /** Days since the advisory was published. */
  readonly age?: number;
}
