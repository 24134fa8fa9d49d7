import { Printer, type Job } from './printer';

export class LabelPrinter extends Printer {
  override commandFor({ title, copies }: Job): string {
    return `lp -d labels -n ${Number(copies)} -t "${title}" /srv/labels/blank.pdf`;
  }
}
