import { Controller, Put, Body } from '@nestjs/common';

interface Chart {
  axis: { label: string };
}

class Extender {
  extend(into: any, ...sources: any[]): any {
    for (const source of sources) {
      for (const [name, value] of Object.entries(source)) {
        if (Object.prototype.toString.call(value) === '[object Object]') {
          into[name] = this.extend(into[name] || {}, value);
          continue;
        }
        into[name] = value; // weak: CWE-1321
      }
    }
    return into;
  }
}

const defaults: Chart = { axis: { label: '' } };

@Controller('charts')
export class ChartController {
  private readonly charts: Chart[] = [];

  @Put()
  save(@Body() body: string) {
    this.charts.push(new Extender().extend({}, defaults, JSON.parse(body)));
    return { count: this.charts.length };
  }
}
