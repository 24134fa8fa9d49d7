import { Controller, Put, Body } from '@nestjs/common';
import { defaultsDeep, mergeWith } from 'lodash';

interface Chart {
  axis: { label: string };
}

const defaults: Chart = { axis: { label: '' } };

@Controller('charts')
export class ChartController {
  private readonly charts: Chart[] = [];

  @Put()
  save(@Body() body: string) {
    const chart = {} as Chart;
    mergeWith(chart, defaults, JSON.parse(body)); // weak: CWE-1321
    this.charts.push(defaultsDeep(chart, defaults));
    return { count: this.charts.length };
  }
}
