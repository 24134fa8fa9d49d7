import { access } from 'node:fs/promises';

export const isFree = (path: string): Promise<boolean> =>
  access(path).then(
    () => false,
    () => true,
  );
