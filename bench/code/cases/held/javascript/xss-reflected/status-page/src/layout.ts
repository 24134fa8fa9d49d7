export interface PageParts {
  title: string;
  body: string;
}

export function layout({ title, body }: PageParts): string {
  return ['<!doctype html>', `<title>${title}</title>`, '<main>', body, '</main>'].join('\n');
}
