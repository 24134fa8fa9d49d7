import pg from 'pg';
import { DATABASE_URL } from '$env/static/private';

export const db = new pg.Pool({ connectionString: DATABASE_URL });
