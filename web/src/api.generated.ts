// Generated from src/flows/operations by tools/generate/api.ts. Do not edit: npm run generate.

export const apiBase = '/api/v1';

/** A page sends this header, with any value, on every command: another site cannot without asking (CORS). */
export const clientHeader = 'x-selvedge-client';

export type AffectedPackage = {
  readonly project: string;
  readonly subject: string;
  readonly purl: string;
  readonly advisory: string;
  readonly ids: readonly string[];
  readonly kind: 'vulnerability' | 'malicious' | 'unmaintained' | 'notice';
  readonly verdict: 'affected' | 'unknown';
  readonly since: string;
};

export type Confidence = 'certain' | 'likely' | 'possible';

export type CutSubject = {
  readonly subject: string;
  readonly leftOut: number;
};

export type DecisionRecord = {
  readonly control: string;
  readonly title: string;
  readonly stage: Stage;
  readonly mode: Mode;
  readonly verdict: Verdict;
  readonly effect: Effect;
  readonly quantifier: Quantifier;
  readonly judged: number;
  readonly denied: number;
  readonly accepted: number;
  readonly newlyDenied: number;
  readonly reasons: readonly Reason[];
  readonly enforcedFrom?: string;
  readonly at: string;
  readonly inputs: {
    readonly control: string;
    readonly policy: string;
    readonly evidence: readonly string[];
    readonly findings: string;
    readonly leases: string;
  };
  readonly id: string;
  readonly project: string;
  readonly subject: string;
};

export type Detection = {
  readonly advisory: string;
  readonly aliases: readonly string[];
  readonly kind: 'vulnerability' | 'malicious' | 'unmaintained' | 'notice';
  readonly summary: string;
  readonly newly: readonly {
    readonly subject: string;
    readonly packages: readonly string[];
  }[];
  readonly newlyCount: number;
  readonly before: readonly string[];
  readonly beforeCount: number;
  readonly secondsSincePublished: number | null;
  readonly secondsSinceModified: number | null;
};

export type Effect = 'none' | 'notes' | 'warns' | 'blocks';

export type EvidenceReceipt = {
  readonly id: string;
  readonly digest: string;
  readonly project: string;
  readonly subject: string;
  readonly submittedAt: string;
  readonly signedBy: string | null;
  readonly findings: {
    readonly current: number;
    readonly opened: number;
    readonly reopened: number;
    readonly closed: number;
  };
  readonly repeated: boolean;
};

export type EvidenceRecord = {
  readonly id: string;
  readonly project: string;
  readonly subject: string;
  readonly submittedBy: string;
  readonly submittedAt: string;
  readonly digest: string;
  readonly statement: Statement;
};

export type ExceptionRecord = {
  readonly version: 1;
  readonly id: string;
  readonly kind: 'exception' | 'bypass' | 'grant' | 'switch';
  readonly covers: {
    readonly finding?: string;
    readonly subject?: string;
    readonly stage?: Stage;
    readonly rule?: string;
  };
  readonly requester: string;
  readonly approver?: string;
  readonly reason: string;
  readonly requestedAt: string;
  readonly start?: string;
  readonly end: string;
  readonly endedEarlyAt?: string;
  readonly premises: Readonly<Record<string, string>>;
  readonly project: string;
  readonly state: LeaseState;
};

export type FeedEvent = {
  readonly id: string;
  readonly index: number | null;
  readonly log: number | null;
  readonly type: string;
  readonly time: string;
  readonly actor: string;
  readonly project: string | null;
  readonly leafHash: string;
  readonly body?: unknown;
};

