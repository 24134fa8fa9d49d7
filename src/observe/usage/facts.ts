/** Which packages one file uses, and which of their symbols. JSON, cached by content: it names no vulnerability and no package list. */
export type UsageFacts = {
  readonly language: UsageLanguage;
  /** A test, by its path: not shipped. */
  readonly test?: true;
  readonly modules: readonly UsedModule[];
  /** Literals and words that could name a module which something loads by name, each with its first line. */
  readonly mentions?: readonly Mention[];
  /** Line of a load whose name is computed: it may load any package. */
  readonly dynamic?: number;
  /** Line from which the text could not be told apart into code and strings; what stands behind may be incomplete. */
  readonly unsure?: number;
  /** Names behind a dot, for methods of values whose type is not known here. Go and Rust. */
  readonly selectors?: readonly string[];
  /** Exported names of its own package that a Go file takes as values, without calling them there. */
  readonly values?: readonly string[];
  /** Commands that a manifest's scripts run, by their first word. */
  readonly commands?: readonly string[];
  /** Names under which a manifest makes packages known, where they are not the packages' own: [name, package]. */
  readonly aliases?: readonly (readonly [string, string])[];
};

/** `words`: configuration, scripts and other texts in which packages may be named. */
export type UsageLanguage = 'javascript' | 'python' | 'go' | 'rust' | 'java' | 'ruby' | 'php' | 'words';

export type Mention = readonly [text: string, line: number];

/** A module that a file loads, as the file writes it: `lodash/fp`, `golang.org/x/net/html`, `yaml`, `serde_json::value`. */
export type UsedModule = {
  readonly module: string;
  readonly line: number;
  /** Symbols of it, each with the first line of its use. The module itself, called: `default`. */
  readonly uses?: readonly (readonly [symbol: string, line: number])[];
  /** Line where it is handed on, or all of it is taken: any symbol may be used. */
  readonly escapes?: number;
};
