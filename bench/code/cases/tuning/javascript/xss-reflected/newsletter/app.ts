import express from 'express';
import { ConfirmationController } from './confirmation.controller';

const app = express();
const controller = new ConfirmationController();

app.get('/newsletter/confirm', (req, res) => controller.confirm(req, res));

export default app;
