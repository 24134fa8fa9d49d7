/** What is known of whether a project uses what an advisory is about. */
export interface Reachability {
  readonly verdict: 'reachable' | 'not-observed' | 'unknown';
  readonly at?: { readonly path: string; readonly line: number };
  readonly words?: string;
}
