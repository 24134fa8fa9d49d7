import type { Request, Response } from 'express';
import { BaseController } from './base.controller';

export class ConfirmationController extends BaseController {
  confirm(req: Request, res: Response): void {
    const { email } = req.query;
    this.show(res, `<p>${email} gets our newsletter from now on.</p>`);
  }
}
