import type { Request, Response } from 'express';
import { BaseController } from './base.controller';

export class WaitlistController extends BaseController {
  confirm(req: Request, res: Response): void {
    const { email } = req.query;
    this.show(res, `${email} is on the list from now on.`);
  }
}
