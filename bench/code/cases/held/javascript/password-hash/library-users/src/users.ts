import { Pool } from 'pg';
import { hashPassword, isPassword } from './password.ts';

const pool = new Pool();

export async function register(name: string, password: string): Promise<void> {
  await pool.query('INSERT INTO users (name, hash) VALUES ($1, $2)', [name, await hashPassword(password)]);
}

export async function signIn(name: string, password: string): Promise<boolean> {
  const { rows } = await pool.query('SELECT hash FROM users WHERE name = $1', [name]);
  return rows.length === 1 && isPassword(password, rows[0].hash);
}
