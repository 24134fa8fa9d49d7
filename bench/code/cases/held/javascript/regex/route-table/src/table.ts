export interface Rule {
  prefix: string;
  target: string;
}

const RULES: readonly Rule[] = [
  { prefix: 'shop', target: 'https://shop.internal' },
  { prefix: 'blog', target: 'https://blog.internal' },
];

export const table = RULES.map(({ prefix, target }) => ({ pattern: new RegExp(`^/${prefix}(?:/|$)`), target }));
