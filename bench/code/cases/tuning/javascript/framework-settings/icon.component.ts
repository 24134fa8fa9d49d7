import { Component, Input, inject } from '@angular/core';
import { DomSanitizer, type SafeResourceUrl } from '@angular/platform-browser';

@Component({ selector: 'app-viewer', template: '<iframe [src]="address"></iframe>' })
export class ViewerComponent {
  private readonly sanitizer = inject(DomSanitizer);
  address: SafeResourceUrl = '';

  @Input() set document(id: string) {
    const query = new URLSearchParams(location.search);
    const host = query.get('host') ?? 'https://files.example.org';
    this.address = this.sanitizer.bypassSecurityTrustResourceUrl(host + '/' + id); // weak: CWE-79
  }
}
