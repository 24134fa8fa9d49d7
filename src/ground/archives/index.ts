/** Reads archives without unpacking them to a disk: piece by piece, in bounded memory, and no name of theirs is ever a path of ours. */
export { containerKind } from './kind.ts';
export type { ContainerKind } from './kind.ts';
export { membersOf } from './members.ts';
export type { ArchiveLimits, Found } from './members.ts';
export type { RandomAccess } from './access.ts';
export { bytesAccess } from './access.ts';
