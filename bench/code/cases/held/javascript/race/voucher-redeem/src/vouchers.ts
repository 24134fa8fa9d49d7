import { Pool } from 'pg';

const pool = new Pool();

export async function redeem(code: string, customer: number): Promise<boolean> {
  const { rowCount } = await pool.query(
    'UPDATE vouchers SET redeemed_by = $2, redeemed_at = now() WHERE code = $1 AND redeemed_by IS NULL',
    [code, customer],
  );
  return rowCount === 1;
}
