import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { hashPassword } from './password';
import { User } from './user.entity';

@Injectable()
export class UsersService {
  constructor(@InjectRepository(User) private readonly users: Repository<User>) {}

  async create(name: string, password: string): Promise<number> {
    const { id } = await this.users.save({ name, passwordHash: hashPassword(password) });
    return id;
  }
}
