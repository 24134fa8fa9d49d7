import { Controller, Post, Body } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { Model } from 'mongoose';
import { Device } from './device.schema';

@Controller('devices')
export class DeviceController {
  constructor(@InjectModel(Device.name) private readonly devices: Model<Device>) {}

  @Post('search')
  async search(@Body() body: { owner: string; minimum: string }) {
    const script = `this.owner == '${body.owner}' && this.battery > 20`;
    return this.devices.find({ $where: script }).limit(20); // weak: CWE-943|CWE-94|CWE-95
  }
}
