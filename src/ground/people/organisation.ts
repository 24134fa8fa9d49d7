import { newId, type Instant, type OrganisationId, type PersonId } from '#ground/model';
import type { Transaction } from '#ground/store';
import type { Role } from './actor.ts';

export interface Organisation {
  readonly id: OrganisationId;
  readonly name: string;
}

export interface Person {
  readonly id: PersonId;
  readonly organisation: OrganisationId;
  readonly name: string;
  readonly roles: Role[];
  readonly createdAt: Instant;
}

/** The organisation that runs this installation and its first owner; made at the first start. Needs a system transaction. */
export async function ensureHome(
  tx: Transaction,
  names: { readonly organisation: string; readonly owner: string },
  at: Instant,
): Promise<{ organisation: Organisation; owner: Person; created: boolean }> {
  // Two first starts at once: the second waits here and finds what the first made.
  await tx.query("select pg_advisory_xact_lock(hashtextextended('selvedge.home', 0))");
  const home = await homeOrganisation(tx);
  const owner = home === undefined ? undefined : (await listPeople(tx, home.id)).find((p) => p.roles.includes('owner'));
  if (home !== undefined && owner !== undefined) return { organisation: home, owner, created: false };
  const organisation = home ?? (await addOrganisation(tx, { name: names.organisation, home: true }, at));
  const person = { organisation: organisation.id, name: names.owner, roles: ['owner'] as const };
  return { organisation, owner: await addPerson(tx, person, at), created: true };
}

export async function addOrganisation(
  tx: Transaction,
  { name, home = false }: { readonly name: string; readonly home?: boolean },
  at: Instant,
): Promise<Organisation> {
  const id = newId<OrganisationId>('org');
  await tx.query('insert into organisation (organisation, name, home, created_at) values ($1, $2, $3, $4)', [
    id,
    name,
    home,
    at,
  ]);
  return { id, name };
}

export async function homeOrganisation(tx: Transaction): Promise<Organisation | undefined> {
  const [row] = await tx.query<Organisation>('select organisation as id, name from organisation where home');
  return row;
}

export async function readOrganisation(tx: Transaction, id: OrganisationId): Promise<Organisation | undefined> {
  const [row] = await tx.query<Organisation>(
    'select organisation as id, name from organisation where organisation = $1',
    [id],
  );
  return row;
}

export async function addPerson(
  tx: Transaction,
  person: { readonly organisation: OrganisationId; readonly name: string; readonly roles: readonly Role[] },
  at: Instant,
): Promise<Person> {
  const id = newId<PersonId>('usr');
  await tx.query('insert into person (id, organisation, name, roles, created_at) values ($1, $2, $3, $4, $5)', [
    id,
    person.organisation,
    person.name,
    person.roles,
    at,
  ]);
  return { id, ...person, roles: [...person.roles], createdAt: at };
}

/** In the order that they came. */
export function listPeople(tx: Transaction, organisation: OrganisationId): Promise<Person[]> {
  return tx.query<Person>(
    `select id, organisation, name, roles, created_at as "createdAt" from person where organisation = $1 order by id`,
    [organisation],
  );
}
