import type { Response } from 'express';

export abstract class BaseController {
  protected show(res: Response, body: string): void {
    const document = ['<!doctype html>', '<main>', body, '</main>'].join('\n');
    res.status(200).send(document); // weak: CWE-79
  }
}
