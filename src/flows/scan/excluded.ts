import { Patterns } from '#observe/engine';

/** Whether the project excludes a path, by its patterns of gitignore(5). */
export function excludedBy(exclude: readonly string[]): (path: string) => boolean {
  const patterns = new Patterns(exclude, 'selvedge.yaml');
  return (path) => {
    const names = path.split('/');
    return names.some(
      (_, at) => patterns.match(names.slice(0, at + 1).join('/'), at + 1 < names.length)?.ignored === true,
    );
  };
}
