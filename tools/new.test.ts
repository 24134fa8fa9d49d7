import { describe, expect, test } from 'vitest';
import { loadUnits, NewUnitError, plan } from './new.ts';

const units = await loadUnits();

describe('npm run new [2:new-unit]', () => {
  test.each(units.map((unit) => [unit.kind, unit] as const))(
    'plans the files of a %s under an id of its form',
    (kind, unit) => {
      const { files } = plan(units, kind, unit.example);
      expect(Object.keys(files).length).toBeGreaterThan(0);
      for (const [path, text] of Object.entries(files)) {
        expect(path).not.toMatch(/\.\.|^\//);
        expect(text.endsWith('\n')).toBe(true);
      }
    },
  );

  test('teaches the kinds when none, or an unknown one, is named', () => {
    expect(() => plan(units, 'gadget', 'x')).toThrow(NewUnitError);
    expect(() => plan(units, undefined, undefined)).toThrow(/npm run new rule +secrets\/acme-api-key/);
  });

  test('refuses an id that could leave the folder', () => {
    expect(() => plan(units, 'rule', 'secrets/../../evil')).toThrow(/not the id of a rule/);
  });
});
