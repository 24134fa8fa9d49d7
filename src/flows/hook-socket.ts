import { join } from 'node:path';

/** Where a running server answers commit hooks. In the data home, which belongs to its owner alone. */
export function hookSocket(home: string): string {
  return join(home, 'hook.sock');
}