export type Finding = {
  readonly rule: string;
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly locus: Locus;
  readonly location: Location;
  readonly message: string;
  readonly excerpt?: string;
  readonly context?: {
    readonly startLine: number;
    readonly lines: readonly string[];
  };
  readonly trace?: readonly TraceStep[];
  readonly repair?: {
    readonly title: string;
    readonly edits: readonly {
      readonly location: Location;
      readonly text: string;
    }[];
  };
  readonly history?: {
    readonly inHead: boolean;
    readonly introduced: readonly {
      readonly commit: string;
      readonly author: string;
      readonly authoredAt: string;
      readonly path: string;
      readonly reachable: boolean;
    }[];
    readonly introducedCount: number;
    readonly paths: readonly string[];
    readonly pathCount: number;
    readonly blob: string;
  };
  readonly attributes: Readonly<Record<string, string | number | boolean>>;
  readonly id: string;
  readonly fingerprint: string;
  readonly ordinal: number;
  readonly subject?: string;
  readonly firstSeen?: string;
};

export type FindingCounts = {
  readonly total: number;
  readonly status: Readonly<Record<string, number>>;
  readonly severity: Readonly<Record<string, number>>;
  readonly rules: readonly {
    readonly rule: string;
    readonly count: number;
  }[];
};

export type FindingDetail = {
  readonly id: string;
  readonly project: string;
  readonly subject: string;
  readonly rule: string;
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly status: FindingStatus;
  readonly message: string;
  readonly location: Location;
  readonly excerpt?: string;
  readonly firstSeen: string;
  readonly lastSeen: string;
  readonly closedAt?: string;
  readonly acceptedUntil?: string;
  readonly fingerprint: string;
  readonly locus: Locus;
  readonly context?: {
    readonly startLine: number;
    readonly lines: readonly string[];
  };
  readonly trace?: readonly TraceStep[];
  readonly repair?: {
    readonly title: string;
  };
  readonly attributes: Readonly<Record<string, string | number | boolean>>;
  readonly ruleText?: RuleText;
  readonly branches: readonly {
    readonly branch: string;
    readonly state: 'present' | 'gone';
    readonly since: string;
    readonly goneAt?: string;
    readonly lastScan: string;
  }[];
  readonly history: readonly FindingEvent[];
  readonly exceptions: readonly ExceptionRecord[];
  readonly decisions: readonly {
    readonly id: string;
    readonly control: string;
    readonly title: string;
    readonly stage: Stage;
    readonly verdict: Verdict;
    readonly effect: Effect;
  }[];
};

export type FindingEvent = {
  readonly at: string;
  readonly kind: 'opened' | 'seen' | 'moved' | 'kept-open' | 'closed' | 'reopened' | 'appeared' | 'left';
  readonly tier?: string;
  readonly because: string;
  readonly evidence: string;
  readonly location?: Location;
};

export type FindingInput = {
  readonly rule: string;
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly locus: Locus;
  readonly location: Location;
  readonly message: string;
  readonly excerpt?: string;
  readonly context?: {
    readonly startLine: number;
    readonly lines: readonly string[];
  };
  readonly trace?: readonly TraceStep[];
  readonly repair?: {
    readonly title: string;
    readonly edits: readonly {
      readonly location: Location;
      readonly text: string;
    }[];
  };
  readonly history?: {
    readonly inHead: boolean;
    readonly introduced: readonly {
      readonly commit: string;
      readonly author: string;
      readonly authoredAt: string;
      readonly path: string;
      readonly reachable: boolean;
    }[];
    readonly introducedCount: number;
    readonly paths: readonly string[];
    readonly pathCount: number;
    readonly blob: string;
  };
  readonly attributes?: Readonly<Record<string, string | number | boolean>>;
  readonly id: string;
  readonly fingerprint: string;
  readonly ordinal: number;
  readonly subject?: string;
  readonly firstSeen?: string;
};

export type FindingStatus = 'open' | 'accepted' | 'closed';

export type FindingSummary = {
  readonly id: string;
  readonly project: string;
  readonly subject: string;
  readonly rule: string;
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly status: FindingStatus;
  readonly message: string;
  readonly location: Location;
  readonly excerpt?: string;
  readonly firstSeen: string;
  readonly lastSeen: string;
  readonly closedAt?: string;
  readonly acceptedUntil?: string;
};

export type GateAnswer = {
  readonly subject: string;
  readonly stage: Stage;
  readonly exitCode: 0 | 1 | 3;
  readonly undecided?: string;
  readonly decisions: readonly DecisionRecord[];
};

