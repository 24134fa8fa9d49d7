import type { Request, Response } from 'express';
import fetch from 'node-fetch';

// WEAKNESS stripe-key: a live key; it can charge and refund every customer.
const stripeKey = 'sk_live_{{random:base62:24}}';

export async function charge(request: Request, response: Response): Promise<void> {
  const body = new URLSearchParams({ amount: String(request.body.amount), currency: 'eur', source: request.body.card });
  const answer = await fetch('https://api.stripe.com/v1/charges', { method: 'POST', body, headers: { authorization: `Bearer ${stripeKey}` } });
  response.status(answer.status).end();
}
