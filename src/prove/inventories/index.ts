/** What subjects are made of, and which advisories they are affected by: the projection that is matched anew when advisories change. */
export {
  forgetState,
  keepInventory,
  keepState,
  listAffected,
  listCut,
  organisationsBehind,
  organisationsConcerned,
  organisationsUnmatched,
} from './store.ts';
export type { AffectedFilter, AffectedPackageRow, NewInventory } from './store.ts';
export { rematch } from './rematch.ts';
export type { AdvisoryChange, Rematched } from './rematch.ts';
