import { Injectable } from '@nestjs/common';
import * as pug from 'pug';

@Injectable()
export class CampaignsService {
  private readonly layouts = new Map<string, pug.compileTemplate>();

  setLayout(id: string, source: string): number {
    const layout = pug.compile(source); // weak: CWE-1336|CWE-94
    this.layouts.set(id, layout);
    return layout({ name: 'Sample' }).length;
  }
}
