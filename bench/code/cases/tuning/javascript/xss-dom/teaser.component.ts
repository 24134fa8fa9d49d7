import { Component, inject, SecurityContext } from '@angular/core';
import { ActivatedRoute } from '@angular/router';
import { DomSanitizer } from '@angular/platform-browser';

@Component({
  selector: 'app-teaser',
  template: '<div [innerHTML]="teaser"></div>',
})
export class TeaserComponent {
  private readonly sanitizer = inject(DomSanitizer);
  private readonly route = inject(ActivatedRoute);
  teaser: string | null = '';

  ngOnInit(): void {
    this.route.queryParams.subscribe((parameters) => {
      this.teaser = this.sanitizer.sanitize(SecurityContext.HTML, parameters['teaser']);
    });
  }
}
