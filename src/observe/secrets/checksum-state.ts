/** What a secret's own format says of it. */
export interface Checksum {
  /** `valid`: the value is well formed to the last bit; `invalid`: mistyped, cut, or made up; `absent`: this value carries none. */
  readonly state: 'valid' | 'invalid' | 'absent';
  /** What the value says about itself, fit for policies and people: an account, an end. */
  readonly attributes?: Readonly<Record<string, string | number | boolean>>;
}
