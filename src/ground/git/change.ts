/** A file that is new or other than it was. */
export interface Change {
  readonly path: string;
  readonly mode: number;
  readonly oid: string;
  /** Of its content before; absent when it is new. */
  readonly oldOid?: string;
}
