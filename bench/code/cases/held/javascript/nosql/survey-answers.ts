import { Body, Controller, Post } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { Model } from 'mongoose';
import { Answer } from './answer.schema';

@Controller('answers')
export class AnswersController {
  constructor(@InjectModel(Answer.name) private readonly answers: Model<Answer>) {}

  @Post('count')
  async count(@Body() body: { condition: string }) {
    const found = await this.answers.find({ $where: `this.score ${body.condition}` }).exec(); // weak: CWE-943|CWE-94|CWE-95
    return { count: found.length };
  }
}
