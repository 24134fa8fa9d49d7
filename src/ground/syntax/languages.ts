/** The languages that can be parsed, and the files under dist/assets that their grammars lie in. */
const grammars = {
  bash: 'syntax-bash.wasm',
  'c-sharp': 'syntax-c-sharp.wasm',
  go: 'syntax-go.wasm',
  java: 'syntax-java.wasm',
  javascript: 'syntax-javascript.wasm',
  kotlin: 'syntax-kotlin.wasm',
  php: 'syntax-php.wasm',
  python: 'syntax-python.wasm',
  ruby: 'syntax-ruby.wasm',
  rust: 'syntax-rust.wasm',
  tsx: 'syntax-tsx.wasm',
  typescript: 'syntax-typescript.wasm',
} as const;

export type SyntaxLanguage = keyof typeof grammars;

export const syntaxLanguages = Object.keys(grammars) as readonly SyntaxLanguage[];

/** What parses all of them. */
export const runtimeAsset = 'syntax.wasm';

export function grammarAsset(language: SyntaxLanguage): string {
  return grammars[language];
}

/** Megabytes each, so read only when a file of their language is there. What they are is told by `syntaxDigestAsset`. */
export const syntaxAssets: readonly string[] = [runtimeAsset, ...Object.values(grammars)];

/** Small: a digest of all `syntaxAssets`. */
export const syntaxDigestAsset = 'syntax.digest';
