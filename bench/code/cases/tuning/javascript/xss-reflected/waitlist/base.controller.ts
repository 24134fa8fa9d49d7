import type { Response } from 'express';
import { encode } from 'he';

export abstract class BaseController {
  protected show(res: Response, text: string): void {
    const document = ['<!doctype html>', '<main>', encode(text), '</main>'].join('\n');
    res.status(200).send(document);
  }
}
