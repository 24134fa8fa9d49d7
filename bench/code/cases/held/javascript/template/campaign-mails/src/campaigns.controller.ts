import { Body, Controller, Param, Put } from '@nestjs/common';
import { CampaignsService } from './campaigns.service';

@Controller('campaigns')
export class CampaignsController {
  constructor(private readonly campaigns: CampaignsService) {}

  @Put(':id/layout')
  async layout(@Param('id') id: string, @Body('layout') layout: string) {
    return { length: this.campaigns.setLayout(id, layout) };
  }
}