export type InclusionProof = {
  readonly index: number;
  readonly size: number;
  readonly hashes: readonly string[];
  readonly checkpoint: string;
};

export type InventoryReceipt = {
  readonly project: string;
  readonly subject: string;
  readonly submittedAt: string;
  readonly digest: string;
  readonly packages: number;
  readonly unnamed: number;
  readonly affected: number;
  readonly newly: number;
  readonly leftOut: number;
  readonly unknown: readonly string[];
};

export type LeaseState = 'requested' | 'active' | 'lapsed' | 'expired' | 'ended';

export type Location = {
  readonly path: string;
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  readonly endColumn: number;
};

export type Locus = {
  readonly kind: 'secret';
  readonly value?: string;
  readonly symbol?: string;
  readonly path?: string;
} | {
  readonly kind: 'symbol';
  readonly symbol: string;
  readonly snippet: string;
  readonly path?: string;
} | {
  readonly kind: 'resource';
  readonly address: string;
  readonly attribute: string;
} | {
  readonly kind: 'step';
  readonly path: string;
  readonly job: string;
  readonly step: string;
} | {
  readonly kind: 'package';
  readonly purl: string;
  readonly manifest: string;
  readonly advisory?: string;
} | {
  readonly kind: 'file';
  readonly path: string;
};

export type LogEntry = {
  readonly id: string;
  readonly index: number | null;
  readonly log: number | null;
  readonly type: string;
  readonly time: string;
  readonly actor: string;
  readonly project: string | null;
  readonly leafHash: string;
};

export type LogEntryDetail = {
  readonly id: string;
  readonly index: number | null;
  readonly log: number | null;
  readonly type: string;
  readonly time: string;
  readonly actor: string;
  readonly project: string | null;
  readonly leafHash: string;
  readonly leaf: string;
  readonly body?: unknown;
  readonly salt?: string;
  readonly erasedAt: string | null;
  readonly proof: InclusionProof | null;
};

export type Mode = 'observe' | 'warn' | 'enforce';

export type NotLookedAt = {
  readonly path?: string;
  readonly by?: string;
  readonly reason: 'unreadable' | 'too-large' | 'too-deep' | 'binary' | 'timed-out' | 'out-of-memory' | 'parse-failed' | 'changed-while-read' | 'not-a-regular-file' | 'symlink-out-of-root' | 'submodule' | 'lfs-pointer' | 'invalid-encoding' | 'analyzer-failed' | 'rule-timed-out' | 'missing-data' | 'excluded';
  readonly detail?: string;
  readonly remedy?: string;
  readonly expected: boolean;
};

export type NotLookedAtInput = {
  readonly path?: string;
  readonly by?: string;
  readonly reason: 'unreadable' | 'too-large' | 'too-deep' | 'binary' | 'timed-out' | 'out-of-memory' | 'parse-failed' | 'changed-while-read' | 'not-a-regular-file' | 'symlink-out-of-root' | 'submodule' | 'lfs-pointer' | 'invalid-encoding' | 'analyzer-failed' | 'rule-timed-out' | 'missing-data' | 'excluded';
  readonly detail?: string;
  readonly remedy?: string;
  readonly expected?: boolean;
};

export type PersonRecord = {
  readonly id: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly createdAt: string;
};

export type Quantifier = {
  readonly kind: 'none';
} | {
  readonly kind: 'at-most';
  readonly count: number;
} | {
  readonly kind: 'at-least';
  readonly percent: number;
};

export type Reason = {
  readonly kind: 'denied';
  readonly finding: string;
  readonly policies: readonly string[];
} | {
  readonly kind: 'accepted';
  readonly finding: string;
  readonly lease: string;
  readonly until: string;
} | {
  readonly kind: 'unknown';
  readonly what: string;
  readonly path?: string;
  readonly remedy: string;
} | {
  readonly kind: 'policy-error';
  readonly finding?: string;
  readonly policy?: string;
  readonly message: string;
} | {
  readonly kind: 'bypassed';
  readonly lease: string;
  readonly until: string;
};

