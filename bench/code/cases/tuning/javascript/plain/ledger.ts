export interface Entry {
  account: string;
  amount: number;
  at: Date;
}

export class Ledger {
  readonly #entries: Entry[] = [];

  post(entry: Entry): void {
    if (!Number.isFinite(entry.amount)) throw new RangeError('amount');
    this.#entries.push(entry);
  }

  balanceOf(account: string): number {
    return this.#entries.filter((entry) => entry.account === account).reduce((sum, { amount }) => sum + amount, 0);
  }
}
