import { Elysia } from 'elysia';
import { Enclosures } from './enclosures';

const enclosures = Enclosures.in('/srv/enclosures');

export const app = new Elysia().get('/enclosures/*', ({ params }) => enclosures.open(params['*']));
