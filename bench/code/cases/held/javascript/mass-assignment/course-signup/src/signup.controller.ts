import { Body, Controller, Post, ValidationPipe } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { Participant } from './participant.entity';
import { SignupDto } from './signup.dto';

@Controller('signups')
export class SignupController {
  constructor(@InjectRepository(Participant) private readonly participants: Repository<Participant>) {}

  @Post()
  async create(@Body(new ValidationPipe({ whitelist: true, forbidNonWhitelisted: true })) signup: SignupDto) {
    const { id } = await this.participants.save({ name: signup.name, mail: signup.mail });
    return { id };
  }
}
