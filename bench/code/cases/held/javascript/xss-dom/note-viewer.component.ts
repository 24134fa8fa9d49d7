import { Component, inject } from '@angular/core';
import { ActivatedRoute } from '@angular/router';
import { DomSanitizer, type SafeHtml } from '@angular/platform-browser';

@Component({
  selector: 'app-note-viewer',
  template: '<section [innerHTML]="note"></section>',
})
export class NoteViewerComponent {
  note: SafeHtml = '';
  private readonly route = inject(ActivatedRoute);
  private readonly sanitizer = inject(DomSanitizer);

  ngOnInit(): void {
    this.route.queryParamMap.subscribe((params) => {
      this.note = this.sanitizer.bypassSecurityTrustHtml(params.get('note') ?? ''); // weak: CWE-79
    });
  }
}
