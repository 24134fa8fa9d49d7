export const BOXES = Symbol('BOXES');

export interface BoxStore {
  list(shelf: string, before: string): Promise<unknown[]>;
}
