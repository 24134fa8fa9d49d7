import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { Preferences } from './preferences.entity';

@Injectable()
export class PreferencesService {
  constructor(@InjectRepository(Preferences) private readonly repository: Repository<Preferences>) {}

  async change(user: number, changes: Pick<Preferences, 'language' | 'digest'>): Promise<void> {
    const preferences = await this.repository.findOneByOrFail({ user });
    await this.repository.save(Object.assign(preferences, changes));
  }
}
