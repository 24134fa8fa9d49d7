import session from 'express-session';
import express from 'express';
import { store } from './store';

const app = express();
app.set('trust proxy', 1);
app.use(
  session({
    name: '__Host-desk',
    secret: process.env.SESSION_SECRET!,
    store,
    resave: false,
    saveUninitialized: false,
    cookie: { path: '/', httpOnly: true, secure: true, sameSite: 'lax', maxAge: 3_600_000 },
  }),
);

export default app;
