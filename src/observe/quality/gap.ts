import type { NotLookedAt, NotLookedAtReason } from '#ground/model';

/** What a part of the quality gate could not say. */
export interface Gap {
  readonly rule: string;
  readonly path?: string;
  readonly reason: NotLookedAtReason;
  readonly detail: string;
  readonly remedy?: string;
  readonly expected?: boolean;
}

export function asNotLookedAt({ rule, path, reason, detail, remedy, expected = false }: Gap): NotLookedAt {
  return {
    by: rule,
    reason,
    detail: detail.slice(0, 500),
    expected,
    ...(path !== undefined && { path }),
    ...(remedy !== undefined && { remedy }),
  };
}
