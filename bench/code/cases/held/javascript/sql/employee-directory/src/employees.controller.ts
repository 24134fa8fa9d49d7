import type { NextFunction, Request, Response } from 'express';
import { EmployeesService } from './employees.service';

export class EmployeesController {
  private readonly service: EmployeesService;

  constructor(service: EmployeesService) {
    this.service = service;
  }

  list = async (req: Request, res: Response, next: NextFunction): Promise<void> => {
    try {
      const page = Number.parseInt(String(req.query.page ?? '1'), 10);
      const people = await this.service.page({ page, sort: String(req.query.sort ?? 'last_name') });
      res.json(people);
    } catch (error) {
      next(error);
    }
  };
}
