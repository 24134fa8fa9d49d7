import type { FileFacts } from '#ground/model';
import type { UsageFacts, UsageLanguage, UsedModule } from '../facts.ts';
import type { ModulesOfPackage } from './ecosystem.ts';

/** Where in a file a module is loaded. */
export interface Load {
  readonly path: string;
  readonly facts: UsageFacts;
  readonly module: UsedModule;
}

export interface Place {
  readonly path: string;
  readonly line: number;
}

/** What one language's files say together, tests apart from what is shipped. */
class LanguageIndex {
  readonly loads = new Map<string, Load[]>();
  /** Of files that are shipped. */
  readonly mentions = new Map<string, Place>();
  dynamic: Place | undefined;
  unsure: Place | undefined;
  shipped = 0;

  add(path: string, facts: UsageFacts): void {
    for (const module of facts.modules) {
      const known = this.loads.get(module.module);
      if (known === undefined) this.loads.set(module.module, [{ path, facts, module }]);
      else known.push({ path, facts, module });
    }
    if (facts.test === true) return;
    this.shipped += 1;
    for (const [text, line] of facts.mentions ?? [])
      if (!this.mentions.has(text)) this.mentions.set(text, { path, line });
    if (facts.dynamic !== undefined) this.dynamic ??= { path, line: facts.dynamic };
    if (facts.unsure !== undefined) this.unsure ??= { path, line: facts.unsure };
  }
}

/** The code that may use a package: the project's own, or that of another package. Indexed once, asked about many packages. */
export class Code {
  readonly files: readonly FileFacts<UsageFacts>[];
  /** Paths of code that could not be read. */
  readonly unread: readonly string[];
  /** Names of all packages that are known, for commands of scripts. */
  readonly packages: ReadonlySet<string>;
  /** Commands of scripts. */
  readonly commands: ReadonlySet<string>;
  private readonly languages = new Map<UsageLanguage, LanguageIndex>();

  constructor(
    files: readonly FileFacts<UsageFacts>[],
    { unread = [], packages = new Set() }: { unread?: readonly string[]; packages?: ReadonlySet<string> } = {},
  ) {
    this.files = files;
    this.unread = unread;
    this.packages = packages;
    this.commands = new Set(files.flatMap(({ facts }) => facts.commands ?? []));
    for (const { path, facts } of files) {
      let index = this.languages.get(facts.language);
      if (index === undefined) this.languages.set(facts.language, (index = new LanguageIndex()));
      index.add(path, facts);
    }
  }

  /** Where modules of the package are loaded, tests included. */
  loads(modules: ModulesOfPackage): Load[] {
    const found: Load[] = [];
    for (const language of modules.languages)
      for (const [module, loads] of this.languages.get(language)?.loads ?? [])
        if (modules.owns(module)) found.push(...loads);
    return found;
  }

  /** Where text of shipped code, or of settings, names the package. */
  mention(modules: ModulesOfPackage): Place | undefined {
    for (const language of [...modules.languages, 'words'] as const)
      for (const [text, place] of this.languages.get(language)?.mentions ?? [])
        if (modules.isNamedBy(text)) return place;
    return undefined;
  }

  /** The first load of a computed name in shipped code. */
  dynamic({ languages }: ModulesOfPackage): Place | undefined {
    return languages.map((language) => this.languages.get(language)?.dynamic).find((place) => place !== undefined);
  }

  /** The first shipped code that could not be read whole. */
  unsure({ languages }: ModulesOfPackage): Place | undefined {
    return languages.map((language) => this.languages.get(language)?.unsure).find((place) => place !== undefined);
  }

  hasShipped({ languages }: ModulesOfPackage): boolean {
    return languages.some((language) => (this.languages.get(language)?.shipped ?? 0) > 0);
  }
}