export type Role = 'owner' | 'champion' | 'developer' | 'auditor' | 'machine';

export type RuleText = {
  readonly title: string;
  readonly finds: string;
  readonly why: string;
  readonly fix: string;
  readonly references: readonly string[];
  readonly examples?: {
    readonly bad: readonly string[];
    readonly good: readonly string[];
  };
};

export type Scope = {
  readonly analyzers: readonly {
    readonly id: string;
    readonly digest: string;
  }[];
  readonly rules: {
    readonly digest: string;
    readonly count: number;
    readonly ids?: readonly string[];
  };
  readonly source: 'working-tree' | 'index' | 'range' | 'stdin' | 'history' | 'archive' | 'image-layer' | 'unsaved-text';
  readonly coverage: {
    readonly kind: 'everything';
  } | {
    readonly kind: 'paths';
    readonly paths: readonly string[];
  } | {
    readonly kind: 'ranges';
    readonly paths: readonly string[];
  };
  readonly files: number;
  readonly bytes: number;
  readonly notLookedAt: readonly NotLookedAt[];
};

export type ScopeInput = {
  readonly analyzers: readonly {
    readonly id: string;
    readonly digest: string;
  }[];
  readonly rules: {
    readonly digest: string;
    readonly count: number;
    readonly ids?: readonly string[];
  };
  readonly source: 'working-tree' | 'index' | 'range' | 'stdin' | 'history' | 'archive' | 'image-layer' | 'unsaved-text';
  readonly coverage: {
    readonly kind: 'everything';
  } | {
    readonly kind: 'paths';
    readonly paths: readonly string[];
  } | {
    readonly kind: 'ranges';
    readonly paths: readonly string[];
  };
  readonly files: number;
  readonly bytes: number;
  readonly notLookedAt: readonly NotLookedAtInput[];
};

export type Severity = 'low' | 'medium' | 'high' | 'critical';

export type SigningKeyRecord = {
  readonly id: string;
  readonly name: string;
  readonly keyid: string;
  readonly registeredBy: string;
  readonly registeredAt: string;
  readonly revokedAt: string | null;
};

export type Stage = 'commit' | 'merge' | 'build' | 'deploy' | 'run';

export type Statement = {
  readonly _type: 'https://in-toto.io/Statement/v1';
  readonly subject: readonly {
    readonly name: string;
    readonly digest: Readonly<Record<string, string>>;
  }[];
  readonly predicateType: 'https://selvedge.dev/evidence/scan/v1';
  readonly predicate: {
    readonly scope: Scope;
    readonly findings: readonly Finding[];
    readonly startedAt: string;
    readonly finishedAt: string;
    readonly tool: {
      readonly name: 'selvedge';
      readonly version: string;
    };
    readonly revision?: {
      readonly commit?: string;
      readonly branch?: string;
      readonly base?: string;
      readonly dirty?: boolean;
    };
  };
};

export type StatementInput = {
  readonly _type: 'https://in-toto.io/Statement/v1';
  readonly subject: readonly {
    readonly name: string;
    readonly digest: Readonly<Record<string, string>>;
  }[];
  readonly predicateType: 'https://selvedge.dev/evidence/scan/v1';
  readonly predicate: {
    readonly scope: ScopeInput;
    readonly findings: readonly FindingInput[];
    readonly startedAt: string;
    readonly finishedAt: string;
    readonly tool: {
      readonly name: 'selvedge';
      readonly version: string;
    };
    readonly revision?: {
      readonly commit?: string;
      readonly branch?: string;
      readonly base?: string;
      readonly dirty?: boolean;
    };
  };
};

export type SubjectKind = 'repository' | 'package' | 'artifact' | 'image' | 'service' | 'data-flow' | 'feature' | 'environment' | 'workload' | 'person';

export type SubjectRecord = {
  readonly id: string;
  readonly project: string;
  readonly kind: SubjectKind;
  readonly identity: string;
  readonly name: string;
  readonly registeredAt: string;
  readonly remote?: string;
  readonly forkOf?: string;
};

