import { expect, test } from 'vitest';
import { missingMigrations, type Migration } from './migrate.ts';

const migration = (key: string, digest = 'd'): Migration => {
  const [room, name] = key.split(':') as [string, string];
  return { room, name, digest, sql: '' };
};
const known = [migration('ground/a:0001_x'), migration('ground/a:0002_y'), migration('ground/b:0001_z')];

test('What was not applied yet is missing, in order', () => {
  expect(missingMigrations(known, [migration('ground/a:0001_x')]).map(({ room, name }) => `${room}/${name}`)).toEqual([
    'ground/a/0002_y',
    'ground/b/0001_z',
  ]);
  expect(missingMigrations(known, known)).toEqual([]);
});

test('[2:migrations] A database with a migration that this program does not know is refused as newer, by name', () => {
  expect(() => missingMigrations(known, [...known, migration('ground/a:0003_new')])).toThrow(
    /newer than the program.*ground\/a\/0003_new/,
  );
  expect(() => missingMigrations(known, [...known, migration('ground/new:0001_n')])).toThrow(
    /newer than the program.*ground\/new\/0001_n/,
  );
});

test('[2:migrations] A migration that was changed, removed, or slipped in before an applied one is refused by name', () => {
  expect(refused([migration('ground/a:0001_x', 'other')])).toMatchObject({
    code: 'migration-changed',
    message: expect.stringContaining('ground/a/0001_x') as string,
  });
  expect(refused([migration('ground/a:0001_x'), migration('ground/a:0001_w')])).toMatchObject({
    code: 'migration-removed',
    message: expect.stringContaining('ground/a/0001_w') as string,
  });
  expect(refused([migration('ground/a:0002_y')])).toMatchObject({
    code: 'migration-out-of-order',
    message: expect.stringContaining('ground/a/0001_x') as string,
  });
});

function refused(applied: readonly Migration[]): unknown {
  try {
    return missingMigrations(known, applied);
  } catch (error) {
    return error;
  }
}
