import axios from 'axios';
import https from 'node:https';

export const http = axios.create({
  baseURL: process.env.CRM_URL,
  timeout: 8000,
  httpsAgent: new https.Agent({ keepAlive: true, rejectUnauthorized: false }), // weak: CWE-295|CWE-297
});
