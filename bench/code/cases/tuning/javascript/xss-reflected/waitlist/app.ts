import express from 'express';
import { WaitlistController } from './waitlist.controller';

const app = express();
app.disable('x-powered-by');
const controller = new WaitlistController();

app.get('/waitlist/confirm', (req, res) => controller.confirm(req, res));

export default app;
