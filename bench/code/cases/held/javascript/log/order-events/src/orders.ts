import { Body, Controller, Post } from '@nestjs/common';
import { logger } from './logger';
import { OrdersService } from './orders.service';
import { CreateOrder } from './create-order.dto';

@Controller('orders')
export class OrdersController {
  constructor(private readonly orders: OrdersService) {}

  @Post()
  async create(@Body() body: CreateOrder) {
    const order = await this.orders.create(body);
    logger.info({ order: order.id, items: body.items.length }, 'order created');
    return { id: order.id };
  }
}
