import { Injectable } from '@nestjs/common';

@Injectable()
export class LinksRepository {
  private readonly links = new Map<string, string>([
    ['handbook', '/docs/handbook'],
    ['jobs', 'https://careers.example.com/'],
  ]);

  find(name: string): string | undefined {
    return this.links.get(name);
  }
}
