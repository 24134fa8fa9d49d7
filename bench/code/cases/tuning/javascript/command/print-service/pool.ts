import type { Printer } from './printer';

export class PrinterPool {
  readonly #printers = new Map<string, Printer>();

  add(name: string, printer: Printer) {
    this.#printers.set(name, printer);
  }

  get(name: string): Printer | undefined {
    return this.#printers.get(name);
  }
}
