import type { Options } from './options';

export class Widget {
  constructor(private readonly root: Element) {}

  mount({ title, rows }: Options): void {
    const parts = [`<h3>${title}</h3>`];
    for (let row = 0; row < rows; row += 1) parts.push('<p></p>');
    this.root.innerHTML = parts.join(''); // weak: CWE-79
  }
}
