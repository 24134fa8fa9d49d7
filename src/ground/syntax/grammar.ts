import type { SyntaxLanguage } from './languages.ts';

/** The parser's memory, seen as numbers; anew after each parse, since it moves when it grows. */
export interface Memory {
  readonly HEAPU8: Uint8Array;
  readonly HEAPU16: Uint16Array;
  readonly HEAPU32: Uint32Array;
}

/** The number that the parser gives to what fits nothing. */
const errorSymbol = 0xffff;

/**
 * What a grammar calls the kinds and fields of nodes, and what is needed to read a tree out of the parser's memory. Offsets are those of
 * `TSLanguage` in tree-sitter's parser.h on a machine of 32 bits.
 */
export class Grammar {
  readonly language: SyntaxLanguage;
  /** Names of kinds by number. Numbers without a name are in no tree. */
  readonly kinds: readonly string[];
  /** By a kind's number: 1 when it has a name of its own, 0 when it is a piece of text such as `(`. */
  readonly named: Uint8Array;
  /** Names of fields by number; the first is none. */
  readonly fields: readonly string[];
  /** The kind of what fits nothing: `ERROR`. */
  readonly errorKind: number;
  private readonly memory: Memory;
  private readonly address: number;
  private readonly publicKinds: Uint16Array;
  private readonly aliasesOf: (Uint16Array | null | undefined)[] = [];
  private readonly fieldsOf: (Uint8Array | null | undefined)[] = [];

  constructor(language: SyntaxLanguage, types: readonly string[], fields: readonly (string | null)[], from: Source) {
    this.language = language;
    this.memory = from.memory;
    this.address = from.address;
    const symbols = this.word(4) + this.word(8);
    this.errorKind = symbols;
    this.kinds = [...Array.from({ length: symbols }, (_, i) => types[i] ?? ''), 'ERROR'];
    this.fields = Array.from({ length: this.word(32) + 1 }, (_, i) => fields[i] ?? '');
    const publicMap = this.word(76) >> 1;
    this.publicKinds = this.memory.HEAPU16.slice(publicMap, publicMap + symbols);
    const metadata = this.word(72);
    this.named = Uint8Array.from({ length: symbols + 1 }, (_, i) =>
      i === symbols ? 1 : this.memory.HEAPU8[metadata + i * 3 + 1]!,
    );
  }

  /** The number of a kind; -1 when the grammar has no such kind. */
  kind(name: string, named = true): number {
    if (name === 'ERROR') return this.errorKind;
    return this.kinds.findIndex(
      (kind, i) => kind === name && (this.named[i] === 1) === named && this.publicKinds[i] === i,
    );
  }

  /** The number of a field; -1 when the grammar has no such field. */
  fieldNumber(name: string): number {
    return this.fields.indexOf(name, 1);
  }

  /** What the parser calls a symbol → the kind that it is told by. */
  kindOf(symbol: number): number {
    return symbol === errorSymbol ? this.errorKind : this.publicKinds[symbol]!;
  }

  /** By the place among the children of a production: the symbol that a child is told by instead of its own, or 0. */
  aliases(production: number): Uint16Array | null {
    const known = this.aliasesOf[production];
    if (known !== undefined) return known;
    const length = this.memory.HEAPU16[(this.address + 36) >> 1]!;
    const at = (this.word(84) >> 1) + production * length;
    const aliases = production === 0 ? new Uint16Array() : this.memory.HEAPU16.slice(at, at + length);
    return (this.aliasesOf[production] = aliases.some((alias) => alias !== 0) ? aliases : null);
  }

  /** By the place among the children of a production: the field that a child stands under, or 0. */
  fieldsIn(production: number): Uint8Array | null {
    const known = this.fieldsOf[production];
    if (known !== undefined) return known;
    return (this.fieldsOf[production] = this.word(32) === 0 ? null : this.readFields(production));
  }

  private readFields(production: number): Uint8Array | null {
    const { HEAPU16, HEAPU8 } = this.memory;
    const slice = (this.word(64) >> 1) + production * 2;
    const first = this.word(68) + HEAPU16[slice]! * 4;
    const length = HEAPU16[slice + 1]!;
    const fields = new Uint8Array(256);
    let some = false;
    for (let entry = first; entry < first + length * 4; entry += 4) {
      const child = HEAPU8[entry + 2]!;
      const inherited = HEAPU8[entry + 3] !== 0;
      if (inherited || fields[child] !== 0) continue;
      fields[child] = HEAPU16[entry >> 1]!;
      some = true;
    }
    return some ? fields : null;
  }

  private word(offset: number): number {
    return this.memory.HEAPU32[(this.address + offset) >> 2]!;
  }
}

export interface Source {
  readonly memory: Memory;
  /** Of its `TSLanguage`. */
  readonly address: number;
}