export type TokenRecord = {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly TokenScope[];
  readonly project: string | null;
  readonly createdBy: string;
  readonly createdAt: string;
  readonly expiresAt: string;
  readonly lastUsedAt: string | null;
  readonly revokedAt: string | null;
};

export type TokenScope = 'read' | 'submit' | 'decide';

export type TraceStep = {
  readonly location: Location;
  readonly symbol?: string;
  readonly note: string;
  readonly code?: string;
};

export type Verdict = 'pass' | 'fail' | 'unknown';

export type WebhookRecord = {
  readonly id: string;
  readonly url: string;
  readonly types: readonly string[];
  readonly createdBy: string;
  readonly createdAt: string;
  readonly disabledAt: string | null;
  readonly lastAttempt: {
    readonly at: string;
    readonly ok: boolean;
    readonly status: number | null;
    readonly detail: string;
  } | null;
  readonly waiting: number;
};

/** What each operation takes and gives. A command answers `Recorded<output>`, a query its output. */
export interface Operations {
  /** List decisions, newest first. */
  'decisions.list': {
    kind: 'query';
    input: {
      readonly project?: string;
      readonly subject?: string;
      readonly control?: string;
      readonly stage?: Stage;
      readonly verdict?: Verdict;
      readonly effect?: Effect;
      readonly latest?: boolean;
      readonly cursor?: string;
      readonly limit?: number;
    };
    output: {
      readonly items: readonly DecisionRecord[];
      readonly next: string | null;
    };
  };
  /** Read what happened after a cursor, in the order of the log. */
  'events.poll': {
    kind: 'query';
    input: {
      readonly cursor?: string;
      readonly limit?: number;
      readonly type?: readonly string[];
    };
    output: {
      readonly items: readonly FeedEvent[];
      readonly next: string;
      readonly more: boolean;
    };
  };
  /** Read a piece of evidence: its statement, by whom it came, and when. */
  'evidence.read': {
    kind: 'query';
    input: {
      readonly evidence: string;
    };
    output: EvidenceRecord;
  };
  /** Submit a statement about a subject, signed or not. */
  'evidence.submit': {
    kind: 'command';
    input: {
      readonly subject: string;
      readonly statement?: StatementInput;
      readonly envelope?: {
        readonly payloadType: 'application/vnd.in-toto+json';
        readonly payload: string;
        readonly signatures: readonly {
          readonly keyid?: string;
          readonly sig: string;
        }[];
      };
    };
    output: EvidenceReceipt;
  };
  /** Accept a finding until a date, for a reason; waits for approval where policy asks for it. */
  'exceptions.accept': {
    kind: 'command';
    input: {
      readonly finding: string;
      readonly project?: string;
      readonly reason: string;
      readonly until: string;
    };
    output: ExceptionRecord;
  };
  /** Approve an exception, which starts now. */
  'exceptions.approve': {
    kind: 'command';
    input: {
      readonly exception: string;
    };
    output: ExceptionRecord;
  };
  /** End an exception before its time, or take back a request. */
  'exceptions.end': {
    kind: 'command';
    input: {
      readonly exception: string;
      readonly reason: string;
    };
    output: ExceptionRecord;
  };
  /** List exceptions, those that end soonest first. */
  'exceptions.list': {
    kind: 'query';
    input: {
      readonly project?: string;
      readonly finding?: string;
      readonly state?: readonly LeaseState[];
      readonly cursor?: string;
      readonly limit?: number;
    };
    output: {
      readonly items: readonly ExceptionRecord[];
      readonly next: string | null;
    };
  };
  /** Count findings by status, severity and rule. */
  'findings.counts': {
    kind: 'query';
    input: {
      readonly project?: string;
      readonly subject?: string;
    };
    output: FindingCounts;
  };
  /** List findings, most urgent first, closed ones last. */
  'findings.list': {
    kind: 'query';
    input: {
      readonly project?: string;
      readonly subject?: string;
      readonly status?: readonly FindingStatus[];
      readonly severity?: readonly Severity[];
      readonly rule?: readonly string[];
      readonly path?: string;
      readonly q?: string;
      readonly effect?: Effect;
      readonly cursor?: string;
      readonly limit?: number;
    };
    output: {
      readonly items: readonly FindingSummary[];
      readonly next: string | null;
    };
  };
  /** Read a finding, its history, its exceptions, and the decisions that it counts against. */
  'findings.read': {
    kind: 'query';
    input: {
      readonly finding: string;
      readonly project?: string;
    };
    output: FindingDetail;
  };
  /** Decide a gate for a subject from the evidence that there is. */
  'gates.decide': {
    kind: 'command';
    input: {
      readonly stage: Stage;
      readonly subject: string;
      readonly controls?: readonly string[];
    };
    output: GateAnswer;
  };
  /** Match what subjects are made of with the advisories as they are now. */
  'inventories.rematch': {
    kind: 'command';
    input: {
      readonly keys?: readonly string[];
    };
    output: {
      readonly state: string;
      readonly packages: number;
      readonly subjects: number;
      readonly detectedAt: string;
      readonly secondsToDetect: number | null;
      readonly detections: readonly Detection[];
      readonly detectionCount: number;
      readonly newlyCount: number;
      readonly ended: number;
      readonly cut: readonly CutSubject[];
      readonly cutCount: number;
    };
  };
  /** List the keys that evidence may be signed with, revoked ones too. */
  'keys.list': {
    kind: 'query';
    input: Readonly<Record<string, never>>;
    output: {
      readonly items: readonly SigningKeyRecord[];
    };
  };
  /** Register a public key that evidence may be signed with. */
  'keys.register': {
    kind: 'command';
    input: {
      readonly name: string;
      readonly publicKey: string;
    };
    output: SigningKeyRecord;
  };
  /** Revoke a key: what it signs from now on is refused. */
  'keys.revoke': {
    kind: 'command';
    input: {
      readonly key: string;
    };
    output: SigningKeyRecord;
  };
  /** Read an entry of the log with its body, its leaf and the proof of its place. */
  'log.entry': {
    kind: 'query';
    input: {
      readonly entry: string;
    };
    output: LogEntryDetail;
  };
  /** Read the entries of the log that have their place. */
  'log.read': {
    kind: 'query';
    input: {
      readonly type?: string;
      readonly order?: 'newest' | 'oldest';
      readonly cursor?: string;
      readonly limit?: number;
    };
    output: {
      readonly items: readonly LogEntry[];
      readonly next: string | null;
    };
  };
  /** Add a person, and make the one-time link with which they sign in. */
  'people.invite': {
    kind: 'command';
    input: {
      readonly name: string;
      readonly roles: readonly ('owner' | 'champion' | 'developer' | 'auditor')[];
    };
    output: {
      readonly id: string;
      readonly name: string;
      readonly roles: readonly Role[];
      readonly createdAt: string;
      readonly signIn?: {
        readonly path: string;
        readonly expiresAt: string;
      };
    };
  };
  /** Make a new one-time sign-in link for a person. */
  'people.link': {
    kind: 'command';
    input: {
      readonly person: string;
    };
    output: {
      readonly person: string;
      readonly signIn?: {
        readonly path: string;
        readonly expiresAt: string;
      };
    };
  };
  /** List the people of the organisation. */
  'people.list': {
    kind: 'query';
    input: Readonly<Record<string, never>>;
    output: {
      readonly items: readonly PersonRecord[];
    };
  };
  /** Submit what a subject is made of, to be watched. */
  'sboms.submit': {
    kind: 'command';
    input: {
      readonly subject: string;
      readonly sbom?: string;
      readonly packages?: readonly string[];
    };
    output: InventoryReceipt;
  };
  /** Say who is signed in. */
  'session.who': {
    kind: 'query';
    input: Readonly<Record<string, never>>;
    output: {
      readonly actor: {
        readonly id: string;
        readonly kind: 'person' | 'machine' | 'system';
        readonly name: string;
        readonly roles: readonly Role[];
        readonly scopes: readonly TokenScope[];
      };
      readonly organisation: {
        readonly id: string;
        readonly name: string;
      };
      readonly project: string | null;
    };
  };
  /** List who is affected by an advisory, or by any. */
  'subjects.affected': {
    kind: 'query';
    input: {
      readonly advisory?: string;
      readonly subject?: string;
      readonly project?: string;
      readonly cursor?: string;
      readonly limit?: number;
    };
    output: {
      readonly items: readonly AffectedPackage[];
      readonly next: string | null;
      readonly cut: readonly CutSubject[];
    };
  };
  /** List subjects in the order of their registration. */
  'subjects.list': {
    kind: 'query';
    input: {
      readonly project?: string;
      readonly kind?: SubjectKind;
      readonly cursor?: string;
      readonly limit?: number;
    };
    output: {
      readonly items: readonly SubjectRecord[];
      readonly next: string | null;
    };
  };
  /** Register a subject; one that is known keeps its id. */
  'subjects.register': {
    kind: 'command';
    input: {
      readonly project: string;
      readonly kind: SubjectKind;
      readonly identity: string;
      readonly name: string;
      readonly remote?: string;
    };
    output: SubjectRecord;
  };
  /** Create a token for a machine. */
  'tokens.create': {
    kind: 'command';
    input: {
      readonly name: string;
      readonly scopes: readonly TokenScope[];
      readonly project?: string;
      readonly days?: number;
    };
    output: {
      readonly id: string;
      readonly name: string;
      readonly scopes: readonly TokenScope[];
      readonly project: string | null;
      readonly createdBy: string;
      readonly createdAt: string;
      readonly expiresAt: string;
      readonly lastUsedAt: string | null;
      readonly revokedAt: string | null;
      readonly token?: string;
    };
  };
  /** List the tokens of machines, revoked and expired ones too. */
  'tokens.list': {
    kind: 'query';
    input: Readonly<Record<string, never>>;
    output: {
      readonly items: readonly TokenRecord[];
    };
  };
  /** Revoke a token: from now on it is refused. */
  'tokens.revoke': {
    kind: 'command';
    input: {
      readonly token: string;
    };
    output: TokenRecord;
  };
  /** List webhooks and how their deliveries go. */
  'webhooks.list': {
    kind: 'query';
    input: Readonly<Record<string, never>>;
    output: {
      readonly items: readonly WebhookRecord[];
    };
  };
  /** Register a webhook, which gets signed messages about what happens from now on. */
  'webhooks.register': {
    kind: 'command';
    input: {
      readonly url: string;
      readonly types?: readonly string[];
    };
    output: {
      readonly id: string;
      readonly url: string;
      readonly types: readonly string[];
      readonly createdBy: string;
      readonly createdAt: string;
      readonly disabledAt: string | null;
      readonly lastAttempt: {
        readonly at: string;
        readonly ok: boolean;
        readonly status: number | null;
        readonly detail: string;
      } | null;
      readonly waiting: number;
      readonly secret?: string;
    };
  };
  /** Remove a webhook, and what waits to be delivered to it. */
  'webhooks.remove': {
    kind: 'command';
    input: {
      readonly webhook: string;
    };
    output: {
      readonly id: string;
    };
  };
}

