import type { UsageFacts, UsageLanguage, UsedModule } from '../facts.ts';

/** What the readers of languages say of a text; language and kind of file are added by whoever asks. */
export type ReadUsage = Omit<UsageFacts, 'language' | 'test'>;

/** Reads one language. Pure, in linear time. Throws LexTimeout past `deadline` (performance.now() milliseconds). */
export type UsageReader = (text: string, deadline: number) => ReadUsage;

export interface LanguageReader {
  readonly language: UsageLanguage;
  readonly read: UsageReader;
}

const most = { modules: 5000, uses: 500, mentions: 5000, mentionLength: 120, selectors: 5000 };

/** Gathers what one file uses: modules once each, symbols and mentions with their first line. Names come from the file, so nothing is a plain object. */
export class UsageGatherer {
  private readonly modules = new Map<string, GatheredModule>();
  private readonly mentions = new Map<string, number>();
  private readonly selectors = new Set<string>();
  private readonly values = new Set<string>();
  private overflow: number | undefined;
  dynamic: number | undefined;

  module(name: string, line: number): GatheredModule {
    const known = this.modules.get(name);
    if (known !== undefined) return known;
    const module = new GatheredModule(name, line);
    if (this.modules.size < most.modules) this.modules.set(name, module);
    else this.overflow ??= line;
    return module;
  }

  mention(text: string, line: number): void {
    if (text.length > most.mentionLength || this.mentions.has(text)) return;
    if (this.mentions.size < most.mentions) this.mentions.set(text, line);
    else this.overflow ??= line;
  }

  selector(name: string, line: number): void {
    if (this.selectors.size < most.selectors) this.selectors.add(name);
    else if (!this.selectors.has(name)) this.overflow ??= line;
  }

  value(name: string, line: number): void {
    if (this.values.size < most.selectors) this.values.add(name);
    else if (!this.values.has(name)) this.overflow ??= line;
  }

  dynamically(line: number): void {
    this.dynamic ??= line;
  }

  result(unsure: number | undefined): ReadUsage {
    const doubt = unsure ?? this.overflow;
    return {
      modules: [...this.modules.values()].map((module) => module.facts()),
      ...(this.mentions.size > 0 && { mentions: [...this.mentions] }),
      ...(this.dynamic !== undefined && { dynamic: this.dynamic }),
      ...(doubt !== undefined && { unsure: doubt }),
      ...(this.selectors.size > 0 && { selectors: [...this.selectors].sort() }),
      ...(this.values.size > 0 && { values: [...this.values].sort() }),
    };
  }
}

export class GatheredModule {
  private readonly module: string;
  private readonly line: number;
  private readonly uses = new Map<string, number>();
  private escaped: number | undefined;

  constructor(module: string, line: number) {
    this.module = module;
    this.line = line;
  }

  use(symbol: string, line: number): void {
    if (this.uses.has(symbol)) return;
    if (this.uses.size < most.uses) this.uses.set(symbol, line);
    else this.escape(line);
  }

  escape(line: number): void {
    this.escaped ??= line;
  }

  facts(): UsedModule {
    return {
      module: this.module,
      line: this.line,
      ...(this.uses.size > 0 && { uses: [...this.uses] }),
      ...(this.escaped !== undefined && { escapes: this.escaped }),
    };
  }
}
