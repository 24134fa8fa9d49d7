import { pbkdf2Sync, randomBytes } from 'node:crypto';
import { users } from './users';

export class PasswordService {
  private readonly rounds = 1000;

  async change(id: number, password: string): Promise<void> {
    const salt = randomBytes(16);
    const hash = pbkdf2Sync(password, salt, this.rounds, 32, 'sha256'); // weak: CWE-916
    await users.update(id, { salt: salt.toString('base64'), hash: hash.toString('base64') });
  }
}
