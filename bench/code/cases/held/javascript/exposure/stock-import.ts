import http from 'node:http';
import { importStock } from './stock';

http
  .createServer(async (req, res) => {
    res.setHeader('Content-Type', 'text/plain');
    try {
      const count = await importStock(req);
      res.end(`${count} articles were imported`);
    } catch (error) {
      res.statusCode = 500;
      res.end((error as Error).stack); // weak: CWE-209|CWE-200|CWE-497|CWE-550
    }
  })
  .listen(3000);
