import type { Stage } from '#ground/model';
import type { Held, Progress } from '#observe/engine';

/** `verifying`: `filesDone` of `filesSeen` secrets were asked about. */
export type ScanProgress = Omit<Progress, 'phase'> & { readonly phase: Progress['phase'] | 'verifying' };

export interface ScanRequest {
  /** Absolute; a folder, or a file in one. */
  readonly path: string;
  readonly source:
    | { readonly kind: 'working-tree' }
    | { readonly kind: 'staged' }
    /** Lines added since the merge base with `revision`. */
    | { readonly kind: 'since'; readonly revision: string }
    /** All that the repository ever had; `unreachable`: also what no ref leads to. */
    | { readonly kind: 'history'; readonly unreachable: boolean }
    /** `path` is where the text belongs, relative to the project. */
    | { readonly kind: 'stdin'; readonly path: string; readonly bytes: Uint8Array };
  /** Default: merge for a range, commit for everything else. */
  readonly stage?: Stage;
  /** The branch that a change goes to, whose controls and exceptions count. Default: what a range begins at. */
  readonly target?: string;
  /** Files of known findings: one to read, one to write. */
  readonly baseline?: string;
  readonly writeBaseline?: string;
  /** Ask providers whether secrets are live: over the network, and only when somebody says so. */
  readonly verify?: boolean;
  /** Ask package registries about the health of dependencies: over the network, and only when somebody says so. */
  readonly health?: boolean;
  /** Reports that a person's own tools wrote: of which lines ran in tests, and of which tests failed. Of a change only. */
  readonly coverage?: readonly string[];
  readonly tests?: readonly string[];
  /** A gitleaks configuration that is read instead of .gitleaks.toml. */
  readonly gitleaksConfig?: string;
  /** Of a text: what `holdOpen` made of its project. */
  readonly held?: Held;
  readonly cache?: boolean;
  readonly threads?: number;
  onProgress?(progress: ScanProgress): void;
  /** Told what the project is made of, for a server to watch: package URLs with versions, sorted, each once. */
  onPackages?(purls: readonly string[]): void;
  readonly signal?: AbortSignal;
}
