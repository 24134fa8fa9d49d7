import { EmployeesRepository } from './employees.repository';

export interface PageRequest {
  page: number;
  sort: string;
}

export class EmployeesService {
  private readonly repository: EmployeesRepository;

  constructor(repository: EmployeesRepository) {
    this.repository = repository;
  }

  page({ page, sort }: PageRequest) {
    const offset = (Math.max(page, 1) - 1) * 25;
    return this.repository.findSorted(sort, offset);
  }
}
