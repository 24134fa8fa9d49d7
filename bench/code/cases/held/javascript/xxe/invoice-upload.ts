import { Controller, Post, UploadedFile, UseInterceptors } from '@nestjs/common';
import { FileInterceptor } from '@nestjs/platform-express';
import { parseXml, type Element } from 'libxmljs2';

@Controller('invoices')
export class InvoiceUploadController {
  private readonly options = { noblanks: true, noent: true, nonet: false };

  @Post()
  @UseInterceptors(FileInterceptor('invoice', { limits: { fileSize: 100_000 } }))
  upload(@UploadedFile() file: Express.Multer.File) {
    const invoice = parseXml(file.buffer.toString('utf8'), this.options); // weak: CWE-611|CWE-827
    const total = invoice.get<Element>('/invoice/total');
    return { total: Number(total?.text()) };
  }
}
