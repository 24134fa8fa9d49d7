import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { Course } from './course.entity';

@Injectable()
export class CoursesService {
  constructor(@InjectRepository(Course) private readonly courses: Repository<Course>) {}

  byTeacher(teacher: string, term: string) {
    return this.courses
      .createQueryBuilder('course')
      .leftJoinAndSelect('course.teacher', 'teacher')
      .where(`teacher.name = '${teacher}'`) // weak: CWE-89
      .andWhere('course.term = :term', { term })
      .getMany();
  }
}
