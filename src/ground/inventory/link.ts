import type { DependencyFile } from '#ground/model';
import { linkCargo } from './readers/cargo/link.ts';
import { linkDotnet } from './readers/dotnet/link.ts';
import { linkGo } from './readers/go/link.ts';
import { linkGradle } from './readers/gradle/link.ts';
import { linkMaven } from './readers/maven/link.ts';
import { linkNpm } from './readers/npm/link.ts';
import { linkOperatingSystems } from './readers/os/link.ts';
import { linkPhp } from './readers/php/link.ts';
import { linkPython } from './readers/python/link.ts';
import { linkRuby } from './readers/ruby/link.ts';

/** Links files of one ecosystem with each other. Pure; gives as many files as it gets, in their order. */
export type Linker = (files: readonly DependencyFile[]) => readonly DependencyFile[];

const linkers: readonly Linker[] = [
  linkNpm,
  linkPython,
  linkGo,
  linkCargo,
  linkMaven,
  linkGradle,
  linkRuby,
  linkPhp,
  linkDotnet,
  linkOperatingSystems,
];

/**
 * What the files of a subject say together: manifests tell which packages of a lockfile are asked for directly and why, poms inherit, included
 * files are looked for. Each file must be one that a reader gave, alone; linked files hold nothing that is meant for linking. Pure, and linear
 * but for what poms inherit, which is bounded.
 */
export function linkFiles(files: readonly DependencyFile[]): readonly DependencyFile[] {
  const linked = linkers.reduce((known, link) => link(known), files);
  return linked.map((file) => {
    // What a VEX document says is not for linking.
    if (file.extra === undefined || file.format.startsWith('vex/')) return file;
    const { extra: _, ...rest } = file;
    return rest;
  });
}
