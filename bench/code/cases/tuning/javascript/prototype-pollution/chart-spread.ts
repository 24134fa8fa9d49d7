import { Controller, Put, Body } from '@nestjs/common';

interface Chart {
  axis: { label: string };
}

const defaults: Chart = { axis: { label: '' } };

@Controller('graphs')
export class GraphController {
  private readonly charts: Chart[] = [];

  @Put()
  save(@Body() body: string) {
    const { axis } = JSON.parse(body) as Partial<Chart>;
    const chart: Chart = { ...defaults, axis: { label: String(axis?.label ?? '') } };
    if (this.charts.length < 1000) this.charts.push(chart);
    return { count: this.charts.length };
  }
}
