import { linesOf, Patience } from '../../text-lines.ts';
import { Listing } from '../../listing.ts';
import type { DependencyReader } from '../../reader.ts';
import { gradlePurl, isCoordinate, scopeOfConfigurations } from './maven-purl.ts';

/**
 * gradle.lockfile, buildscript-gradle.lockfile, settings-gradle.lockfile, and gradle/dependency-locks/CONFIGURATION.lockfile of Gradle before
 * 7. They have no graph.
 */
export const reader: DependencyReader = {
  format: 'gradle/lockfile',
  wants: (path, name) =>
    /^(?:\w+-)?gradle\.lockfile$/.test(name) ||
    (name.endsWith('.lockfile') && /(?:^|\/)dependency-locks\/[^/]+$/.test(path)),
  read(file, deadline) {
    const listing = new Listing();
    const patience = new Patience(deadline);
    const name = file.path.slice(file.path.lastIndexOf('/') + 1);
    const ownConfiguration = /^(?:buildscript|settings)-gradle\.lockfile$/i.test(name)
      ? 'classpath'
      : /gradle\.lockfile$/i.test(name)
        ? undefined
        : name.replace(/^buildscript-.*$/i, 'classpath').replace(/\.lockfile$/i, '');
    for (const [i, text] of linesOf(file).entries()) {
      patience.check(i + 1);
      const line = text.trim();
      if (line === '' || line.startsWith('#') || line.startsWith('empty=')) continue;
      const equals = line.indexOf('=');
      const [group = '', artifact = '', version = '', more] = (equals < 0 ? line : line.slice(0, equals)).split(':');
      if (more !== undefined || !isCoordinate(group) || !isCoordinate(artifact) || !/^[\w.+-]{1,200}$/.test(version)) {
        listing.problem('malformed', i + 1, 'This is no line of a Gradle lockfile.');
        continue;
      }
      const configurations =
        ownConfiguration === undefined ? (equals < 0 ? [] : line.slice(equals + 1).split(',')) : [ownConfiguration];
      // What is needed to compile and to run is shipped; to compile alone, provided.
      const scope = configurations.length === 0 ? undefined : scopeOfConfigurations(configurations);
      listing.add({
        purl: gradlePurl(group, artifact, version),
        line: i + 1,
        ...(scope !== undefined && { scope, group: configurations.join(' ').slice(0, 200) }),
      });
    }
    return { role: 'lockfile', ...listing.result() };
  },
};
