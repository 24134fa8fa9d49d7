import type { ManifestFacts } from './manifest.ts';

/** A file of the project (of a Python package without `__init__.py`: its folder, with `/` at its end), or a package from elsewhere. */
export type Resolved =
  | { readonly file: string }
  /** `express`, `@nestjs/common`, `node:fs`; in Python the first part of the dotted name. `subpath`: what follows, without the `/` or `.` before it. */
  | { readonly package: string; readonly subpath: string };

export interface Manifest {
  readonly path: string;
  readonly facts: ManifestFacts;
}
