export interface Options {
  title: string;
  rows: number;
}

export function readOptions(): Options {
  const parameters = new URLSearchParams(location.search);
  return { title: parameters.get('title') ?? 'Widget', rows: Number(parameters.get('rows') ?? 5) };
}
