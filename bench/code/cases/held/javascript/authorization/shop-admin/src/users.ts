import { Pool } from 'pg';

const pool = new Pool();

export const users = {
  async list() {
    const { rows } = await pool.query('SELECT id, name, locked FROM users ORDER BY name');
    return rows;
  },
  lock: (id: number) => pool.query('UPDATE users SET locked = true WHERE id = $1', [id]),
  remove: (id: number) => pool.query('DELETE FROM users WHERE id = $1', [id]),
};
