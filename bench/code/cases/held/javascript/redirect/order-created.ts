import { Body, Controller, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { OrdersService } from './orders.service';
import { CreateOrder } from './create-order.dto';

@Controller('orders')
export class OrdersController {
  constructor(private readonly orders: OrdersService) {}

  @Post()
  async create(@Body() body: CreateOrder, @Res() res: Response) {
    const order = await this.orders.create(body);
    res.redirect(303, `/orders/${order.id}`);
  }
}
