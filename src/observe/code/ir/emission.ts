/** What the state of control flow needs of the function whose code it makes. Values are numbers, -1 is none. */
export interface Emission {
  phi(operands: readonly number[]): number;
  guard(value: number, test: number, truth: number): number;
  /** A place for a `Phi` whose operands are not known yet. */
  openPhi(): number;
  closePhi(phi: number, operands: readonly number[]): void;
  undefined(): number;
  /** Reads anew what a memo holds. */
  reload(loaded: number): number;
  /** From now on the value stands for the other. */
  replace(value: number, by: number): void;
}
