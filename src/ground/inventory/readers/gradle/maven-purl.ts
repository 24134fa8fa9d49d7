import { formatPurl } from '#ground/packages';

/** Gradle takes from Maven's repositories: `group:name:version`. */
export function gradlePurl(group: string, name: string, version?: string): string {
  return formatPurl({
    type: 'maven',
    namespace: group,
    name,
    ...(version !== undefined && version !== '' && { version }),
  });
}

/** A plugin is found by its marker (Gradle, "Plugin Marker Artifacts"). */
export function pluginPurl(id: string, version?: string): string {
  return gradlePurl(id, `${id}.gradle.plugin`, version);
}

export function isCoordinate(text: string): boolean {
  return /^[\w.-]{1,300}$/.test(text);
}

/** One version, as opposed to `1.+`, `[1,2)`, `latest.release`, or what holds a variable. */
export function isExact(version: string): boolean {
  return /^[\w.+-]{1,100}$/.test(version) && !version.endsWith('+') && !version.startsWith('latest.');
}

/** What the configurations that have a package say of it; undefined: it is shipped. */
export function scopeOfConfigurations(names: readonly string[]): 'test' | 'build' | 'provided' | undefined {
  const scopes = new Set(names.map(scopeOfConfiguration));
  if (scopes.has(undefined)) return undefined;
  return (['provided', 'build', 'test'] as const).find((scope) => scopes.has(scope));
}

function scopeOfConfiguration(name: string): 'test' | 'build' | 'provided' | undefined {
  if (/^(?:\w{0,100}[a-z])?(?:Test|test)(?:[A-Z]|$)|^(?:test|androidTest|jmh)/.test(name.slice(0, 200))) return 'test';
  if (
    /^classpath$|annotationprocessor|^kapt|^ksp|checkstyle|spotbugs|pmd|jacoco|detekt|ktlint|errorprone|kotlin(?:compiler|build|native|klib)|spotless/i.test(
      name,
    )
  )
    return 'build';
  return /compileonly|^provided|developmentonly|^compileclasspath$/i.test(name) ? 'provided' : undefined;
}
