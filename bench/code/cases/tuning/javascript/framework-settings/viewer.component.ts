import { Component, Input, inject } from '@angular/core';
import { DomSanitizer, type SafeResourceUrl } from '@angular/platform-browser';

@Component({ selector: 'app-help', template: '<iframe [src]="address"></iframe>' })
export class HelpComponent {
  private readonly sanitizer = inject(DomSanitizer);
  address: SafeResourceUrl = '';
  page = 0;

  @Input() set topic(id: number) {
    this.page = Number(id);
    this.address = this.sanitizer.bypassSecurityTrustResourceUrl('https://help.example.org/start');
  }
}
