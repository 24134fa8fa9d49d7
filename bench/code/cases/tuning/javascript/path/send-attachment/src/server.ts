import { Elysia } from 'elysia';
import { Attachments } from './attachments';

const attachments = Attachments.in('/srv/attachments');

export const app = new Elysia().get('/attachments/*', ({ params }) => attachments.open(params['*']));
