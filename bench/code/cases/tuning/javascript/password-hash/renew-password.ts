import { randomBytes, scrypt } from 'node:crypto';
import { promisify } from 'node:util';
import { users } from './users';

const derive = promisify(scrypt) as (password: string, salt: Buffer, length: number) => Promise<Buffer>;

export class PasswordService {
  async renew(id: number, password: string): Promise<void> {
    const salt = randomBytes(16);
    const hash = await derive(password, salt, 32);
    await users.update(id, { salt: salt.toString('base64'), hash: hash.toString('base64') });
  }
}
