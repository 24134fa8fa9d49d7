/** The part of npm's resolver that is used; the package brings no types. */
declare module '@npmcli/arborist' {
  interface Options {
    readonly path: string;
    readonly registry: string;
    /** Asked before the network, and here always answered. */
    readonly packumentCache: {
      has(key: string): boolean;
      get(key: string): Promise<unknown>;
      set(key: string, value: unknown): void;
      delete(key: string): void;
    };
    readonly offline: boolean;
    readonly git: false;
    readonly cache: string;
    readonly ignoreScripts: true;
    readonly audit: false;
    readonly fund: false;
    readonly packageLockOnly: true;
    readonly omitLockfileRegistryResolved: boolean;
    readonly lockfileVersion?: number;
  }
  interface Tree {
    /** The lockfile; as text it keeps the indentation and newlines of the one that was read. */
    readonly meta: { toString(): string };
  }
  export default class Arborist {
    constructor(options: Options);
    buildIdealTree(options: { readonly update: { readonly names: readonly string[] } }): Promise<Tree>;
  }
}
