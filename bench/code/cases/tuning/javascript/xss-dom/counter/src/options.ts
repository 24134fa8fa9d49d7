export interface Options {
  columns: number;
  rows: number;
}

export function readOptions(): Options {
  const parameters = new URLSearchParams(location.search);
  const size = (name: string) => Math.min(Number(parameters.get(name) ?? 5) || 5, 50);
  return { columns: size('columns'), rows: size('rows') };
}
