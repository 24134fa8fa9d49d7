import { Listing } from '../../listing.ts';
import type { DependencyReader } from '../../reader.ts';
import { Patience, textOf } from '../../text-lines.ts';
import { gradlePurl, isExact, pluginPurl, scopeOfConfigurations } from './maven-purl.ts';
import { withoutComments } from './without-comments.ts';

/**
 * build.gradle, build.gradle.kts and settings.gradle: programs, which are not run. What they ask for in so many words is read, with variables
 * that are set to a text in the same file; a lockfile tells all of it.
 */
export const reader: DependencyReader = {
  format: 'gradle/build-script',
  wants: (_, name) => /\.gradle(?:\.kts)?$/.test(name),
  read(file, deadline) {
    const script = new BuildScript(withoutComments(textOf(file)), new Patience(deadline));
    return script.content();
  },
};

class BuildScript {
  readonly #text: string;
  readonly #patience: Patience;
  readonly #listing = new Listing();
  readonly #variables = new Map<string, string>();
  /** The coordinate before, which this one may go on. */
  #before: { readonly end: number; readonly configuration: string | undefined } = { end: 0, configuration: undefined };
  readonly #withoutVersion: number[] = [];
  #line = 1;
  #nextBreak: number;

  constructor(text: string, patience: Patience) {
    this.#text = text;
    this.#patience = patience;
    this.#nextBreak = breakFrom(text, 0);
    for (const [, name = '', , value = ''] of this.#all(variable))
      this.#variables.set(name.slice(name.lastIndexOf('.') + 1), value);
  }

  content() {
    for (const found of this.#all(asked)) this.#found(found);
    const [line] = this.#withoutVersion;
    if (line !== undefined)
      this.#listing.problem(
        'unresolved',
        line,
        `Of ${this.#withoutVersion.length} dependencies nothing here says the version: a lockfile would.`,
      );
    return this.#listing.size === 0 ? undefined : { role: 'manifest' as const, ...this.#listing.result() };
  }

  *#all(pattern: RegExp): Generator<RegExpExecArray, void> {
    const each = new RegExp(pattern);
    for (let found = each.exec(this.#text); found !== null; found = each.exec(this.#text)) {
      this.#patience.check();
      yield found;
    }
  }

  #found({ 0: whole, index, groups = {} }: RegExpExecArray): void {
    const { id, idVersion, group = '', name = '', version, mapGroup, mapName, mapVersion } = groups;
    const line = this.#lineAt(index);
    if (id !== undefined) {
      this.#add(line, (at) => pluginPurl(id, at), idVersion, 'build', false);
      return;
    }
    const configuration = this.#configurationBefore(index);
    this.#before = { end: index + whole.length, configuration };
    if (configuration === undefined) return;
    const scope = scopeOfConfigurations([configuration]);
    if (mapGroup !== undefined)
      this.#add(line, (at) => gradlePurl(mapGroup, mapName ?? '', at), mapVersion, scope, true);
    else this.#add(line, (at) => gradlePurl(group, name, at), version, scope, true);
  }

  #add(
    line: number,
    purlAt: (version?: string) => string,
    written: string | undefined,
    scope: ReturnType<typeof scopeOfConfigurations>,
    isTold: boolean,
  ): void {
    const { text, missing } = this.#replaced(written ?? '');
    const isOne = missing === undefined && isExact(text);
    this.#listing.add({
      purl: purlAt(isOne ? text : undefined),
      line,
      ...(text !== '' && !isOne && { constraint: text }),
      direct: true,
      ...(scope !== undefined && { scope }),
    });
    if (missing !== undefined)
      this.#listing.problem('unresolved', line, `The variable ${missing} is not set to a text in this file.`, purlAt());
    else if (text === '' && isTold) this.#withoutVersion.push(line);
  }

  /** With `$variables` that are known. */
  #replaced(written: string): { readonly text: string; readonly missing?: string } {
    let missing: string | undefined;
    const text = written.replace(
      /\$(?:\{([\w.]{1,100})[^}]{0,50}\}|(\w{1,100}))/g,
      (whole: string, braced?: string, plain?: string) => {
        const name = braced ?? plain ?? '';
        const value = this.#variables.get(name.slice(name.lastIndexOf('.') + 1));
        if (value === undefined) missing ??= name;
        return value ?? whole;
      },
    );
    return { text: text.slice(0, 300), ...(missing !== undefined && { missing }) };
  }

  /** `implementation`, `testImplementation(platform(` … before a coordinate: without one, a text with colons is just that. */
  #configurationBefore(index: number): string | undefined {
    const between = this.#text.slice(this.#before.end, Math.min(index, this.#before.end + 60));
    if (/^\s*,\s*$/.test(between)) return this.#before.configuration;
    const before = this.#text.slice(Math.max(0, index - 160), index);
    const word =
      /([A-Za-z_]\w{0,80})["']?[ \t]{0,8}\(?[ \t\n]{0,20}(?:(?:enforcedPlatform|platform|testFixtures|dependencies\.create|kotlin)[ \t]?\([ \t]{0,8})?$/.exec(
        before,
      )?.[1];
    return word !== undefined && configuration.test(word) ? word : undefined;
  }

  #lineAt(index: number): number {
    for (; this.#nextBreak < index; this.#line += 1) this.#nextBreak = breakFrom(this.#text, this.#nextBreak + 1);
    return this.#line;
  }
}

function breakFrom(text: string, from: number): number {
  const found = text.indexOf('\n', from);
  return found < 0 ? Infinity : found;
}

const variable = /(?:^|[\s;({])([A-Za-z_][\w.]{0,100})[ \t]{0,20}=[ \t]{0,20}(["'])([\w.+-]{1,100})\2/g;

const configuration =
  /(?:api|implementation|compile|compileOnly|compileOnlyApi|runtime|runtimeOnly|annotationProcessor|classpath|developmentOnly|provided\w{0,20}|optional|testCompile|mavenBom|dependency|coreLibraryDesugaring|detektPlugins|errorprone)$|^(?:kapt|ksp)\w{0,40}$/i;

/** `"group:name:version"`, `group: 'g', name: 'n', version: 'v'`, and `id("plugin") version "1"`. */
const asked = new RegExp(
  [
    String.raw`(["'])(?<group>[\w.-]{1,200}):(?<name>[\w.-]{1,200})(?::(?<version>[\w.+$ {}\[\](),!-]{1,120}))?(?::[\w.-]{1,60})?(?:@\w{1,20})?\1`,
    String.raw`\bgroup[ \t]{0,8}[:=][ \t]{0,8}(["'])(?<mapGroup>[\w.-]{1,200})\5[ \t\n]{0,20},[ \t\n]{0,20}name[ \t]{0,8}[:=][ \t]{0,8}(["'])(?<mapName>[\w.-]{1,200})\7(?:[ \t\n]{0,20},[ \t\n]{0,20}version[ \t]{0,8}[:=][ \t]{0,8}(["'])(?<mapVersion>[^"'\n]{1,120})\9)?`,
    String.raw`\bid[ \t]{0,8}\(?[ \t]{0,8}(["'])(?<id>[\w.-]{1,200})\11[ \t]{0,8}\)?[ \t]{0,8}version[ \t]{0,8}\(?[ \t]{0,8}(["'])(?<idVersion>[\w.+$ {}-]{1,120})\13`,
  ].join('|'),
  'g',
);
