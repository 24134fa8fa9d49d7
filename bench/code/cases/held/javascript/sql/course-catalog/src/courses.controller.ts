import { Controller, Get, Query } from '@nestjs/common';
import { CoursesService } from './courses.service';

@Controller('courses')
export class CoursesController {
  constructor(private readonly courses: CoursesService) {}

  @Get()
  find(@Query('teacher') teacher: string, @Query('term') term: string) {
    return this.courses.byTeacher(teacher, term);
  }
}
