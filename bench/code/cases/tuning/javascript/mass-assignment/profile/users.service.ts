import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { User } from './user.entity';

@Injectable()
export class UsersService {
  constructor(@InjectRepository(User) private readonly repository: Repository<User>) {}

  async change(id: number, changes: Partial<User>): Promise<void> {
    const user = await this.repository.findOneByOrFail({ id });
    await this.repository.save(Object.assign(user, changes)); // weak: CWE-915
  }
}
