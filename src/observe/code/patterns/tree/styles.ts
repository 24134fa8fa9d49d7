import type { PatternLanguage } from './languages.ts';

/** What stands in a pattern for what no grammar knows. */
export const marks = {
  ellipsis: 'ell__',
  metavariable: 'mv__',
  metavariables: 'mvs__',
  deep: 'deep__',
  typed: 'typed__',
} as const;

/** How what no grammar knows is written, so that a grammar takes it. Tried in order until the pattern has a tree without errors. */
export interface Style {
  /** Ruby's constants begin with a capital letter. */
  readonly prefix: 'mv__' | 'Mv__' | '$';
  /** `...` where a statement may stand. */
  readonly statement: string;
  /** `...` between parentheses and commas. */
  readonly item: string;
  /** `...` in a class. */
  readonly member: string;
  readonly pair: string;
}

const base: Style = { prefix: 'mv__', statement: 'ell__;', item: 'ell__', member: 'ell__;', pair: 'ell__' };

export const styles: Readonly<Partial<Record<PatternLanguage, readonly Style[]>>> = {
  javascript: [
    { ...base, prefix: '$', statement: 'ell__\n' },
    { ...base, prefix: '$', statement: 'ell__\n', item: '...ell__' },
    { ...base, prefix: '$', statement: 'case ell__:', item: 'ell__' },
  ],
  python: [
    { ...base, statement: 'ell__', member: 'ell__' },
    { ...base, statement: 'ell__', member: 'ell__', pair: '**ell__' },
    { ...base, statement: 'ell__', member: 'ell__', pair: 'ell__: ell__' },
  ],
  go: [
    { ...base, statement: 'ell__\n', member: 'ell__ ell__\n' },
    { ...base, statement: 'ell__\n', item: 'ell__ ell__', member: 'ell__ ell__\n' },
    { ...base, statement: 'case ell__:' },
  ],
  java: [
    { ...base, member: 'int ell__;' },
    { ...base, item: 'any__ ell__', member: 'int ell__;' },
    { ...base, member: 'ell__' },
    { ...base, statement: 'case ell__:' },
    { ...base, item: 'ell__ ell__', statement: 'int ell__;', member: 'int ell__;' },
  ],
  csharp: [
    { ...base, statement: 'ell__();', member: 'int ell__;' },
    { ...base, item: 'any__ ell__', statement: 'ell__();', member: 'int ell__;' },
    { ...base, statement: 'case ell__: break;' },
    { ...base, member: 'ell__' },
  ],
  php: [
    { ...base, prefix: '$', member: 'public $ell__;' },
    { ...base, prefix: '$', item: '$ell__', member: 'public $ell__;' },
    { ...base, member: 'public $ell__;' },
    { ...base, item: '$ell__', member: 'public $ell__;' },
    { ...base, prefix: '$', statement: 'case ell__:' },
    { ...base, prefix: '$', statement: 'ell__ => ell__,' },
  ],
  ruby: [
    { ...base, statement: 'ell__\n', member: 'ell__\n' },
    { ...base, prefix: 'Mv__', statement: 'ell__\n', member: 'ell__\n' },
    { ...base, statement: 'ell__\n', member: 'ell__\n', pair: '**ell__', item: '*ell__' },
    { ...base, statement: 'ell__\n', member: 'ell__\n', pair: 'ell__ => ell__' },
  ],
  rust: [
    { ...base, member: 'fn ell__() {}' },
    { ...base, item: 'ell__: ell__', member: 'fn ell__() {}' },
    { ...base, item: 'ell__', pair: '..ell__' },
    { ...base, statement: 'ell__ => ell__,' },
    { ...base, member: 'ell__: ell__,' },
    { ...base, member: 'ell__,' },
  ],
  kotlin: [
    { ...base, statement: 'ell__\n', member: 'val ell__ = 1\n' },
    { ...base, statement: 'ell__\n', item: 'ell__: ell__', member: 'val ell__ = 1\n' },
    { ...base, statement: 'ell__ -> ell__\n' },
  ],
  bash: [{ ...base, prefix: '$', statement: 'ell__\n', member: 'ell__\n' }],
};