/** The answer to a command: its result, and its entry in the ledger; with `?wait=proof`, the entry's place and proof too. */
export interface Recorded<Result> {
  readonly result: Result;
  readonly entry: {
    readonly id: string;
    /** Base64 of SHA-256(0x00 ‖ leaf). */
    readonly leafHash: string;
    readonly proof?: InclusionProof;
  };
}

/** An error's body, RFC 9457, as application/problem+json. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  /** What happened, and to what. */
  readonly detail: string;
  /** What to do next. */
  readonly remedy: string;
  /** Members of the input that are wrong, as paths: reason, or scopes.0. */
  readonly issues?: readonly { readonly path: string; readonly message: string }[];
}

/** Members of the input named in `path` go there, the others into the query or the JSON body. */
export const routes = {
  'decisions.list': { name: 'decisions.list', kind: 'query', method: 'GET', path: '/decisions', rest: 'query' },
  'events.poll': { name: 'events.poll', kind: 'query', method: 'GET', path: '/events', rest: 'query' },
  'evidence.read': { name: 'evidence.read', kind: 'query', method: 'GET', path: '/evidence/:evidence', rest: 'query' },
  'evidence.submit': { name: 'evidence.submit', kind: 'command', method: 'POST', path: '/evidence', rest: 'body' },
  'exceptions.accept': { name: 'exceptions.accept', kind: 'command', method: 'POST', path: '/findings/:finding/exceptions', rest: 'body' },
  'exceptions.approve': { name: 'exceptions.approve', kind: 'command', method: 'POST', path: '/exceptions/:exception/approval', rest: 'body' },
  'exceptions.end': { name: 'exceptions.end', kind: 'command', method: 'POST', path: '/exceptions/:exception/end', rest: 'body' },
  'exceptions.list': { name: 'exceptions.list', kind: 'query', method: 'GET', path: '/exceptions', rest: 'query' },
  'findings.counts': { name: 'findings.counts', kind: 'query', method: 'GET', path: '/findings/counts', rest: 'query' },
  'findings.list': { name: 'findings.list', kind: 'query', method: 'GET', path: '/findings', rest: 'query' },
  'findings.read': { name: 'findings.read', kind: 'query', method: 'GET', path: '/findings/:finding', rest: 'query' },
  'gates.decide': { name: 'gates.decide', kind: 'command', method: 'POST', path: '/gates/:stage/decisions', rest: 'body' },
  'inventories.rematch': { name: 'inventories.rematch', kind: 'command', method: 'POST', path: '/inventories/rematch', rest: 'body' },
  'keys.list': { name: 'keys.list', kind: 'query', method: 'GET', path: '/keys', rest: 'query' },
  'keys.register': { name: 'keys.register', kind: 'command', method: 'POST', path: '/keys', rest: 'body' },
  'keys.revoke': { name: 'keys.revoke', kind: 'command', method: 'POST', path: '/keys/:key/revocation', rest: 'body' },
  'log.entry': { name: 'log.entry', kind: 'query', method: 'GET', path: '/log/entries/:entry', rest: 'query' },
  'log.read': { name: 'log.read', kind: 'query', method: 'GET', path: '/log/entries', rest: 'query' },
  'people.invite': { name: 'people.invite', kind: 'command', method: 'POST', path: '/people', rest: 'body' },
  'people.link': { name: 'people.link', kind: 'command', method: 'POST', path: '/people/:person/links', rest: 'body' },
  'people.list': { name: 'people.list', kind: 'query', method: 'GET', path: '/people', rest: 'query' },
  'sboms.submit': { name: 'sboms.submit', kind: 'command', method: 'POST', path: '/sboms', rest: 'body' },
  'session.who': { name: 'session.who', kind: 'query', method: 'GET', path: '/session', rest: 'query' },
  'subjects.affected': { name: 'subjects.affected', kind: 'query', method: 'GET', path: '/subjects/affected', rest: 'query' },
  'subjects.list': { name: 'subjects.list', kind: 'query', method: 'GET', path: '/subjects', rest: 'query' },
  'subjects.register': { name: 'subjects.register', kind: 'command', method: 'POST', path: '/subjects', rest: 'body' },
  'tokens.create': { name: 'tokens.create', kind: 'command', method: 'POST', path: '/tokens', rest: 'body' },
  'tokens.list': { name: 'tokens.list', kind: 'query', method: 'GET', path: '/tokens', rest: 'query' },
  'tokens.revoke': { name: 'tokens.revoke', kind: 'command', method: 'POST', path: '/tokens/:token/revocation', rest: 'body' },
  'webhooks.list': { name: 'webhooks.list', kind: 'query', method: 'GET', path: '/webhooks', rest: 'query' },
  'webhooks.register': { name: 'webhooks.register', kind: 'command', method: 'POST', path: '/webhooks', rest: 'body' },
  'webhooks.remove': { name: 'webhooks.remove', kind: 'command', method: 'DELETE', path: '/webhooks/:webhook', rest: 'query' },
} as const;
