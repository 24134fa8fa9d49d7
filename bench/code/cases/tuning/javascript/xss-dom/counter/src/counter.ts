import type { Options } from './options';

export class Counter {
  constructor(private readonly root: Element) {}

  mount({ columns, rows }: Options): void {
    const parts = [`<h3>${columns} columns</h3>`];
    for (let row = 0; row < rows; row += 1) parts.push('<p></p>');
    this.root.innerHTML = parts.join('');
  }
}
