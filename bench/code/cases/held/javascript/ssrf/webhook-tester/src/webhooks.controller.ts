import { Body, Controller, Post, UseGuards } from '@nestjs/common';
import { AuthGuard } from '@nestjs/passport';
import { WebhooksService, type Webhook } from './webhooks.service';

@Controller('webhooks')
@UseGuards(AuthGuard('jwt'))
export class WebhooksController {
  constructor(private readonly webhooks: WebhooksService) {}

  @Post('test')
  async test(@Body() hook: Webhook) {
    return { status: await this.webhooks.deliver(hook) };
  }
}
