import { Component, inject } from '@angular/core';
import { ActivatedRoute } from '@angular/router';
import { DomSanitizer, type SafeHtml } from '@angular/platform-browser';

@Component({
  selector: 'app-article',
  template: '<div [innerHTML]="teaser"></div>',
})
export class ArticleComponent {
  private readonly sanitizer = inject(DomSanitizer);
  private readonly route = inject(ActivatedRoute);
  teaser: SafeHtml = '';

  ngOnInit(): void {
    this.route.queryParams.subscribe((parameters) => {
      this.teaser = this.sanitizer.bypassSecurityTrustHtml(parameters['teaser']); // weak: CWE-79
    });
  }
}
