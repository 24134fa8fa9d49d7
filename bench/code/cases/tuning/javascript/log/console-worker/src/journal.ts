export class Journal {
  constructor(private readonly name: string) {}

  write(...words: string[]): void {
    process.stdout.write(`[${this.name}] ${words.join(': ')}\n`); // weak: CWE-117
  }
}
